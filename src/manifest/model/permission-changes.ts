import type { DeployedModule, Version } from '../../core/environment.ts';
import type { ContentPolicy, Egress, Remote } from '../../core/permission.ts';
import type { Manifest, ManifestModule, ManifestRemote } from './manifest-contents.ts';

/** What users agree to: as a manifest declares it, or as a version was deployed with it. */
export interface Permissions {
  readonly scopes: readonly string[];
  readonly egress: readonly Egress[];
  readonly contentPolicies: readonly ContentPolicy[];
  readonly remotes: readonly Remote[];
  readonly requiresLicense: boolean;
  /** Modules that need consent by themselves, as `moduleConsent` names them; absent where the modules are not known. */
  readonly consentModules?: readonly string[];
}

/** Two states of a thing that kept its name. */
export interface Change<T> {
  readonly before: T;
  readonly after: T;
}

/** How one set of permissions differs from an earlier one; its lists are empty where nothing changed. */
export interface PermissionChanges {
  readonly scopesAdded: readonly string[];
  readonly scopesRemoved: readonly string[];
  readonly egressAdded: readonly Egress[];
  readonly egressRemoved: readonly Egress[];
  /** Same kind and address, but another category or another word on end-user data. */
  readonly egressChanged: readonly Change<Egress>[];
  /** End-user data in scope of data residency leaves the app, and did not before. */
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

/** What a manifest declares. */
export function permissionsOfManifest({
  scopes,
  egress,
  contentPolicies,
  remotes,
  licensing,
  modules,
}: Manifest): Permissions {
  return {
    scopes: scopes.map(({ key }) => key),
    egress,
    contentPolicies,
    remotes,
    requiresLicense: licensing ?? false,
    consentModules: modules.flatMap(moduleConsent),
  };
}

/** What a version was deployed with. */
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

/** How `after` differs from `before`; what is listed twice counts once. */
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
    startsEndUserDataEgress: after.egress.some(takesEndUserData) && !before.egress.some(takesEndUserData),
    contentPoliciesAdded: policies.added,
    contentPoliciesRemoved: policies.removed,
    remotesAdded: remotes.added,
    remotesRemoved: remotes.removed,
    remotesChanged: remotes.changed,
    consentModulesAdded: before.consentModules && after.consentModules ? modules.added : [],
    licensingEnabled: after.requiresLicense && !before.requiresLicense,
  };
}

/** What makes an egress permission the same permission. */
export const egressId = ({ kind, address }: Egress): string => `${kind} ${address}`;

/** What makes a content policy the same one. */
export const policyId = ({ kind, policy }: ContentPolicy): string => `${kind} ${policy}`;

/** Whether two permissions for one address say the same; an unsaid `inScopeEUD` means true. */
export function isSameEgress(a: Egress, b: Egress): boolean {
  return a.category === b.category && takesEndUserData(a) === takesEndUserData(b);
}

/**
 * Whether two remotes of one key are the same as far as both are known; addresses by region are not known of deployed
 * ones.
 */
export function isSameRemote(a: Remote | ManifestRemote, b: Remote | ManifestRemote): boolean {
  const sameAddress = a.baseUrl === undefined || b.baseUrl === undefined || a.baseUrl === b.baseUrl;
  const operations = (remote: Remote) => remote.operations?.toSorted().join(' ');
  const sameOperations = a.operations === undefined || b.operations === undefined || operations(a) === operations(b);
  return sameAddress && sameOperations;
}

/** `inScopeEUD` is true where it is not said: https://developer.atlassian.com/platform/forge/in-scope-eud/ */
function takesEndUserData({ inScopeEUD }: Egress): boolean {
  return inScopeEUD ?? true;
}

/**
 * The name under which adding a module needs consent; none for most modules. Storage in SQL or as objects is consented
 * to as a whole, each dynamic web trigger by itself. A deployed version has `core:` before the type.
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

/** Items by what makes them the same; the first of each. */
export function byId<T>(items: readonly T[], id: (item: T) => string): ReadonlyMap<string, T> {
  return new Map(
    items
      .toReversed()
      .map((item): [string, T] => [id(item), item])
      .toReversed(),
  );
}
