import type { ProductApi, ScannedFile, UnreadCall } from '../code/scan-results.ts';
import { scopeFacts } from '../scopes/built-in-scopes.ts';
import { operationsOf } from '../scopes/rest-operations.ts';
import type { Manifest, ManifestScope } from './manifest-contents.ts';
import { hasBrokenScopes, mayHaveMoreScopes } from './manifest-gaps.ts';
import { type RequiredScopes, type Requirement, requirementsOf, type ScopeReason } from './scope-requirements.ts';

export type { ScopeReason } from './scope-requirements.ts';

/** A scope that is needed and not declared. */
export interface MissingScope {
  readonly scope: string;
  readonly reasons: readonly ScopeReason[];
}

/** A declared scope that nothing is known to need. */
export interface UnusedScope {
  readonly scope: ManifestScope;
  /** Code that may need it all the same. */
  readonly possibleUses: readonly UnreadCode[];
}

/** A call whose scopes are not known, or a file that could not be read. */
export type UnreadCode =
  | { readonly kind: 'call'; readonly file: string; readonly call: UnreadCall }
  | { readonly kind: 'file'; readonly file: string; readonly failed: NonNullable<ScannedFile['failed']> };

/** A use with both of its alternative sets of scopes declared, where one is enough. */
export interface MixedScopes {
  readonly reason: ScopeReason;
  /** The required set, all of it declared. */
  readonly classic: readonly string[];
  /** The declared scopes of the other set that nothing else requires. */
  readonly granular: readonly string[];
}

/** The scopes that an app needs, compared with those that its manifest declares. */
export interface ScopeUsage {
  /** Needed scopes, declared or missing, with the reasons why. */
  readonly needed: ReadonlyMap<string, readonly ScopeReason[]>;
  /** Sorted by scope. Empty where scopes may be declared that are not known. */
  readonly missing: readonly MissingScope[];
  /**
   * In the order of the manifest. Empty while the code is not scanned, and where code elsewhere may use the
   * scopes (`Manifest.hasCodeElsewhere`), or what is declared can't be read. Never lists scopes that no known operation, event or rule needs.
   */
  readonly unused: readonly UnusedScope[];
  readonly mixed: readonly MixedScopes[];
  readonly unread: readonly UnreadCode[];
}

/**
 * Compares the scopes that a manifest declares with those that the manifest and the code need. A requirement is met
 * where all of `scopes` or all of `granular` are declared; else the undeclared ones of `scopes` are missing (the rule
 * of Atlassian's own validator). `code` is undefined until all of it is scanned.
 */
export function analyzeScopeUsage(manifest: Manifest, code: readonly ScannedFile[] | undefined): ScopeUsage {
  const requirements = requirementsOf(manifest, code ?? []);
  const declared = new Set(manifest.scopes.map(({ key }) => key));
  const unread = (code ?? []).flatMap(unreadIn);
  const needed = new Map<string, ScopeReason[]>();
  const missing = new Map<string, ScopeReason[]>();
  // Requirements share these objects, so that each set of scopes is compared once.
  const distinct = [...new Set(requirements.map(({ required }) => required))];
  const compared = new Map(
    distinct.map((required) => [
      required,
      { serving: scopesServing(required, declared), lacking: missingOf(required, declared) },
    ]),
  );
  for (const { reason, required } of requirements) {
    const { serving = [], lacking = [] } = compared.get(required) ?? {};
    for (const scope of serving) addReason(needed, scope, reason);
    for (const scope of lacking) addReason(missing, scope, reason);
  }
  const isBroken = hasBrokenScopes(manifest);
  const canBeUnused = code !== undefined && !manifest.hasCodeElsewhere && !isBroken;
  return {
    needed,
    missing: mayHaveMoreScopes(manifest)
      ? []
      : [...missing].map(([scope, reasons]) => ({ scope, reasons })).sort((a, b) => (a.scope < b.scope ? -1 : 1)),
    unused: canBeUnused ? unusedOf(manifest, distinct, unread) : [],
    mixed: isBroken ? [] : mixedOf(requirements, distinct, declared),
    unread,
  };
}

function unreadIn({ file, unread, failed }: ScannedFile): UnreadCode[] {
  return [
    ...(failed === undefined ? [] : [{ kind: 'file' as const, file, failed }]),
    ...unread.map((call) => ({ kind: 'call' as const, file, call })),
  ];
}

function addReason(byScope: Map<string, ScopeReason[]>, scope: string, reason: ScopeReason): void {
  const reasons = byScope.get(scope);
  if (reasons) reasons.push(reason);
  else byScope.set(scope, [reason]);
}

function missingOf({ scopes, granular }: RequiredScopes, declared: ReadonlySet<string>): readonly string[] {
  const hasGranular = granular.length > 0 && granular.every((scope) => declared.has(scope));
  return hasGranular ? [] : scopes.filter((scope) => !declared.has(scope));
}

/** The scopes that meet a requirement, or would meet it. */
function scopesServing(required: RequiredScopes, declared: ReadonlySet<string>): readonly string[] {
  const { scopes, granular } = required;
  if (scopes.length > 0 && scopes.every((scope) => declared.has(scope))) return scopes;
  return missingOf(required, declared).length === 0
    ? granular
    : [...scopes, ...granular.filter((scope) => declared.has(scope))];
}

function unusedOf(
  manifest: Manifest,
  required: readonly RequiredScopes[],
  unread: readonly UnreadCode[],
): UnusedScope[] {
  const mentioned = new Set(required.flatMap(({ scopes, granular }) => [...scopes, ...granular]));
  const hasStorageModule = manifest.modules.some(({ type }) => type === 'objectStore' || type === 'sql');
  return manifest.scopes
    .filter(
      ({ key }) => !mentioned.has(key) && (key === 'storage:app' ? !hasStorageModule : operationsOf(key).length > 0),
    )
    .map((scope) => ({
      scope,
      possibleUses: unread.filter((one) => one.kind === 'file' || mayNeed(one.call, scope.key)),
    }));
}

function mayNeed({ api, mayNeed: scopes }: UnreadCall, scope: string): boolean {
  return scopes?.includes(scope) ?? (api === undefined || api === apiOf(scope));
}

function apiOf(scope: string): ProductApi | undefined {
  const api = scopeFacts(scope)?.api ?? '';
  if (api.startsWith('Jira') || api === 'Assets') return 'jira';
  if (api === 'Confluence') return 'confluence';
  return api === 'Bitbucket' ? 'bitbucket' : undefined;
}

function mixedOf(
  requirements: readonly Requirement[],
  distinct: readonly RequiredScopes[],
  declared: ReadonlySet<string>,
): MixedScopes[] {
  const allRequired = new Set(distinct.flatMap(({ scopes }) => scopes));
  const mixed = new Map<RequiredScopes, Omit<MixedScopes, 'reason'>>();
  for (const required of distinct) {
    const { scopes, granular } = required;
    const redundant = granular.filter(
      (scope) => declared.has(scope) && !allRequired.has(scope) && !scopes.includes(scope),
    );
    if (scopes.length > 0 && redundant.length > 0 && scopes.every((scope) => declared.has(scope)))
      mixed.set(required, { classic: scopes, granular: redundant });
  }
  if (mixed.size === 0) return [];
  return requirements.flatMap(({ reason, required }) => {
    const sets = reason.kind === 'call' && reason.use.kind === 'notification' ? undefined : mixed.get(required);
    return sets ? [{ reason, ...sets }] : [];
  });
}
