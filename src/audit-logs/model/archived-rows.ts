import { readdir } from 'node:fs/promises';
import { slicesOf } from '../../core/slices.ts';
import { readMonth } from './archive-folder.ts';
import { monthFilePattern } from './archive-index.ts';
import { monthRecords } from './month-file.ts';

/** Some rows of an archive's file as they are on disk, or the reason why it can't be read. */
export type ArchivedRows = { readonly name: string } & (
  { readonly rows: readonly (readonly string[])[] } | { readonly error: unknown }
);

/**
 * Reads an archive by month, oldest first, and a long month in several parts. Throws the file system's error if the
 * folder can't be listed.
 */
export async function* archivedRows(folder: string): AsyncGenerator<ArchivedRows, void, undefined> {
  const names = (await readdir(folder)).filter((name) => monthFilePattern.test(name)).sort();
  for (const name of names) {
    try {
      const text = (await readMonth(folder, name)) ?? '';
      for await (const some of slicesOf(monthRecords(name, text))) yield { name, rows: some.map(({ cells }) => cells) };
    } catch (error) {
      yield { name, error };
    }
  }
}
