/** A path in parts. */
export type Segments = readonly string[];

/** First segments of the paths of Atlassian's REST APIs. */
const roots: ReadonlySet<string> = new Set(['rest', 'wiki', '2.0']);

/** Versions that Jira answers with the operations of its present one; `*` is a version that an expression gives. */
const otherVersions: ReadonlyMap<string, { readonly present: string; readonly others: readonly string[] }> = new Map([
  ['api', { present: '3', others: ['2', 'latest', '*'] }],
  ['agile', { present: '1.0', others: ['latest', '*'] }],
]);

/**
 * The segments of a path, without the slash at the end and a query. Another version of Jira's REST API becomes the
 * present one.
 */
export function pathSegments(path: string): Segments {
  const [cut = ''] = path.split(/[?#]/, 1);
  const segments = cut.split('/').filter((segment) => segment !== '');
  // `${base}/rest/…`: what comes before the API's own path is the site.
  const start = segments[0]?.endsWith('*')
    ? segments.findIndex((segment, index) => index > 0 && roots.has(segment))
    : 0;
  const own = start > 0 ? segments.slice(start) : segments;
  const [root = '', name = '', version = ''] = own;
  const versions = root === 'rest' ? otherVersions.get(name) : undefined;
  return versions?.others.includes(version) ? [root, name, versions.present, ...own.slice(3)] : own;
}

/**
 * How well a called path fits a template of as many segments: one digit a segment, to be compared as text; undefined
 * where it does not fit. Literal text weighs most, then a parameter. A wildcard of the call (`*`) stands for a
 * parameter first, and for literal text of the template only as a guess, which `isGuess` tells. At the end of the path
 * it may also stand for a query that begins in an expression, so that `search*` is `search`.
 */
export function fit(call: Segments, template: Segments): string | undefined {
  let weights = '';
  for (const [index, segment] of template.entries()) {
    const weight = weightOf(call[index] ?? '', segment, index === template.length - 1);
    if (weight === undefined) return undefined;
    weights += weight;
  }
  return weights;
}

/** Whether a wildcard had to stand for literal text of the template. */
export function isGuess(weights: string): boolean {
  return weights.includes(guess);
}

const [literal, withQuery, parameter, guess] = ['4', '3', '2', '1'] as const;

function weightOf(called: string, template: string, isLast: boolean): string | undefined {
  if (isParameter(template)) return called === '' ? undefined : parameter;
  if (called === template) return literal;
  if (!called.includes('*')) return undefined;
  if (isLast && called === `${template}*`) return withQuery;
  return standsFor(called, template) ? guess : undefined;
}

/** Whether a path that ends in a wildcard may go on as a longer template does. */
export function mayContinueAs(call: Segments, template: Segments): boolean {
  return (
    call.length < template.length &&
    (call.at(-1) ?? '').endsWith('*') &&
    call.every((segment, index) => weightOf(segment, template[index] ?? '', false) !== undefined)
  );
}

function isParameter(segment: string): boolean {
  return segment.startsWith('{') && segment.endsWith('}');
}

/** Whether a segment with wildcards can be this text. */
function standsFor(called: string, text: string): boolean {
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
