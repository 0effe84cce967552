import type { ScopeUse } from './scan-results.ts';

/** A value that comes from a package, and the names that lead to it there, like `['default', 'storage']`. */
export interface ImportedValue {
  readonly module: string;
  readonly path: readonly string[];
}

/** An API of a Forge package that needs scopes. */
export interface ForgeApi extends Pick<ScopeUse, 'kind' | 'scopes' | 'granular'> {
  /** Like `kvs`. */
  readonly name: string;
}

const storageScopes = { kind: 'storage', scopes: ['storage:app'], granular: [] } as const;

/** UI Kit hooks that read and write properties; scopes as Atlassian's own check asks for them. */
const propertyHooks: ReadonlyMap<string, ForgeApi> = new Map(
  [
    { name: 'useContentProperty', scopes: ['read:page:confluence', 'write:page:confluence'], granular: [] },
    { name: 'useSpaceProperty', scopes: ['read:space:confluence', 'write:space:confluence'], granular: [] },
    { name: 'useIssueProperty', scopes: ['read:jira-work', 'write:jira-work'], granular: ['read:issue.property:jira'] },
  ].map((hook) => [hook.name, { kind: 'property', ...hook }]),
);

/** The Forge API that an imported value is: the key-value store, notifications or a hook; undefined for any other. */
export function forgeApiAt({ module, path }: ImportedValue): ForgeApi | undefined {
  if (!module.startsWith('@forge/')) return undefined;
  const [name = '', ...deeper] = path[0] === 'default' && path.length > 1 ? path.slice(1) : path;
  if (deeper.length > 0) return undefined;
  if (/^@forge\/kvs(?:\/|$)/.test(module) && (name === 'kvs' || name === 'default'))
    return { name: 'kvs', ...storageScopes };
  if (name === 'storage') return { name, ...storageScopes };
  // Either scope is enough; which one it is depends on the Atlassian app that the app runs in.
  if (name === 'NotificationApi')
    return {
      name,
      kind: 'notification',
      scopes: ['send:app-notification:jira'],
      granular: ['send:app-notification:confluence'],
    };
  return propertyHooks.get(name);
}
