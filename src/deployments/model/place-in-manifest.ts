/** A line with what stands in it, and where that begins. */
interface Row {
  /** Zero-based. */
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** Longer lines are not looked into, in characters. */
const maxLineLength = 1_000;

/**
 * Finds a path such as `modules.jira:issuePanel[0].function` in a manifest, as deep as the manifest has it in block style.
 * Returns its zero-based line; 0 if nothing of it is there. Goes by the indentation alone: a parser could take minutes
 * for what somebody else wrote.
 */
export function lineOfPath(manifest: string, path: string): number {
  let rows: readonly Row[] = manifest.split(/\r?\n/).flatMap(rowOf);
  let line = 0;
  for (const step of path.match(/[^.[\]]+/g) ?? []) {
    const below = /^\d+$/.test(step) && isItem(rows[0]) ? itemAt(rows, Number(step)) : valueOf(rows, step);
    if (below === undefined) break;
    ({ line, rows } = below);
  }
  return line;
}

/** A place, and the rows below it. */
interface Found {
  readonly line: number;
  readonly rows: readonly Row[];
}

function rowOf(written: string, line: number): Row[] {
  const text = written.slice(0, maxLineLength).trim();
  return text === '' || text.startsWith('#') ? [] : [{ line, column: written.search(/\S/), text }];
}

const isItem = (row: Row | undefined) => row !== undefined && /^-(?: |$)/.test(row.text);

/** The item of a list with this index, whose first row begins behind its dash. */
function itemAt(rows: readonly Row[], index: number): Found | undefined {
  const column = rows[0]?.column;
  const starts = rows.flatMap((row, at) => (row.column === column && isItem(row) ? [at] : []));
  const first = rows[starts[index] ?? -1];
  if (first === undefined) return undefined;
  const rest = rows.slice((starts[index] ?? 0) + 1, starts[index + 1]);
  const text = first.text.replace(/^- */, '');
  const own = { line: first.line, column: first.column + first.text.length - text.length, text };
  return { line: first.line, rows: text === '' ? rest : [own, ...rest] };
}

/** What a key of a map has. A list may begin in the column of its key. */
function valueOf(rows: readonly Row[], key: string): Found | undefined {
  const column = rows[0]?.column ?? 0;
  const start = rows.findIndex((row) => row.column === column && hasKey(row, key));
  const found = rows[start];
  if (found === undefined) return undefined;
  const others = rows.slice(start + 1);
  const end = others.findIndex((row) => row.column < column || (row.column === column && !isItem(row)));
  return { line: found.line, rows: end < 0 ? others : others.slice(0, end) };
}

function hasKey({ text }: Row, key: string): boolean {
  return [key, `"${key}"`, `'${key}'`].some((name) => text === `${name}:` || text.startsWith(`${name}: `));
}
