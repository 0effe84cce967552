import { documentedNeeds, type NeededScopes } from '../scopes/documented-needs.ts';
import type { ScopeUse } from './scan-results.ts';

/** A value that comes from a package, and the names that lead to it there, like `['default', 'storage']`. */
export interface ImportedValue {
  readonly module: string;
  readonly path: readonly string[];
}

/** An API of a Forge package that needs scopes. */
export interface ForgeApi extends NeededScopes {
  readonly kind: Exclude<ScopeUse['kind'], 'rest'>;
  /** Like `kvs`. */
  readonly name: string;
}

/** Stands in a path for what a function returns: `['authorize', '()', 'onJiraIssue']`. */
export const returned = '()';

/** Packages that export what others do, or did in older versions. */
const exporters = ['@forge/api', '@forge/react'] as const;

/**
 * The Forge API that an imported value is: a store, notifications, a hook, a check of permissions; undefined for any
 * other.
 */
export function forgeApiAt({ module, path }: ImportedValue): ForgeApi | undefined {
  if (!module.startsWith('@forge/')) return undefined;
  const [name = '', ...deeper] = path[0] === 'default' && path.length > 1 ? path.slice(1) : path;
  const [call, check] = deeper;
  if (deeper.length === 2 && call === returned) return apiNamed(`${name}.${check ?? ''}`, module);
  if (deeper.length > 0) return undefined;
  // Either scope is enough; which one it is depends on the Atlassian app that the app runs in.
  if (name === 'NotificationApi')
    return {
      name,
      kind: 'notification',
      scopes: ['send:app-notification:jira'],
      granular: ['send:app-notification:confluence'],
    };
  return apiNamed(name, module);
}

function apiNamed(name: string, module: string): ForgeApi | undefined {
  const [, packageName = ''] = module.split('/');
  for (const exporter of [`@forge/${packageName}`, ...exporters]) {
    const [needed] = documentedNeeds('api', `${exporter} ${name}`);
    if (needed) return { name: name === 'default' ? packageName : name, kind: 'forge', ...needed };
  }
  return undefined;
}
