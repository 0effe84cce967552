export interface CsvOptions {
  /** Begin with a byte order mark, for programs that otherwise assume another encoding. */
  readonly byteOrderMark?: boolean;
  /** Prefix cells that a spreadsheet would evaluate as a formula; true by default. */
  readonly formulaSafe?: boolean;
}

/**
 * Where a spreadsheet may begin a formula, with apostrophes that stand there already (OWASP, "CSV Injection"; full-width
 * signs included): at the start of the cell, and behind what separates cells or rows where a locale or an import splits
 * the file elsewhere than at commas.
 */
const formula = String.raw`(?:^'*[=+\-@\t\r\n＝＋－＠]|(?<=[;\t\r\n])'*[=+\-@＝＋－＠])`;
const unguarded = new RegExp(formula, 'g');
const guarded = new RegExp(
  String.raw`(?:(?<=^)'(?='*[=+\-@\t\r\n＝＋－＠])|(?<=[;\t\r\n])'(?='*[=+\-@＝＋－＠]))`,
  'g',
);

/** Whether a text may need a guard: what begins a formula is rare, and looking for it first is fast. */
const suspicious = /^['=+\-@\t\r\n＝＋－＠]|[;\t\r\n]/;

/**
 * How csv-stringify writes RFC 4180: CRLF line ends, and cells with any kind of line break quoted, not only the record
 * delimiter.
 */
export const csvFormat = { record_delimiter: 'windows', quote_record_delimiter: true } as const;

/**
 * Returns a cell that no spreadsheet evaluates as a formula: an apostrophe is put where a formula would begin, and
 * before what already looks so, so that `unguardedCell` returns the text exactly.
 */
export function formulaSafeCell(text: string): string {
  return suspicious.test(text) ? text.replace(unguarded, "'$&") : text;
}

/** Returns the text from which `formulaSafeCell` made a cell. */
export function unguardedCell(cell: string): string {
  return cell.includes("'") ? cell.replace(guarded, '') : cell;
}

/**
 * Returns rows as CSV: RFC 4180 quoting, CRLF line ends, UTF-8, and formula-safe cells unless the options say
 * otherwise.
 */
export async function csvText(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  { byteOrderMark = false, formulaSafe = true }: CsvOptions = {},
): Promise<string> {
  const { stringify } = await import('csv-stringify/sync');
  const cell = formulaSafe ? formulaSafeCell : (text: string) => text;
  return stringify(
    [columns, ...rows].map((row) => row.map(cell)),
    { ...csvFormat, bom: byteOrderMark },
  );
}
