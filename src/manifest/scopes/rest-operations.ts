import { parseOperationTable, type RestOperation } from './operation-table.ts';
import table from './operations.tsv';
import { fit, isGuess, mayContinueAs, pathSegments, type Segments } from './path-match.ts';

export type { RestOperation } from './operation-table.ts';

/** The Atlassian app that `requestJira`, `requestConfluence` or `requestBitbucket` calls. */
export type RestApi = 'jira' | 'confluence' | 'bitbucket';

interface Template {
  readonly operation: RestOperation;
  readonly segments: Segments;
}

/** Whose REST API an API of the table is part of. */
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
 * The REST operation that a call reaches. `path` is the literal path with each template expression written as `*` (it
 * may stand for part of a segment or, at the end, for more), query cut off. Of several templates that fit, the most
 * literal one counts. Where expressions leave several open, the answer is one of them if all need the same scopes.
 * Undefined where that is not so, and for operations that the table lacks.
 */
export function findOperation(api: RestApi, method: string, path: string): RestOperation | undefined {
  const call = pathSegments(path);
  const candidates = templates.get(`${api} ${method.toUpperCase()}`) ?? [];
  const fitting = candidates
    .filter(({ segments }) => segments.length === call.length)
    .flatMap(({ operation, segments }) => {
      const weights = fit(call, segments);
      return weights === undefined ? [] : [{ operation, weights }];
    })
    .sort((a, b) => (a.weights < b.weights ? 1 : -1));
  const [best] = fitting;
  if (best !== undefined)
    return agreed(
      fitting
        .filter(({ weights }) => weights === best.weights || (isGuess(best.weights) && isGuess(weights)))
        .map(({ operation }) => operation),
    );
  return agreed(candidates.filter(({ segments }) => mayContinueAs(call, segments)).map(({ operation }) => operation));
}

/** The first of some operations, if the others need the same scopes. */
function agreed(found: readonly RestOperation[]): RestOperation | undefined {
  const [first, ...others] = found;
  return first !== undefined &&
    others.every((other) => sameSet(other.scopes, first.scopes) && sameSet(other.granular, first.granular))
    ? first
    : undefined;
}

/** Whether two lists hold the same; the table sorts them. */
function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((scope, index) => scope === b[index]));
}

let byScope: ReadonlyMap<string, readonly RestOperation[]> | undefined;

/**
 * The operations that need a scope, or take it as a part of their granular alternative; in the order of APIs and paths.
 */
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
