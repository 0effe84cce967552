/** A REST operation and the scopes that it needs. */
export interface RestOperation {
  /** Name of the API, like `Jira Software`. */
  readonly api: string;
  /** In capitals. */
  readonly method: string;
  /** Path with parameters in braces, like `/rest/api/3/issue/{issueIdOrKey}`. */
  readonly path: string;
  /** All are required. Classic ones where there are such, else granular ones. */
  readonly scopes: readonly string[];
  /** The granular scopes, all of them, that may be used instead; empty where none are known. */
  readonly granular: readonly string[];
}

/**
 * Reads the table of REST operations: under a head (`= API`) the paths, under each path one line a method: the method,
 * the scopes, and the granular alternative, between tabs; scopes are parted by spaces.
 */
export function parseOperationTable(table: string): readonly RestOperation[] {
  const operations: RestOperation[] = [];
  // Most operations share their scopes with others: each set is made once.
  const sets = new Map<string, readonly string[]>();
  const set = (text: string): readonly string[] => {
    const known = sets.get(text) ?? (text === '' ? [] : text.split(' '));
    sets.set(text, known);
    return known;
  };
  let [api, path] = ['', ''];
  for (const line of table.split('\n')) {
    if (line.startsWith('= ')) api = line.slice(2);
    else if (line.startsWith('/')) path = line;
    else if (line !== '') {
      const [method = '', scopes = '', granular = ''] = line.split('\t');
      operations.push({ api, method, path, scopes: set(scopes), granular: set(granular) });
    }
  }
  return operations;
}

/**
 * Writes the table that `parseOperationTable` reads: APIs, paths and methods in alphabetical order, a newline at the
 * end.
 */
export function formatOperationTable(operations: readonly RestOperation[]): string {
  const apis = Object.entries(Object.groupBy(operations, ({ api }) => api)).sort(byName);
  const lines = apis.flatMap(([api, ofApi = []]) => {
    const paths = Object.entries(Object.groupBy(ofApi, ({ path }) => path)).sort(byName);
    return [`= ${api}`, ...paths.flatMap(([path, ofPath = []]) => [path, ...ofPath.map(formatMethod).sort()])];
  });
  return `${lines.join('\n')}\n`;
}

function formatMethod({ method, scopes, granular }: RestOperation): string {
  return [method, scopes.join(' '), ...(granular.length > 0 ? [granular.join(' ')] : [])].join('\t');
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : a > b ? 1 : 0);
