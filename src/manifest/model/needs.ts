import type { ProductApi, ScannedFile, UnreadCall } from '../code/scan-results.ts';
import { scopeFacts } from '../scopes/built-in-scopes.ts';
import { operationsOf } from '../scopes/rest-operations.ts';
import type { Manifest, ManifestScope } from './manifest-contents.ts';
import { type RequiredScopes, type Requirement, requirementsOf, type ScopeReason } from './requirements.ts';

export type { ScopeReason } from './requirements.ts';

/** A scope that is needed and not declared. */
export interface MissingScope {
  readonly scope: string;
  readonly reasons: readonly ScopeReason[];
}

/** A scope that is declared without anything being known to need it. */
export interface UnusedScope {
  readonly scope: ManifestScope;
  /** What might need it all the same; the less, the surer. */
  readonly doubts: readonly UnreadAt[];
}

/** A call whose scopes are not known, or a file that was not read as a whole. */
export type UnreadAt =
  | { readonly kind: 'call'; readonly file: string; readonly call: UnreadCall }
  | { readonly kind: 'file'; readonly file: string; readonly failed: NonNullable<ScannedFile['failed']> };

/** Something that both of its sets of scopes are declared for, where one would do. */
export interface MixedScopes {
  readonly reason: ScopeReason;
  /** The required set, all of it declared. */
  readonly classic: readonly string[];
  /** What is declared of the other set, and required by nothing else. */
  readonly granular: readonly string[];
}

/** The scopes that an app needs, against those that its manifest declares. */
export interface ScopeNeeds {
  /** Scopes that serve something, declared ones and missing ones, each with what it serves. */
  readonly needed: ReadonlyMap<string, readonly ScopeReason[]>;
  /** In the order of the scopes' names. */
  readonly missing: readonly MissingScope[];
  /**
   * In the order of the manifest. Empty while the code is not known, and where code elsewhere may use the scopes
   * (`Manifest.runsElsewhere`). Scopes that no known operation, event or rule needs are never among them.
   */
  readonly unused: readonly UnusedScope[];
  readonly mixed: readonly MixedScopes[];
  readonly unread: readonly UnreadAt[];
}

/**
 * What an app needs by its manifest and its code. Something is satisfied where all its required scopes are declared, or
 * all of the other set; else the required ones that are not declared are missing (the rule of Atlassian's own
 * validator). `code` is undefined while it was not read as a whole.
 */
export function scopeNeeds(manifest: Manifest, code: readonly ScannedFile[] | undefined): ScopeNeeds {
  const requirements = requirementsOf(manifest, code ?? []);
  const declared = new Set(manifest.scopes.map(({ key }) => key));
  const unread = (code ?? []).flatMap(unreadIn);
  const needed = new Map<string, ScopeReason[]>();
  const missing = new Map<string, ScopeReason[]>();
  const all = [...new Set(requirements.map(({ required }) => required))];
  const judged = new Map(
    all.map((required) => [required, { serving: serving(required, declared), lacking: missingOf(required, declared) }]),
  );
  for (const { reason, required } of requirements) {
    const { serving: scopes = [], lacking = [] } = judged.get(required) ?? {};
    for (const scope of scopes) note(needed, scope, reason);
    for (const scope of lacking) note(missing, scope, reason);
  }
  return {
    needed,
    missing: [...missing].map(([scope, reasons]) => ({ scope, reasons })).sort((a, b) => (a.scope < b.scope ? -1 : 1)),
    unused: code === undefined || manifest.runsElsewhere ? [] : unusedOf(manifest, all, unread),
    mixed: mixedOf(requirements, all, declared),
    unread,
  };
}

function unreadIn({ file, unread, failed }: ScannedFile): UnreadAt[] {
  return [
    ...(failed === undefined ? [] : [{ kind: 'file' as const, file, failed }]),
    ...unread.map((call) => ({ kind: 'call' as const, file, call })),
  ];
}

function note(reasons: Map<string, ScopeReason[]>, scope: string, reason: ScopeReason): void {
  const known = reasons.get(scope);
  if (known) known.push(reason);
  else reasons.set(scope, [reason]);
}

function missingOf({ scopes, granular }: RequiredScopes, declared: ReadonlySet<string>): readonly string[] {
  const isInstead = granular.length > 0 && granular.every((scope) => declared.has(scope));
  return isInstead ? [] : scopes.filter((scope) => !declared.has(scope));
}

/** The scopes by which something is, or would be, satisfied. */
function serving(required: RequiredScopes, declared: ReadonlySet<string>): readonly string[] {
  const { scopes, granular } = required;
  const isByScopes = scopes.length > 0 && scopes.every((scope) => declared.has(scope));
  if (isByScopes) return scopes;
  return missingOf(required, declared).length === 0
    ? granular
    : [...scopes, ...granular.filter((scope) => declared.has(scope))];
}

function unusedOf(manifest: Manifest, all: readonly RequiredScopes[], unread: readonly UnreadAt[]): UnusedScope[] {
  const touched = new Set(all.flatMap(({ scopes, granular }) => [...scopes, ...granular]));
  const keeps = manifest.modules.some(({ type }) => type === 'objectStore' || type === 'sql');
  return manifest.scopes
    .filter(({ key }) => !touched.has(key) && (key === 'storage:app' ? !keeps : operationsOf(key).length > 0))
    .map((scope) => ({
      scope,
      doubts: unread.filter(
        (one) => one.kind === 'file' || one.call.api === undefined || one.call.api === apiOf(scope.key),
      ),
    }));
}

function apiOf(scope: string): ProductApi | undefined {
  const api = scopeFacts(scope)?.api ?? '';
  return api.startsWith('Jira')
    ? 'jira'
    : api === 'Confluence'
      ? 'confluence'
      : api === 'Bitbucket'
        ? 'bitbucket'
        : undefined;
}

function mixedOf(
  requirements: readonly Requirement[],
  all: readonly RequiredScopes[],
  declared: ReadonlySet<string>,
): MixedScopes[] {
  const required = new Set(all.flatMap(({ scopes }) => scopes));
  const mixed = new Map<RequiredScopes, Omit<MixedScopes, 'reason'>>();
  for (const one of all) {
    const beside = one.granular.filter(
      (scope) => declared.has(scope) && !required.has(scope) && !one.scopes.includes(scope),
    );
    if (one.scopes.length > 0 && beside.length > 0 && one.scopes.every((scope) => declared.has(scope)))
      mixed.set(one, { classic: one.scopes, granular: beside });
  }
  if (mixed.size === 0) return [];
  return requirements.flatMap(({ reason, required: own }) => {
    const found = reason.kind === 'call' && reason.use.kind === 'notification' ? undefined : mixed.get(own);
    return found ? [{ reason, ...found }] : [];
  });
}
