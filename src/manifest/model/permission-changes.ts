import type { DeployedModule, Version } from '../../core/environment.ts';
import type { ContentPolicy, Egress, Remote } from '../../core/permission.ts';
import type { Manifest, ManifestGap, ManifestModule, ManifestRemote } from './manifest-contents.ts';
import { variablesIn } from './manifest-variables.ts';

/** What users consent to, as a manifest declares it or a version was deployed with it. */
export interface Permissions {
  readonly scopes: readonly string[];
  readonly egress: readonly Egress[];
  readonly contentPolicies: readonly ContentPolicy[];
  readonly remotes: readonly Remote[];
  readonly requiresLicense: boolean;
  /** Modules that need consent, as `moduleConsent` names them; absent where the modules are not known. */
  readonly consentModules?: readonly string[];
}

export interface Change<T> {
  readonly before: T;
  readonly after: T;
}

/** The differences between two sets of permissions; lists are empty where nothing changed. */
export interface PermissionChanges {
  readonly scopesAdded: readonly string[];
  readonly scopesRemoved: readonly string[];
  readonly egressAdded: readonly Egress[];
  readonly egressRemoved: readonly Egress[];
  /** Same kind and address, but another category or another `inScopeEUD`. */
  readonly egressChanged: readonly Change<Egress>[];
  /** Whether end-user data in scope of data residency starts to leave the app. */
  readonly startsEndUserDataEgress: boolean;
  readonly contentPoliciesAdded: readonly ContentPolicy[];
  readonly contentPoliciesRemoved: readonly ContentPolicy[];
  readonly remotesAdded: readonly Remote[];
  readonly remotesRemoved: readonly Remote[];
  /** Same key, but another address or other operations. */
  readonly remotesChanged: readonly Change<Remote>[];
  readonly consentModulesAdded: readonly string[];
  readonly licensingEnabled: boolean;
}

/** The permissions that a manifest declares. */
export function permissionsOfManifest({
  scopes,
  egress,
  contentPolicies,
  remotes,
  isLicensingEnabled,
  modules,
}: Manifest): Permissions {
  return {
    scopes: scopes.map(({ key }) => key),
    egress,
    contentPolicies,
    remotes,
    requiresLicense: isLicensingEnabled ?? false,
    consentModules: modules.flatMap(moduleConsent),
  };
}

/** The permissions of a deployed version. */
export function permissionsOfVersion({
  scopes,
  egress,
  contentPolicies,
  remotes,
  requiresLicense,
  modules,
}: Version): Permissions {
  return {
    scopes: scopes.map(({ key }) => key),
    egress,
    contentPolicies,
    remotes,
    requiresLicense,
    ...(modules && { consentModules: modules.flatMap(moduleConsent) }),
  };
}

/** Parts of the permissions. */
export type PermissionPart = ManifestGap['part'];

/**
 * The changes that are certain although parts of the permissions after them depend on variables whose values are not
 * known: what such an entry stands for may be there already, and what seems removed may be meant by it.
 */
export function certainChanges(changes: PermissionChanges, unknown: ReadonlySet<PermissionPart>): PermissionChanges {
  const added = <T>(items: readonly T[], text: (item: T) => string) =>
    items.filter((item) => variablesIn(text(item)).length === 0);
  const removed = <T>(part: PermissionPart, items: readonly T[]) => (unknown.has(part) ? [] : items);
  const addressOf = ({ baseUrl = '' }: Remote) => baseUrl;
  return {
    ...changes,
    scopesAdded: added(changes.scopesAdded, (key) => key),
    scopesRemoved: removed('scopes', changes.scopesRemoved),
    egressAdded: added(changes.egressAdded, ({ address }) => address),
    egressRemoved: removed('egress', changes.egressRemoved),
    startsEndUserDataEgress: changes.startsEndUserDataEgress && !unknown.has('egress'),
    contentPoliciesAdded: added(changes.contentPoliciesAdded, ({ policy }) => policy),
    contentPoliciesRemoved: removed('contentPolicies', changes.contentPoliciesRemoved),
    remotesAdded: added(changes.remotesAdded, ({ key }) => key),
    remotesRemoved: removed('remotes', changes.remotesRemoved),
    remotesChanged: changes.remotesChanged.filter(({ after }) => variablesIn(addressOf(after)).length === 0),
  };
}

