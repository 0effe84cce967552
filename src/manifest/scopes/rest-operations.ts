import { parseOperationTable, type RestOperation } from './operation-table.ts';
import table from './operations.tsv';
import { matchWeights, hasGuess, mayContinueAs, pathSegments, type Segments } from './path-match.ts';

export type { RestOperation } from './operation-table.ts';

/** The Atlassian app that `requestJira`, `requestConfluence` or `requestBitbucket` calls. */
export type RestApi = 'jira' | 'confluence' | 'bitbucket';

interface Template {
  readonly operation: RestOperation;
  readonly segments: Segments;
}

/** The Atlassian app that an API of the table belongs to. */
const apis: ReadonlyMap<string, RestApi> = new Map([
  ['Jira', 'jira'],
  ['Jira Software', 'jira'],
  ['Jira Service Management', 'jira'],
  ['Confluence', 'confluence'],
  ['Bitbucket', 'bitbucket'],
]);

const operations = parseOperationTable(table);
const templates: ReadonlyMap<string, readonly Template[]> = Map.groupBy(
  operations.map((operation) => ({ operation, segments: pathSegments(operation.path) })),
  ({ operation: { api, method } }) => `${apis.get(api) ?? ''} ${method}`,
);

/**
 * The REST operation that a call reaches. `path` is the path without query, with `*` for each expression, which may
 * stand for a part of a segment or, at the end, for several segments. Of the operations that fit, the most literal one
 * counts. Where several are possible, the result is one of them if all need the same scopes, else undefined. Undefined
 * also for operations that the table lacks.
 */
export function findOperation(api: RestApi, method: string, path: string): RestOperation | undefined {
  const call = pathSegments(path);
  const candidates = templates.get(`${api} ${method.toUpperCase()}`) ?? [];
  const fitting = candidates
    .filter(({ segments }) => segments.length === call.length)
    .flatMap(({ operation, segments }) => {
      const match = matchWeights(call, segments);
      return match === undefined ? [] : [{ operation, match }];
    })
    .sort((a, b) => (a.match < b.match ? 1 : -1));
  const [best] = fitting;
  if (best !== undefined)
    return firstIfSameScopes(
      fitting
        .filter(({ match }) => match === best.match || (hasGuess(best.match) && hasGuess(match)))
        .map(({ operation }) => operation),
    );
  return firstIfSameScopes(
    candidates.filter(({ segments }) => mayContinueAs(call, segments)).map(({ operation }) => operation),
  );
}

/** The first operation, if all others need the same scopes. */
function firstIfSameScopes(found: readonly RestOperation[]): RestOperation | undefined {
  const [first, ...others] = found;
  return first !== undefined &&
    others.every((other) => isSameList(other.scopes, first.scopes) && isSameList(other.granular, first.granular))
    ? first
    : undefined;
}

/** The table sorts the scopes of each operation. */
function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((scope, index) => scope === b[index]));
}

let byScope: ReadonlyMap<string, readonly RestOperation[]> | undefined;

/** The operations that need a scope or have it in their granular alternative, sorted by API and path. */
export function operationsOf(scope: string): readonly RestOperation[] {
  byScope ??= operationsByScope();
  return byScope.get(scope) ?? [];
}

function operationsByScope(): ReadonlyMap<string, readonly RestOperation[]> {
  const found = new Map<string, RestOperation[]>();
  for (const operation of operations) {
    for (const scope of new Set([...operation.scopes, ...operation.granular])) {
      const known = found.get(scope);
      if (known === undefined) found.set(scope, [operation]);
      else known.push(operation);
    }
  }
  return found;
}
