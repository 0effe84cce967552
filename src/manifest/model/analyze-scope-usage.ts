import type { ProductApi, ScannedFile, UnreadCall } from '../code/scan-results.ts';
import { scopeFacts } from '../scopes/built-in-scopes.ts';
import { operationsOf } from '../scopes/rest-operations.ts';
import type { Manifest, ManifestScope } from './manifest-contents.ts';
import { hasBrokenScopes, mayHaveMoreScopes } from './manifest-gaps.ts';
import { lackingScopes } from './lacking-scopes.ts';
import { type MixedScopes, mixedScopes } from './mixed-scopes.ts';
import { type RequiredScopes, requirementsOf, type ScopeReason } from './scope-requirements.ts';

export type { MixedScopes } from './mixed-scopes.ts';
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

/** The scopes that an app needs, compared with those that its manifest declares. */
export interface ScopeUsage {
  /** Needed scopes, declared or missing, with the reasons why. */
  readonly needed: ReadonlyMap<string, readonly ScopeReason[]>;
  /** Sorted by scope. Empty where scopes may be declared that are not known. */
  readonly missing: readonly MissingScope[];
  /**
   * In the order of the manifest. Empty while the code is not scanned, and where code elsewhere may use the scopes
   * (`Manifest.hasCodeElsewhere`), or what is declared can't be read. Never lists scopes that no known operation, event
   * or rule needs, or that a call needs whose operation is one of several.
   */
  readonly unused: readonly UnusedScope[];
  readonly mixed: readonly MixedScopes[];
  readonly unread: readonly UnreadCode[];
}

/**
 * Compares the scopes that a manifest declares with those that the manifest and the code need; `lackingScopes` says
 * which are missing. `code` is undefined until all of it is scanned.
 */
export function analyzeScopeUsage(manifest: Manifest, code: readonly ScannedFile[] | undefined): ScopeUsage {
  const requirements = requirementsOf(manifest, code ?? []);
  const declared = new Set(manifest.scopes.map(({ key }) => key));
  const unread = (code ?? []).flatMap(unreadIn);
  const needed = new Map<string, ScopeReason[]>();
  const missing = new Map<string, ScopeReason[]>();
  // Requirements share these objects, so that each set of scopes is compared once.
  const distinct = [...new Set(requirements.map(({ required }) => required))];
  const lacking = lackingScopes(distinct, declared);
  const serving = new Map(distinct.map((required) => [required, scopesServing(required, declared)]));
  for (const { reason, required } of requirements) {
    for (const scope of serving.get(required) ?? []) addReason(needed, scope, reason);
    for (const scope of lacking.get(required) ?? []) addReason(missing, scope, reason);
  }
  const isBroken = hasBrokenScopes(manifest);
  const canBeUnused = code !== undefined && !manifest.hasCodeElsewhere && !isBroken;
  return {
    needed,
    missing: mayHaveMoreScopes(manifest)
      ? []
      : [...missing].map(([scope, reasons]) => ({ scope, reasons })).sort((a, b) => (a.scope < b.scope ? -1 : 1)),
    unused: canBeUnused ? unusedOf(manifest, distinct, unread) : [],
    mixed: isBroken ? [] : mixedScopes(requirements, declared, (scope) => unread.some((one) => mayNeed(one, scope))),
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

/** The scopes that meet a requirement, or would meet it. */
function scopesServing({ scopes, granular }: RequiredScopes, declared: ReadonlySet<string>): readonly string[] {
  // Nothing is required, and what is optional serves where it is declared.
  if (scopes.length === 0) return granular.filter((scope) => declared.has(scope));
  if (scopes.every((scope) => declared.has(scope))) return scopes;
  return granular.length > 0 && granular.every((scope) => declared.has(scope))
    ? granular
    : [...scopes, ...granular.filter((scope) => declared.has(scope))];
}

/** Scopes of which an operation needs the wider one for some of what it can be asked for, like a page's body. */
const widerScopes = [['read:confluence-content.summary', 'read:confluence-content.all']] as const;

function unusedOf(
  manifest: Manifest,
  required: readonly RequiredScopes[],
  unread: readonly UnreadCode[],
): UnusedScope[] {
  const mentioned = new Set(required.flatMap(({ scopes, granular }) => [...scopes, ...granular]));
  for (const [scope, wider] of widerScopes) if (mentioned.has(scope)) mentioned.add(wider);
  const isUncalled = uncalledApis(manifest, mentioned, unread);
  return manifest.scopes
    .filter(
      ({ key }) =>
        !mentioned.has(key) && (key === 'storage:app' || operationsOf(key).length > 0 || isUncalled(apiOf(key))),
    )
    .filter(({ key }) => !unread.some((one) => one.kind === 'call' && one.call.mayNeed?.includes(key) === true))
    .map((scope) => ({ scope, possibleUses: unread.filter((one) => mayNeed(one, scope.key)) }));
}

/** The modules that run in an Atlassian app. */
const modulesIn: Readonly<Record<ProductApi, RegExp>> = {
  jira: /^(jira|devops:|automation:|customerServiceManagement)/,
  confluence: /^(confluence:|macro$)/,
  bitbucket: /^bitbucket:/,
  compass: /^compass:/,
};

/** Tells the Atlassian apps that an app neither calls nor runs in, as far as all of its calls are known. */
function uncalledApis(
  { modules }: Manifest,
  mentioned: ReadonlySet<string>,
  unread: readonly UnreadCode[],
): (api: ProductApi | undefined) => boolean {
  const needed = new Set([...mentioned].map(apiOf));
  return (api) =>
    api !== undefined &&
    !needed.has(api) &&
    !modules.some(
      ({ type, events = [] }) => modulesIn[api].test(type) || events.some(({ text }) => isAbout(text, api)),
    ) &&
    unread.every((code) => code.kind === 'call' && code.call.api !== undefined && code.call.api !== api);
}

/** Whether an event comes from an Atlassian app: `avi:jira:created:issue`, `avi:jira-software:…`. */
function isAbout(event: string, api: ProductApi): boolean {
  return event.startsWith(`avi:${api}`) || (api === 'jira' && event.startsWith('avi:jsm'));
}

/** Whether code that could not be read may need a scope, also where it may need any. */
function mayNeed(code: UnreadCode, scope: string): boolean {
  if (code.kind === 'file') return true;
  const { api, mayNeed: scopes } = code.call;
  return scopes?.includes(scope) ?? (api === undefined || api === apiOf(scope));
}

function apiOf(scope: string): ProductApi | undefined {
  const api = scopeFacts(scope)?.api ?? '';
  if (api.startsWith('Jira') || api === 'Assets') return 'jira';
  if (api === 'Confluence') return 'confluence';
  if (api === 'Compass') return 'compass';
  return api === 'Bitbucket' ? 'bitbucket' : undefined;
}