/** The differences from `before` to `after`; duplicates count once. */
export function permissionChanges(before: Permissions, after: Permissions): PermissionChanges {
  const egress = difference(before.egress, after.egress, egressId, isSameEgress);
  const policies = difference(before.contentPolicies, after.contentPolicies, policyId, () => true);
  const remotes = difference(before.remotes, after.remotes, ({ key }) => key, isSameRemote);
  const scopes = difference(
    before.scopes,
    after.scopes,
    (key) => key,
    () => true,
  );
  const modules = difference(
    before.consentModules ?? [],
    after.consentModules ?? [],
    (name) => name,
    () => true,
  );
  return {
    scopesAdded: scopes.added,
    scopesRemoved: scopes.removed,
    egressAdded: egress.added,
    egressRemoved: egress.removed,
    egressChanged: egress.changed,
    startsEndUserDataEgress: after.egress.some(isInScopeOfResidency) && !before.egress.some(isInScopeOfResidency),
    contentPoliciesAdded: policies.added,
    contentPoliciesRemoved: policies.removed,
    remotesAdded: remotes.added,
    remotesRemoved: remotes.removed,
    remotesChanged: remotes.changed,
    consentModulesAdded: before.consentModules && after.consentModules ? modules.added : [],
    licensingEnabled: after.requiresLicense && !before.requiresLicense,
  };
}

/** Identifies an egress permission, whatever its details. */
export const egressId = ({ kind, address }: Egress): string => `${kind} ${address}`;

/** Identifies a content policy. */
export const policyId = ({ kind, policy }: ContentPolicy): string => `${kind} ${policy}`;

/** Whether two permissions for one address have the same details. */
export function isSameEgress(a: Egress, b: Egress): boolean {
  return a.category === b.category && isInScopeOfResidency(a) === isInScopeOfResidency(b);
}

/** Whether two remotes of one key agree where both are known. URLs by region are not known of deployed versions. */
export function isSameRemote(a: Remote | ManifestRemote, b: Remote | ManifestRemote): boolean {
  const sameAddress = a.baseUrl === undefined || b.baseUrl === undefined || a.baseUrl === b.baseUrl;
  const operations = (remote: Remote) => remote.operations?.toSorted().join(' ');
  const sameOperations = a.operations === undefined || b.operations === undefined || operations(a) === operations(b);
  return sameAddress && sameOperations;
}

/** `inScopeEUD` defaults to true: https://developer.atlassian.com/platform/forge/in-scope-eud/ */
function isInScopeOfResidency({ inScopeEUD }: Egress): boolean {
  return inScopeEUD ?? true;
}

/**
 * What consent is needed for when a module is added; empty for most modules. All SQL or object storage counts as one,
 * each dynamic web trigger by itself. Deployed versions have `core:` before the type.
 */
function moduleConsent({ type, key = '', responseType }: DeployedModule | ManifestModule): string[] {
  const name = type.replace(/^core:/, '');
  if (name === 'sql' || name === 'objectStore') return [name];
  return name === 'webtrigger' && responseType !== 'static' ? [`webtrigger ${key}`] : [];
}

function difference<T>(
  before: readonly T[],
  after: readonly T[],
  id: (item: T) => string,
  isSame: (a: T, b: T) => boolean,
): { added: T[]; removed: T[]; changed: Change<T>[] } {
  const [old, now] = [byId(before, id), byId(after, id)];
  return {
    added: [...now].flatMap(([key, item]) => (old.has(key) ? [] : [item])),
    removed: [...old].flatMap(([key, item]) => (now.has(key) ? [] : [item])),
    changed: [...now].flatMap(([key, item]) => {
      const earlier = old.get(key);
      return earlier === undefined || isSame(earlier, item) ? [] : [{ before: earlier, after: item }];
    }),
  };
}

/** Items by id; the first of each. */
export function byId<T>(items: readonly T[], id: (item: T) => string): ReadonlyMap<string, T> {
  return new Map(
    items
      .toReversed()
      .map((item): [string, T] => [id(item), item])
      .toReversed(),
  );
}
