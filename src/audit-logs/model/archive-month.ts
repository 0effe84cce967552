import type { AuditEvent } from '../../core/audit-event.ts';
import { slicesOf } from '../../core/slices.ts';
import { csvRows, formulaSafeCell } from '../../files/csv-cell.ts';
import { headings, places, toRow } from './csv-columns.ts';
import { type CsvRecord, csvRecords } from './csv-records.ts';
import { archivedRowIdentity, oneLine } from './row-identity.ts';
import { claimOf, type MonthClaim } from './archive-claim.ts';

/** The result of merging events into an archived month. */
export interface MergedMonth {
  /** The new text of the file with what it holds; undefined if it doesn't change. */
  readonly text: string | undefined;
  readonly claim: MonthClaim | undefined;
  readonly added: number;
  /** Ids of events that this file did not have before. */
  readonly fresh: readonly string[];
  /** Ids of archived events that differ from what the gateway returns now: the file has both rows. */
  readonly changed: readonly string[];
}

/** The name of an event's file: one per month (UTC), and one for events without a valid time. */
export function monthFile({ at }: AuditEvent): string {
  return at === undefined ? 'undated.csv' : `${at.toISOString().slice(0, 7)}.csv`;
}

/**
 * Merges events into the file of a month. Existing rows stay unchanged and in order; a new row is inserted after the
 * rows of its day. If an archived event has changed, its new row is added and the old one kept. A different app name
 * doesn't count as a change.
 */
export async function mergeMonth(current: string | undefined, events: readonly AuditEvent[]): Promise<MergedMonth> {
  const archived: CsvRecord[] = [];
  for await (const records of slicesOf(csvRecords(current ?? ''))) for (const record of records) archived.push(record);
  const header = archived.shift();
  const known = new Set(archived.map(({ cells }) => archivedRowIdentity(cells)));
  const ids = new Set(archived.map(({ cells }) => cells[places.eventId] ?? '').filter((id) => id !== ''));
  const fresh: (readonly string[])[] = [];
  const freshIds: string[] = [];
  const changed: string[] = [];
  for (const event of events) {
    const cells = archivedCells(event);
    const key = archivedRowIdentity(cells);
    if (known.has(key)) continue;
    known.add(key);
    fresh.push(cells);
    const id = cells[places.eventId] ?? '';
    if (ids.has(id)) changed.push(id);
    else if (id !== '') freshIds.push(id);
  }
  if (fresh.length === 0) return { text: undefined, claim: undefined, added: 0, fresh: freshIds, changed };
  const first = header === undefined ? await csvRows([headings(['eventId'])], false) : `${header.text}\r\n`;
  // Each row is one line: its cells have no line breaks.
  const rows = (await csvRows(fresh, false)).split('\r\n').slice(0, -1);
  const added = fresh.map((cells, index) => ({ date: dateOf(cells), text: rows[index] ?? '' }));
  return {
    text: first + joined(archived, added),
    claim: claimOf([...archived.map(({ text }) => text), ...rows]),
    added: fresh.length,
    fresh: freshIds,
    changed,
  };
}

/** The text of archived rows, with each new row after the last one that is not later. */
function joined(archived: readonly CsvRecord[], fresh: readonly { date: string; text: string }[]): string {
  const place = lastNotAfter(archived.map(({ cells }) => dateOf(cells)));
  const behind = Map.groupBy(fresh, ({ date }) => place(date));
  let text = lines(behind.get(-1));
  for (const [index, record] of archived.entries()) {
    text += `${record.text}\r\n${lines(behind.get(index))}`;
  }
  return text;
}

/**
 * The index of the last of some dates, in any order, that is not later than a given one; -1 if there is none. Takes no
 * look at each date for each question: a month has 100,000 rows.
 */
function lastNotAfter(dates: readonly string[]): (date: string) => number {
  const earliestFrom = [...dates];
  for (let at = dates.length - 2; at >= 0; at--) {
    const [here = '', next = ''] = [earliestFrom[at], earliestFrom[at + 1]];
    if (next < here) earliestFrom[at] = next;
  }
  return (date) => {
    let [low, high] = [0, dates.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((earliestFrom[middle] ?? '') <= date) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
}

function dateOf(cells: readonly string[]): string {
  return cells[places.date] ?? '';
}

/**
 * The row of an event as an archive has it: formula-safe, with the replacements that UTF-8 makes, and on one line,
 * since Git merges line by line.
 */
function archivedCells(event: AuditEvent): string[] {
  return toRow(event, ['eventId']).map((text) => formulaSafeCell(oneLine(text.toWellFormed())));
}

function lines(rows: readonly { text: string }[] = []): string {
  return rows.map(({ text }) => `${text}\r\n`).join('');
}
