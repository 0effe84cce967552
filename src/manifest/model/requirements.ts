import type { ScannedFile, ScopeUse } from '../code/scan-results.ts';
import type { Range } from '../../core/text-position.ts';
import { eventScopes } from '../scopes/product-events.ts';
import type { Manifest, ManifestModule } from './manifest-contents.ts';

/** Why an app needs scopes: a call in its code, an event it listens to, or a module it has. */
export type ScopeReason =
  | { readonly kind: 'call'; readonly file: string; readonly use: ScopeUse }
  | { readonly kind: 'event'; readonly event: string; readonly range: Range }
  | { readonly kind: 'module'; readonly type: string; readonly range: Range };

/** The scopes that something needs. Calls that need the same share one of these. */
export interface RequiredScopes {
  /** All are required … */
  readonly scopes: readonly string[];
  /** … or all of these instead; empty where there is no other set. */
  readonly granular: readonly string[];
}

/** One thing with the scopes that it needs. */
export interface Requirement {
  readonly reason: ScopeReason;
  readonly required: RequiredScopes;
}

/**
 * What a Rovo agent needs to read from an Atlassian app (by the mapping that the npm package @forge/manifest
 * publishes).
 */
const agentScopes: Readonly<Record<string, string>> = {
  jira: 'read:jira-work',
  confluence: 'read:confluence-content.all',
};

/** What modules of a type need (from the same package). */
const moduleScopes: ReadonlyMap<string, readonly string[]> = new Map([
  ['bitbucket:mergeCheck', ['read:pullrequest:bitbucket']],
]);

/** What a manifest needs by itself, and the code of its app. */
export function requirementsOf(manifest: Manifest, code: readonly ScannedFile[]): readonly Requirement[] {
  return [...manifest.modules.flatMap(ofModule), ...ofCode(code, isInConfluence(manifest))];
}

function ofModule({ type, range, events = [], productContexts = [] }: ManifestModule): Requirement[] {
  const module = (scopes: readonly string[], at = range): Requirement => ({
    reason: { kind: 'module', type, range: at },
    required: { scopes, granular: [] },
  });
  const own = moduleScopes.get(type);
  return [
    ...(own ? [module(own)] : []),
    ...productContexts.flatMap(({ text, range: at }) =>
      Object.hasOwn(agentScopes, text) ? [module([agentScopes[text] ?? ''], at)] : [],
    ),
    ...events.flatMap(({ text: event, range: at }) => {
      const known = eventScopes(event);
      return known ? [{ reason: { kind: 'event' as const, event, range: at }, required: known }] : [];
    }),
  ];
}

/**
 * Of code that was scanned, by whether its app is in Confluence alone: the manifest changes at each keystroke, the code
 * does not.
 */
const codeRequirements = new WeakMap<readonly ScannedFile[], Map<boolean, readonly Requirement[]>>();

function ofCode(code: readonly ScannedFile[], inConfluence: boolean): readonly Requirement[] {
  const kinds = codeRequirements.get(code) ?? new Map<boolean, readonly Requirement[]>();
  codeRequirements.set(code, kinds);
  const shared = new Map<string, RequiredScopes>();
  const made =
    kinds.get(inConfluence) ??
    code.flatMap(({ file, uses }) =>
      uses.map((use) => ({
        reason: { kind: 'call' as const, file, use },
        required: sharedBy(shared, requiredBy(use, inConfluence)),
      })),
    );
  kinds.set(inConfluence, made);
  return made;
}

function sharedBy(all: Map<string, RequiredScopes>, required: RequiredScopes): RequiredScopes {
  const key = JSON.stringify(required);
  const one = all.get(key) ?? required;
  all.set(key, one);
  return one;
}

function requiredBy({ kind, scopes, granular }: ScopeUse, inConfluence: boolean): RequiredScopes {
  // Either scope lets an app send notifications; the one that it has to get is that of where it is.
  return kind === 'notification' && inConfluence ? { scopes: granular, granular: scopes } : { scopes, granular };
}

/** Whether an app is in Confluence and not in Jira. */
function isInConfluence({ modules }: Manifest): boolean {
  return (
    modules.some(({ type }) => type.startsWith('confluence:') || type === 'macro') &&
    !modules.some(({ type }) => type.startsWith('jira'))
  );
}
