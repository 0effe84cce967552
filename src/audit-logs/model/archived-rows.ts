import { readdir } from 'node:fs/promises';
import { ForgeError } from '../../core/errors.ts';
import { slicesOf } from '../../core/slices.ts';
import { readMonth } from './archive-folder.ts';
import { headings } from './csv-columns.ts';
import { csvRecords, endsInQuotes } from './csv-records.ts';

/** Some rows of an archive's file as they are on disk, or the reason why it can't be read. */
export type ArchivedRows = { readonly name: string } & (
  { readonly rows: readonly (readonly string[])[] } | { readonly error: unknown }
);

/** One file per month, and one for events without a valid time. */
const monthFiles = /^(\d{4}-\d{2}|undated)\.csv$/;

/**
 * Reads an archive by month, oldest first, and a long month in several parts. Throws the file system's error if the
 * folder can't be listed.
 */
export async function* archivedRows(folder: string): AsyncGenerator<ArchivedRows, void, undefined> {
  const names = (await readdir(folder)).filter((name) => monthFiles.test(name)).sort();
  for (const name of names) {
    try {
      for await (const rows of rowsOf(name, (await readMonth(folder, name)) ?? '')) yield { name, rows };
    } catch (error) {
      yield { name, error };
    }
  }
}

/** The rows after the header. Throws `damaged` for a file whose cells would be misread. */
async function* rowsOf(name: string, text: string): AsyncGenerator<(readonly string[])[], void, undefined> {
  if (endsInQuotes(text))
    throw new ForgeError('damaged', `${name} of the audit archive is damaged: a quotation mark is missing`);
  const records = csvRecords(text);
  const { value: header } = records.next();
  if (header && header.cells.join() !== headings(['eventId']).join())
    throw new ForgeError('damaged', `${name} of the audit archive has other columns than an archive has`);
  for await (const some of slicesOf(records)) yield some.map(({ cells }) => cells);
}
