/** A REST operation and the scopes that it needs. */
export interface RestOperation {
  /** Name of the API, like `Jira Software`. */
  readonly api: string;
  /** In upper case. */
  readonly method: string;
  /** Path with parameters in braces, like `/rest/api/3/issue/{issueIdOrKey}`. */
  readonly path: string;
  /** Whether it needs scopes, needs none, or nothing public says what it needs. */
  readonly needs: OperationNeeds;
  /** All are required. Classic scopes where the operation has them, else granular ones. */
  readonly scopes: readonly string[];
  /**
   * The granular scopes that may be used instead, all of them; empty where none are known. Of an operation that needs
   * no scope: those that are optional.
   */
  readonly granular: readonly string[];
}

export type OperationNeeds = 'scopes' | 'none' | 'unknown';

/** What stands in the place of the scopes where there are none to name. */
const marks = { none: '-', unknown: '?' } as const;

/**
 * Parses the table of REST operations: below a heading (`= API`) its paths, below each path one line for each method:
 * method, scopes and granular alternative, separated by tabs; scopes are separated by spaces. In place of the scopes,
 * `-` says that the operation needs none, and `?` that nothing public says what it needs. Behind `-` stand optional
 * ones.
 */
export function parseOperationTable(table: string): readonly RestOperation[] {
  const operations: RestOperation[] = [];
  // Many operations have the same scopes; they share one list.
  const sets = new Map<string, readonly string[]>();
  const set = (text: string): readonly string[] => {
    const known = sets.get(text) ?? (needsOf(text) === 'scopes' && text !== '' ? text.split(' ') : []);
    sets.set(text, known);
    return known;
  };
  let [api, path] = ['', ''];
  for (const line of table.split(/\r?\n/)) {
    if (line.startsWith('= ')) api = line.slice(2);
    else if (line.startsWith('/')) path = line;
    else if (line !== '') {
      const [method = '', scopes = '', granular = ''] = line.split('\t');
      operations.push({ api, method, path, needs: needsOf(scopes), scopes: set(scopes), granular: set(granular) });
    }
  }
  return operations;
}

/** What a cell of the table says about the scopes of an operation. */
export function needsOf(scopes: string): OperationNeeds {
  if (scopes === marks.none) return 'none';
  return scopes === marks.unknown ? 'unknown' : 'scopes';
}

/** Formats a table for `parseOperationTable`: APIs, paths and methods sorted, with a newline at the end. */
export function formatOperationTable(operations: readonly RestOperation[]): string {
  const apis = Object.entries(Object.groupBy(operations, ({ api }) => api)).sort(byName);
  const lines = apis.flatMap(([api, ofApi = []]) => {
    const paths = Object.entries(Object.groupBy(ofApi, ({ path }) => path)).sort(byName);
    return [`= ${api}`, ...paths.flatMap(([path, ofPath = []]) => [path, ...ofPath.map(formatMethod).sort()])];
  });
  return `${lines.join('\n')}\n`;
}

function formatMethod({ method, needs, scopes, granular }: RestOperation): string {
  return [
    method,
    needs === 'scopes' ? scopes.join(' ') : marks[needs],
    ...(granular.length > 0 ? [granular.join(' ')] : []),
  ].join('\t');
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
