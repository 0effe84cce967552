export interface CsvOptions {
  /** Begin the text with a byte order mark, for programs that take a file without one for another encoding. */
  readonly byteOrderMark?: boolean;
  /** Keep cells that a spreadsheet would take for a formula from being one; on unless false. */
  readonly formulaSafe?: boolean;
}

/**
 * Rows as CSV: RFC 4180 quoting, CRLF line ends, UTF-8. A cell that begins with `=`, `+`, `-`, `@`, a tab or a line break is
 * prefixed with an apostrophe, since spreadsheets would run it as a formula (OWASP, "CSV Injection").
 */
export async function csvText(columns: readonly string[], rows: readonly (readonly string[])[], { byteOrderMark = false, formulaSafe = true }: CsvOptions = {}): Promise<string> {
  const { stringify } = await import('csv-stringify/sync');
  // Of itself csv-stringify quotes a cell for the whole line end only; RFC 4180 wants it for either half.
  return stringify([[...columns], ...rows.map((row) => [...row])], { bom: byteOrderMark, escape_formulas: formulaSafe, record_delimiter: 'windows', quoted_match: /[\r\n]/ });
}
