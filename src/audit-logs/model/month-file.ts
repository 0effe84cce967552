import { ForgeError } from '../../core/errors.ts';
import { slicesOf } from '../../core/slices.ts';
import { csvRows } from '../../files/csv-cell.ts';
import { headings } from './csv-columns.ts';
import { type CsvRecord, csvRecords, endsInQuotes } from './csv-records.ts';

const conflictMarker = /^(<{7}|\|{7}|={7}|>{7})(\s|$)/m;

/**
 * A month's text with commas, as archives are written: where a comma is the decimal sign, spreadsheets save a file with
 * semicolons. The cells stay as they are.
 */
export async function withCommas(text: string): Promise<string> {
  const { value: header } = csvRecords(text, ';').next();
  if (header?.cells.join() !== headings(['eventId']).join() || header.text.includes(',') || endsInQuotes(text))
    return text;
  let commas = '';
  for await (const records of slicesOf(csvRecords(text, ';')))
    commas += await csvRows(
      records.map(({ cells }) => cells),
      false,
    );
  return text.endsWith('\n') ? commas : commas.slice(0, -'\r\n'.length);
}

/**
 * The rows of a month's file after its header, one by one. Throws `damaged` before the first row, or at the row that
 * would be misread: the file's rows must neither be mixed with others nor written back.
 */
export function* monthRecords(name: string, text: string): Generator<CsvRecord, void, undefined> {
  const file = `${name} of the audit archive`;
  if (conflictMarker.test(text))
    throw new ForgeError('damaged', `${file} has the conflict markers of a merge; resolve the conflict, or restore it`);
  if (endsInQuotes(text))
    throw new ForgeError('damaged', `${file} is damaged (a quotation mark is missing); restore it, or move it away`);
  const records = csvRecords(text);
  const { value: header } = records.next();
  const expected = headings(['eventId']);
  if (header && header.cells.join() !== expected.join())
    throw new ForgeError(
      'damaged',
      `${file} does not begin with the columns of an archive, or separates them otherwise; restore it, or move it away`,
    );
  let row = 1;
  for (const record of records) {
    row++;
    if (record.cells.length !== expected.length)
      throw new ForgeError(
        'damaged',
        `row ${row} of ${file} has ${record.cells.length} cells instead of ${expected.length}; restore the file, or move it away`,
      );
    yield record;
  }
}

/**
 * The whole rows of a file whose end is missing; undefined if the text ends with a line end, as every file that was
 * written as a whole does.
 */
export function wholeRows(text: string): string | undefined {
  if (text === '' || text.endsWith('\n')) return undefined;
  let [end, quoted] = [0, false];
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === 34) quoted = !quoted;
    else if (character === 10 && !quoted) end = at + 1;
  }
  return text.slice(0, end);
}
