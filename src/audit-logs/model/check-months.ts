import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { slicesOf } from '../../core/slices.ts';
import { freeName } from './export-name.ts';
import type { ReplaceOptions } from '../../files/replace-file.ts';
import { csvRows } from '../../files/csv-cell.ts';
import { writeWholeFile } from '../../files/whole-file.ts';
import { readMonth } from './archive-folder.ts';
import { claimedRows, claimOf, type MonthClaim, monthFit } from './archive-claim.ts';
import { monthFilePattern } from './archive-index.ts';
import { headings } from './csv-columns.ts';
import type { Day } from './days.ts';
import type { DayRange } from './day-range.ts';
import { monthRecords, wholeRows } from './month-file.ts';

/** A month's file that does not hold what was archived. */
export interface LostRows {
  readonly file: string;
  readonly kind: 'gone' | 'fewer' | 'altered' | 'cut';
  /** How many rows were archived. */
  readonly archived: number;
  /** A copy of a file whose end was missing, in the same folder. */
  readonly copy?: string;
}

/** The files of an archive's months as they are on disk. */
export interface CheckedMonths {
  /** What each file holds, by name. */
  readonly held: Map<string, MonthClaim>;
  readonly lost: readonly LostRows[];
  /** Files to which the index makes several claims: their days are fetched again, to be sure. */
  readonly merged: readonly string[];
}

/** A file whose end is missing, and the rows before that. */
interface CutFile {
  readonly name: string;
  readonly text: string;
  readonly whole: string;
}

/**
 * Reads all files of months, and compares them with what the index says. Where the end of a file is missing, the file
 * is copied and its last, incomplete row removed. Writes nothing if a file is damaged: then it throws `damaged`.
 * Requires the lock of the folder.
 */
export async function checkMonths(
  folder: string,
  claims: ReadonlyMap<string, readonly MonthClaim[]>,
  replacing: ReplaceOptions,
): Promise<CheckedMonths> {
  const names = new Set(await readdir(folder));
  const held = new Map<string, MonthClaim>();
  const lost: LostRows[] = [];
  const merged: string[] = [];
  const cut: CutFile[] = [];
  for (const file of new Set([...claims.keys(), ...[...names].filter((name) => monthFilePattern.test(name))])) {
    const text = await readMonth(folder, file);
    const said = claims.get(file) ?? [];
    const whole = await heldRows(file, text, said);
    if (text !== undefined) held.set(file, whole.claim);
    const fit = monthFit(said, text === undefined ? undefined : whole.claim);
    if (whole.text !== text && text !== undefined) cut.push({ name: file, text, whole: whole.text ?? '' });
    else if (fit === 'merged') merged.push(file);
    else if (fit !== 'fits') lost.push({ file, kind: fit, archived: claimedRows(said) });
  }
  for (const { name, text, whole } of cut) {
    const copy = freeName(name.replace('.csv', '.cut.csv'), names);
    await writeWholeFile(join(folder, copy), text, replacing);
    await writeWholeFile(join(folder, name), whole, replacing);
    lost.push({ file: name, kind: 'cut', archived: claimedRows(claims.get(name) ?? []), copy });
  }
  return { held, lost, merged };
}

/** The claim of a file's rows, without those of its last row if the file was cut off there. */
async function heldRows(
  file: string,
  text: string | undefined,
  claims: readonly MonthClaim[],
): Promise<{ claim: MonthClaim; text: string | undefined }> {
  const whole = wholeRows(text ?? '');
  const isOurs = whole !== '' || (await csvRows([headings(['eventId'])], false)).startsWith(text ?? '');
  if (whole === undefined || !isOurs) return { claim: claimOf(await rowsOf(file, text ?? '')), text };
  // A file that merely lost its last line end still has all its rows.
  const all = await rowsOf(file, text ?? '').then(claimOf, () => undefined);
  if (all && (all.rows > claimedRows(claims) || ['fits', 'merged'].includes(monthFit(claims, all))))
    return { claim: all, text };
  return { claim: claimOf(await rowsOf(file, whole)), text: whole };
}

async function rowsOf(file: string, text: string): Promise<string[]> {
  const rows: string[] = [];
  for await (const records of slicesOf(monthRecords(file, text))) for (const record of records) rows.push(record.text);
  return rows;
}

/** The days of a month's file; undefined for the file of events without a valid time, which may be of any day. */
export function daysOfMonth(file: string): DayRange | undefined {
  const month = /^\d{4}-\d{2}/.exec(file)?.[0];
  if (month === undefined) return undefined;
  const [year = 0, number = 0] = month.split('-').map(Number);
  const last: Day = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
  return { from: `${month}-01`, to: last };
}
