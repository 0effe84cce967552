/**
 * Stands in a called path for an expression that brings no slash, question mark or hash: at most a part of a segment.
 * Any other expression is `*`.
 */
export const segmentWildcard = '\u{1}';

export type Segments = readonly string[];

/** The first segments of paths of Atlassian's REST APIs. */
const apiRoots: ReadonlySet<string> = new Set(['rest', 'wiki', '2.0']);

/** Other versions that Jira treats like its current one; `*` is a version that comes from an expression. */
const otherVersions: ReadonlyMap<string, { readonly current: string; readonly others: readonly string[] }> = new Map([
  ['api', { current: '3', others: ['2', 'latest', '*'] }],
  ['agile', { current: '1.0', others: ['latest', '*'] }],
]);

/** The segments of a path without its query. Other versions of Jira's REST API are replaced by the current one. */
export function pathSegments(path: string): Segments {
  const [cut = ''] = path.split(/[?#]/, 1);
  const segments = cut.split('/').filter((segment) => segment !== '');
  // In `${base}/rest/…` the first segments are the site.
  const start = segments[0]?.endsWith('*')
    ? segments.findIndex((segment, index) => index > 0 && apiRoots.has(segment))
    : 0;
  const own = start > 0 ? segments.slice(start) : segments;
  const [root = '', name = '', version = ''] = own;
  const versions = root === 'rest' ? otherVersions.get(name) : undefined;
  return versions?.others.includes(version) ? [root, name, versions.current, ...own.slice(3)] : own;
}

/**
 * How well a called path fits a template with as many segments: one digit for each segment, to be compared as text;
 * undefined where it does not fit. Literal text weighs most, then a parameter. A wildcard of the call (`*`) stands for
 * a parameter, and for literal text only as a guess. At the end of the path it may also be a query that comes from an
 * expression: `search*` fits `search`.
 */
export function matchWeights(call: Segments, template: Segments): string | undefined {
  let match = '';
  for (const [index, segment] of template.entries()) {
    const weight = weightOf(call[index] ?? '', segment, index === template.length - 1);
    if (weight === undefined) return undefined;
    match += weight;
  }
  return match;
}

/** Whether a wildcard had to be taken for literal text. */
export function hasGuess(match: string): boolean {
  return match.includes(weights.guess);
}

const weights = { literal: '4', literalWithQuery: '3', parameter: '2', guess: '1' } as const;

function weightOf(called: string, template: string, isLast: boolean): string | undefined {
  if (isParameter(template)) return called === '' ? undefined : weights.parameter;
  if (called === template) return weights.literal;
  if (!called.includes('*')) return undefined;
  if (isLast && called === `${template}*`) return weights.literalWithQuery;
  return canStandFor(called, template) ? weights.guess : undefined;
}

/** Whether a path that ends in a wildcard may continue like a longer template. */
export function mayContinueAs(call: Segments, template: Segments): boolean {
  return (
    call.length < template.length &&
    (call.at(-1) ?? '').endsWith('*') &&
    call.every((segment, index) => weightOf(segment, template[index] ?? '', false) !== undefined)
  );
}

function isParameter(segment: string): boolean {
  return segment.includes('{');
}

/** Whether a segment with wildcards can be a text. */
function canStandFor(called: string, text: string): boolean {
  const [first = '', ...others] = called.split('*');
  const last = others.pop() ?? '';
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const part of others) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > text.length - last.length) return false;
    at = found + part.length;
  }
  return true;
}
