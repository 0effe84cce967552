import type { ScannedFile, ScopeUse } from '../code/scan-results.ts';
import type { Range } from '../../core/text-position.ts';
import { documentedNeeds } from '../scopes/documented-needs.ts';
import { eventScopes } from '../scopes/product-events.ts';
import type { Manifest, ManifestModule, ManifestToken } from './manifest-contents.ts';

/** Why an app needs scopes: a call in its code, an event that it subscribes to, a module, or a token for remotes. */
export type ScopeReason =
  | { readonly kind: 'call'; readonly file: string; readonly use: ScopeUse }
  | { readonly kind: 'event'; readonly event: string; readonly range: Range }
  | { readonly kind: 'module'; readonly type: string; readonly range: Range }
  | { readonly kind: 'token'; readonly token: ManifestToken['token']; readonly range: Range };

/** A set of required scopes, and its alternative. Calls with equal requirements share one object. */
export interface RequiredScopes {
  /** All are required … */
  readonly scopes: readonly string[];
  /** … or all of these instead; empty where there is no other set. */
  readonly granular: readonly string[];
}

export interface Requirement {
  readonly reason: ScopeReason;
  readonly required: RequiredScopes;
}

/** The scope that a Rovo agent needs to read from an Atlassian app, as in the npm package @forge/manifest. */
const agentScopes: ReadonlyMap<string, string> = new Map([
  ['jira', 'read:jira-work'],
  ['confluence', 'read:confluence-content.all'],
]);

/** What the modules and events of a manifest and the code of its app require. */
export function requirementsOf(manifest: Manifest, code: readonly ScannedFile[]): readonly Requirement[] {
  return [
    ...manifest.modules.flatMap(moduleRequirements),
    ...manifest.tokens.flatMap(tokenRequirements),
    ...requirementsOfCode(code, isInConfluence(manifest)),
  ];
}

function moduleRequirements({ type, range, events = [], productContexts = [] }: ManifestModule): Requirement[] {
  const module = (required: RequiredScopes, at = range): Requirement => ({
    reason: { kind: 'module', type, range: at },
    required,
  });
  return [
    ...documentedNeeds('module', type).map((needed) => module(needed)),
    ...productContexts.flatMap(({ text, range: at }) => {
      const scope = agentScopes.get(text);
      return scope === undefined ? [] : [module({ scopes: [scope], granular: [] }, at)];
    }),
    ...events.flatMap(({ text: event, range: at }) => {
      const known = eventScopes(event);
      const needed = known ? [known] : documentedNeeds('event', event);
      return needed.map((required): Requirement => ({ reason: { kind: 'event', event, range: at }, required }));
    }),
  ];
}

function tokenRequirements({ token, range }: ManifestToken): Requirement[] {
  return documentedNeeds('token', token).map((required) => ({ reason: { kind: 'token', token, range }, required }));
}

/**
 * Requirements of scanned code, by whether the app runs in Confluence only. The manifest changes at each keystroke, the
 * code does not.
 */
const codeRequirements = new WeakMap<readonly ScannedFile[], Map<boolean, readonly Requirement[]>>();

function requirementsOfCode(code: readonly ScannedFile[], inConfluence: boolean): readonly Requirement[] {
  const cached = codeRequirements.get(code) ?? new Map<boolean, readonly Requirement[]>();
  codeRequirements.set(code, cached);
  const requirements = cached.get(inConfluence) ?? callRequirements(code, inConfluence);
  cached.set(inConfluence, requirements);
  return requirements;
}

function callRequirements(code: readonly ScannedFile[], inConfluence: boolean): readonly Requirement[] {
  const shared = new Map<string, RequiredScopes>();
  return code.flatMap(({ file, uses }) =>
    uses.map((use) => ({
      reason: { kind: 'call' as const, file, use },
      required: interned(shared, requiredBy(use, inConfluence)),
    })),
  );
}

function interned(shared: Map<string, RequiredScopes>, required: RequiredScopes): RequiredScopes {
  const key = JSON.stringify(required);
  const first = shared.get(key) ?? required;
  shared.set(key, first);
  return first;
}

function requiredBy({ kind, scopes, granular }: ScopeUse, inConfluence: boolean): RequiredScopes {
  // Either scope is enough; an app should declare that of the Atlassian app that it runs in.
  return isEither(kind) && inConfluence ? { scopes: granular, granular: scopes } : { scopes, granular };
}

/** Whether an app runs in Confluence and not in Jira. */
function isInConfluence({ modules }: Manifest): boolean {
  return (
    modules.some(({ type }) => type.startsWith('confluence:') || type === 'macro') &&
    !modules.some(({ type }) => type.startsWith('jira'))
  );
}

/** Whether uses of a kind need the scope of whichever Atlassian app the app runs in. */
export function isEither(kind: ScopeUse['kind']): boolean {
  return kind === 'notification' || kind === 'graph';
}
