import type { CallJudgement, RestApi } from './call-judgement.ts';
import { hasGuess, matchWeights, mayContinueAs, pathSegments, type Segments, segmentWildcard } from './path-match.ts';
import { allOperations, type RestOperation } from './rest-operations.ts';

/** The Atlassian app that an API of the table belongs to. */
const apis: ReadonlyMap<string, RestApi> = new Map([
  ['Jira', 'jira'],
  ['Jira Software', 'jira'],
  ['Jira Service Management', 'jira'],
  ['Assets', 'jira'],
  ['Confluence v1', 'confluence'],
  ['Confluence v2', 'confluence'],
  ['Bitbucket', 'bitbucket'],
]);

interface Template {
  readonly operation: RestOperation;
  readonly segments: Segments;
}

const byProduct: ReadonlyMap<string, readonly Template[]> = Map.groupBy(
  allOperations.map((operation) => ({ operation, segments: pathSegments(operation.path) })),
  ({ operation: { api } }) => apis.get(api) ?? '',
);
const byMethod: ReadonlyMap<string, readonly Template[]> = Map.groupBy(
  [...byProduct.values()].flat(),
  ({ operation: { api, method } }) => `${apis.get(api) ?? ''} ${method}`,
);
/** The beginnings of all paths of an Atlassian app. */
const roots: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  [...byProduct].map(([product, templates]) => [product, new Set(templates.map(({ segments }) => rootOf(segments)))]),
);

/**
 * What is known of a call. `path` is the path without query, with `*` for each expression, which may stand for a part
 * of a segment or, at the end, for several segments or a query; `segmentWildcard` stands for no more than one. `method` is undefined where it is not known. Of the
 * operations that fit, the most literal one counts. Where several are possible, they count as one if all need the same
 * scopes.
 */
export function judgeCall(api: RestApi, method: string | undefined, path: string): CallJudgement {
  const calls = spellings(api, path.replaceAll(segmentWildcard, '*'));
  const isClosed = path.endsWith(segmentWildcard);
  const templates = (method === undefined ? byProduct.get(api) : byMethod.get(`${api} ${method.toUpperCase()}`)) ?? [];
  for (const call of method === undefined ? [] : calls) {
    const judgement = judgementOf(bestFits(templates, call, isClosed));
    if (judgement.status !== 'unknown') return judgement;
  }
  const possible = templates.filter(({ segments }) => calls.some((call) => mayReach(call, segments)));
  const root = rootOf(calls.at(-1) ?? []);
  return possible.length === 0 && !root.includes('*') && roots.get(api)?.has(root) !== true
    ? { status: 'noTable', api: `/${root}` }
    : { status: 'unknown', possible: possible.map(({ operation }) => operation) };
}

/** A path as it is called, without Confluence's `/wiki`, and without an expression at its end that may be a query. */
function spellings(api: RestApi, path: string): readonly Segments[] {
  const whole = api === 'confluence' && !path.startsWith('/wiki/') ? [path, `/wiki${path}`] : [path];
  return whole
    .flatMap((one) => (/[^/*][*]$/.test(one) ? [one, one.slice(0, -1)] : [one]))
    .map((one) => pathSegments(one));
}

/** The operations that fit a call best; none where the table has none. `isClosed`: the call has no more segments. */
function bestFits(candidates: readonly Template[], call: Segments, isClosed: boolean): readonly RestOperation[] {
  const fitting = candidates
    .filter(({ segments }) => hasLength(call, segments))
    .flatMap(({ operation, segments }) => {
      const match = matchWeights(call, segments);
      return match === undefined ? [] : [{ operation, match }];
    })
    .sort((a, b) => (a.match < b.match ? 1 : -1));
  const [best] = fitting;
  if (best === undefined && isClosed) return [];
  if (best === undefined)
    return candidates.filter(({ segments }) => mayContinueAs(call, segments)).map(({ operation }) => operation);
  return fitting
    .filter(({ match }) => match === best.match || (hasGuess(best.match) && hasGuess(match)))
    .map(({ operation }) => operation);
}

function judgementOf(found: readonly RestOperation[]): CallJudgement {
  const [operation, ...others] = found;
  if (operation === undefined || !others.every((other) => needsSame(other, operation)))
    return { status: 'unknown', possible: found };
  if (operation.needs === 'unknown') return { status: 'noTable', api: operation.api };
  return { status: operation.needs === 'none' ? 'needsNone' : 'matched', operation };
}

function needsSame(one: RestOperation, other: RestOperation): boolean {
  return one.needs === other.needs && isSameList(one.scopes, other.scopes) && isSameList(one.granular, other.granular);
}

/** The table sorts the scopes of each operation. */
function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((scope, index) => scope === b[index]));
}

function mayReach(call: Segments, template: Segments): boolean {
  return (hasLength(call, template) && matchWeights(call, template) !== undefined) || mayContinueAs(call, template);
}

/** Whether a path is as long as a template. The path of a file (`{path}`) may have any number of segments. */
function hasLength(call: Segments, template: Segments): boolean {
  return call.length === template.length || (template.at(-1) === '{path}' && call.length > template.length);
}

/** What paths of one API have in common: `rest/api`, `wiki/api/v2`. */
function rootOf(segments: Segments): string {
  return segments.slice(0, segments[0] === 'wiki' ? 3 : 2).join('/');
}
