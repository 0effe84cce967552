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

/** What makes a cell need quotes: any kind of line break does, since readers differ in which of them ends a row. */
const special = /[",\r\n]/;

/**
 * Returns a row as a line of CSV: RFC 4180 quoting, CRLF at its end. Not csv-stringify, which writes the same and takes
 * several times as long.
 */
export function csvLine(row: readonly string[], formulaSafe: boolean): string {
  const line = row
    .map((text) => {
      const cell = formulaSafe ? formulaSafeCell(text) : text;
      return special.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
    })
    .join();
  return `${line}\r\n`;
}

/** Returns rows as CSV in UTF-8, with formula-safe cells unless the options say otherwise. */
export function csvText(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  { byteOrderMark = false, formulaSafe = true }: CsvOptions = {},
): string {
  const lines = [columns, ...rows].map((row) => csvLine(row, formulaSafe));
  return `${byteOrderMark ? '\uFEFF' : ''}${lines.join('')}`;
}
