import { unguardedCell } from '../../files/csv-cell.ts';
import { places } from './csv-columns.ts';

/**
 * What tells the rows of events apart, by their texts: equal for rows that are equal apart from the app's name, which
 * may change, and from what an archive can't hold.
 */
export function rowIdentity(texts: readonly string[]): string {
  return JSON.stringify(texts.toSpliced(places.appName, 1).map((text) => oneLine(text.toWellFormed())));
}

/** The same for a row as it stands in an archive, whose cells are formula-safe. */
export function archivedRowIdentity(cells: readonly string[]): string {
  return rowIdentity(cells.map(unguardedCell));
}

/**
 * A text with signs for its line breaks. Rows of an archive are one line each, since Git merges line by line; no audit
 * event is known to have a line break.
 */
export function oneLine(text: string): string {
  return /[\r\n]/.test(text) ? text.replaceAll('\r', '␍').replaceAll('\n', '␊') : text;
}
