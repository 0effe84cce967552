import type { ScopeKind } from './scope-facts.ts';

/** A row of the table of scopes; `label` only where the documentation has one. */
export interface ScopeRow {
  readonly key: string;
  readonly api: string;
  readonly kind: ScopeKind;
  readonly accepted: boolean;
  readonly label?: string;
}

const documentedOnly = 'documented only';

/**
 * Parses the table of scopes: below a heading (`= API⇥kind`, with `⇥documented only` for scopes that Forge's manifest
 * validation rejects) one line for each scope, its key and, after a tab, its label. Throws on an unknown kind.
 */
export function parseScopeTable(table: string): readonly ScopeRow[] {
  const rows: ScopeRow[] = [];
  let [api, kind, accepted]: [string, ScopeKind, boolean] = ['', 'granular', true];
  for (const line of table.split(/\r?\n/)) {
    if (line === '') continue;
    if (line.startsWith('= ')) {
      const [name = '', kindName = '', only] = line.slice(2).split('\t');
      [api, kind, accepted] = [name, kindOf(kindName), only !== documentedOnly];
      continue;
    }
    const [key = '', label] = line.split('\t');
    rows.push({ key, api, kind, accepted, ...(label !== undefined && { label }) });
  }
  return rows;
}

/** Formats a table for `parseScopeTable`: APIs, kinds and keys sorted, with a newline at the end. */
export function formatScopeTable(rows: readonly ScopeRow[]): string {
  const groups = Object.groupBy(rows, ({ api, kind, accepted }) =>
    [`= ${api}`, kind, ...(accepted ? [] : [documentedOnly])].join('\t'),
  );
  const lines = Object.entries(groups)
    .sort(([a], [b]) => compare(a, b))
    .flatMap(([head, group = []]) => [
      head,
      ...group.map(({ key, label }) => (label === undefined ? key : `${key}\t${label}`)).sort(compare),
    ]);
  return `${lines.join('\n')}\n`;
}

function kindOf(name: string): ScopeKind {
  if (name === 'classic' || name === 'granular' || name === 'connect') return name;
  throw new Error(`The table of scopes has an unknown kind of scope: ${name}`);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
