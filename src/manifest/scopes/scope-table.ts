import type { ScopeKind } from './scope-facts.ts';

/** A scope as the table holds it; the label only where the documentation gives one. */
export interface ScopeRow {
  readonly key: string;
  readonly api: string;
  readonly kind: ScopeKind;
  readonly accepted: boolean;
  readonly label?: string;
}

const documentedOnly = 'documented only';

/**
 * Reads the table of scopes: under a head (`= API⇥kind`, and `⇥documented only` for scopes that the manifest validation
 * does not take) one line a scope, its key and, behind a tab, its label. Throws on a head of an unknown form.
 */
export function parseScopeTable(table: string): readonly ScopeRow[] {
  const rows: ScopeRow[] = [];
  let [api, kind, accepted]: [string, ScopeKind, boolean] = ['', 'granular', true];
  for (const line of table.split('\n')) {
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

/** Writes the table that `parseScopeTable` reads: APIs, kinds and keys in alphabetical order, a newline at the end. */
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

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
