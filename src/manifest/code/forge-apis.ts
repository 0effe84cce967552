import type { Origin } from './import-origin.ts';
import type { ScopeUse } from './scan.ts';

/** What one of Forge's own interfaces needs. */
export interface ForgeApi extends Pick<ScopeUse, 'kind' | 'scopes' | 'granular'> {
  /** What people know it by, like `kvs`. */
  readonly name: string;
}

const storage = { kind: 'storage', scopes: ['storage:app'], granular: [] } as const;

/** Hooks of UI Kit that read and write properties: the scopes that Atlassian's own check asks for. */
const propertyHooks: ReadonlyMap<string, ForgeApi> = new Map(
  [
    { name: 'useContentProperty', scopes: ['read:page:confluence', 'write:page:confluence'], granular: [] },
    { name: 'useSpaceProperty', scopes: ['read:space:confluence', 'write:space:confluence'], granular: [] },
    { name: 'useIssueProperty', scopes: ['read:jira-work', 'write:jira-work'], granular: ['read:issue.property:jira'] },
  ].map((hook) => [hook.name, { kind: 'property', ...hook }]),
);

/**
 * The interface of Forge that a value of one of its packages is, where it needs scopes: the key-value store,
 * notifications, hooks.
 */
export function forgeApiAt({ module, path }: Origin): ForgeApi | undefined {
  if (!module.startsWith('@forge/')) return undefined;
  const [name = '', ...deeper] = path[0] === 'default' && path.length > 1 ? path.slice(1) : path;
  if (deeper.length > 0) return undefined;
  if (module === '@forge/kvs' && (name === 'kvs' || name === 'default')) return { name: 'kvs', ...storage };
  if (name === 'storage') return { name, ...storage };
  // Either of them is enough: which one depends on where the app is.
  if (name === 'NotificationApi')
    return {
      name,
      kind: 'notification',
      scopes: ['send:app-notification:jira'],
      granular: ['send:app-notification:confluence'],
    };
  return propertyHooks.get(name);
}
