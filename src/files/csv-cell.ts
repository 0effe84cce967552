/** What separates the cells of a row. Excel takes a semicolon for it where a comma is the decimal sign. */
export type Separator = ',' | ';';

export interface CsvOptions {
  /** Begin with a byte order mark, for programs that otherwise assume another encoding. */
  readonly byteOrderMark?: boolean;
  /** Prefix cells that a spreadsheet would evaluate as a formula; true by default. */
  readonly formulaSafe?: boolean;
  /** A comma by default. */
  readonly separator?: Separator;
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

/** Where a formula may also begin in a file of semicolons, which a spreadsheet of another locale splits at commas. */
const behindCommas = /(?<=,)'*[=+\-@＝＋－＠]/g;

/** A cell that is formula-safe in a file with this separator. */
function safeCell(text: string, separator: Separator): string {
  const safe = formulaSafeCell(text);
  return separator === ';' && safe.includes(',') ? safe.replace(behindCommas, "'$&") : safe;
}

/** What makes a cell need quotes: any kind of line break does, since readers differ in which of them ends a row. */
const special: Readonly<Record<Separator, RegExp>> = { ',': /[",\r\n]/, ';': /[";\r\n]/ };

/** RFC 4180 as csv-stringify writes it; cells with any kind of line break are quoted, not only with the delimiter. */
export const csvFormat = { record_delimiter: 'windows', quote_record_delimiter: true } as const;

/**
 * Returns rows as lines of CSV: RFC 4180 quoting, CRLF at the end of each. Rows of which no cell needs quotes bypass
 * csv-stringify: the result is the same, and much faster.
 */
export async function csvRows(
  rows: readonly (readonly string[])[],
  formulaSafe: boolean,
  separator: Separator = ',',
): Promise<string> {
  const { stringify } = await import('csv-stringify/sync');
  const safe = rows.map((row) => (formulaSafe ? row.map((cell) => safeCell(cell, separator)) : row));
  if (safe.some((row) => row.some((cell) => special[separator].test(cell))))
    return stringify(safe, { ...csvFormat, delimiter: separator });
  return safe.map((row) => `${row.join(separator)}\r\n`).join('');
}

/** Returns rows as CSV in UTF-8, with formula-safe cells unless the options say otherwise. */
export async function csvText(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  { byteOrderMark = false, formulaSafe = true, separator }: CsvOptions = {},
): Promise<string> {
  return `${byteOrderMark ? '\uFEFF' : ''}${await csvRows([columns, ...rows], formulaSafe, separator)}`;
}
