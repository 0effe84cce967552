import type { ScannedFile, ScopeUse } from '../code/scan.ts';
import type { Range } from '../core/place.ts';
import { eventScopes } from '../scopes/events.ts';
import type { Manifest, ManifestModule } from './contents.ts';

/** Why an app needs scopes: a call in its code, an event it listens to, or a module it has. */
export type ScopeReason =
  | { readonly kind: 'call'; readonly file: string; readonly use: ScopeUse }
  | { readonly kind: 'event'; readonly event: string; readonly range: Range }
  | { readonly kind: 'module'; readonly type: string; readonly range: Range };

/** The scopes that one thing needs. */
export interface Requirement {
  readonly reason: ScopeReason;
  /** All are required … */
  readonly scopes: readonly string[];
  /** … or all of these instead; empty where there is no other set. */
  readonly granular: readonly string[];
}

/** What a Rovo agent needs to read from an Atlassian app (by the mapping that the npm package @forge/manifest publishes). */
const agentScopes: Readonly<Record<string, string>> = { jira: 'read:jira-work', confluence: 'read:confluence-content.all' };

/** What modules of a type need (from the same package). */
const moduleScopes: ReadonlyMap<string, readonly string[]> = new Map([['bitbucket:mergeCheck', ['read:pullrequest:bitbucket']]]);

/** What a manifest needs by itself, and the code of its app. */
export function requirementsOf(manifest: Manifest, code: readonly ScannedFile[]): readonly Requirement[] {
  return [...manifest.modules.flatMap(ofModule), ...code.flatMap(({ file, uses }) => uses.map((use) => ofUse(manifest, file, use)))];
}

function ofModule({ type, range, events = [], productContexts = [] }: ManifestModule): Requirement[] {
  const module = (scopes: readonly string[], at = range): Requirement => ({ reason: { kind: 'module', type, range: at }, scopes, granular: [] });
  const own = moduleScopes.get(type);
  return [
    ...(own ? [module(own)] : []),
    ...productContexts.flatMap(({ text, range: at }) => (Object.hasOwn(agentScopes, text) ? [module([agentScopes[text] ?? ''], at)] : [])),
    ...events.flatMap(({ text: event, range: at }) => {
      const known = eventScopes(event);
      return known ? [{ reason: { kind: 'event' as const, event, range: at }, ...known }] : [];
    }),
  ];
}

function ofUse(manifest: Manifest, file: string, use: ScopeUse): Requirement {
  const reason = { kind: 'call', file, use } as const;
  // Either scope lets an app send notifications; the one that it has to get is that of where it is.
  const isElsewhere = use.kind === 'notification' && manifest.modules.some(({ type }) => isConfluence(type)) && !manifest.modules.some(({ type }) => type.startsWith('jira'));
  return isElsewhere ? { reason, scopes: use.granular, granular: use.scopes } : { reason, scopes: use.scopes, granular: use.granular };
}

function isConfluence(type: string): boolean {
  return type.startsWith('confluence:') || type === 'macro';
}
