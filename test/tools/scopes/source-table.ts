/** Where the rows of the tables come from: one document. */
export interface TableSource {
  /** The API whose operations it describes; `scopes` for the scopes that manifests may hold. */
  readonly name: string;
  /** Its address, or the name of its file. */
  readonly source: string;
  /** When it was published or fetched, like `2026-07-06`. */
  readonly date: string;
  /** Of its bytes, in hexadecimal. */
  readonly sha256: string;
  /** How many rows of the tables come from it. */
  readonly rows: number;
}

const head = 'name\tsource\tdate\tsha256\trows';

/** Parses the table of sources: a line of headings, then a line for each document. */
export function parseSourceTable(table: string): readonly TableSource[] {
  return table
    .split(/\r?\n/)
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => {
      const [name = '', source = '', date = '', sha256 = '', rows = ''] = line.split('\t');
      return { name, source, date, sha256, rows: Number(rows) };
    });
}

/** Formats a table for `parseSourceTable`, sorted by name; documents of one API stay in their order. */
export function formatSourceTable(sources: readonly TableSource[]): string {
  const lines = sources
    .toSorted((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)))
    .map(({ name, source, date, sha256, rows }) => [name, source, date, sha256, rows].join('\t'));
  return `${[head, ...lines].join('\n')}\n`;
}
