import { parseOperationTable, type RestOperation } from './operation-table.ts';
import table from './operations.tsv';

export type { RestOperation } from './operation-table.ts';

/** The Atlassian app that `requestJira`, `requestConfluence` or `requestBitbucket` calls. */
export type RestApi = 'jira' | 'confluence' | 'bitbucket';

const apiNames: Readonly<Record<RestApi, readonly string[]>> = { jira: ['Jira', 'Jira Software', 'Jira Service Management'], confluence: ['Confluence'], bitbucket: ['Bitbucket'] };

const operations = parseOperationTable(table);

/**
 * The REST operation that a call reaches. `path` is the literal path with each template expression written as `*` (it
 * may stand for part of a segment or, at the end, for more), query cut off. Undefined where it is unknown.
 */
export function findOperation(api: RestApi, method: string, path: string): RestOperation | undefined {
  const segments = path.split('/');
  return operations.find((operation) => {
    const own = operation.path.split('/');
    return apiNames[api].includes(operation.api) && operation.method === method.toUpperCase() && own.length === segments.length && own.every((segment, index) => segment.startsWith('{') || segment === segments[index]);
  });
}

/** The operations that need a scope, or take it as a part of their granular alternative. */
export function operationsOf(scope: string): readonly RestOperation[] {
  return operations.filter(({ scopes, granular }) => scopes.includes(scope) || granular.includes(scope));
}
