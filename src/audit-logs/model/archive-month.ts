import type { AuditEvent } from '../../core/audit-event.ts';
import { headings, toRow } from './csv-columns.ts';
import { csvChunks } from './csv-lines.ts';
import { type CsvRecord, csvRecords } from './csv-records.ts';

/** Places in a row of the archive. */
const appNameCell = 1;
const dateCell = 7;
const idCell = 10;

/** What an archived month becomes when events are merged into it. */
export interface MergedMonth {
  /** The whole file; undefined where it stays as it is. */
  readonly text: string | undefined;
  readonly added: number;
  /** Ids of events that the gateway now tells otherwise than archived: both stand there. */
  readonly changed: readonly string[];
}

/** The file that holds an event: one a month of UTC, and one for events without a readable time. */
export function monthFile({ at }: AuditEvent): string {
  return at === undefined ? 'undated.csv' : `${at.toISOString().slice(0, 7)}.csv`;
}

/**
 * Merges events into a month's file. Every row that is there stays as it stands, character by character, and in its
 * order; a new row is put behind the rows of its day. An event that is there already with other values than now is kept
 * beside the old row. The app's name is no value of the event: renaming an app changes nothing that is archived.
 */
export async function mergeMonth(current: string | undefined, events: readonly AuditEvent[]): Promise<MergedMonth> {
  const [header, ...archived] = csvRecords(current ?? '');
  const known = new Set(archived.map(({ cells }) => identity(cells)));
  const ids = new Set(archived.map(({ cells }) => cells[idCell] ?? '').filter((id) => id !== ''));
  const fresh: CsvRecord[] = [];
  const changed: string[] = [];
  for (const record of await written(events.map((event) => toRow(event, ['eventId'])))) {
    const key = identity(record.cells);
    if (known.has(key)) continue;
    known.add(key);
    fresh.push(record);
    const id = record.cells[idCell] ?? '';
    if (ids.has(id)) changed.push(id);
  }
  if (fresh.length === 0) return { text: undefined, added: 0, changed };
  const [first] = header === undefined ? await written([headings(['eventId'])]) : [header];
  const lines = [...(first ? [first] : []), ...placed(archived, fresh)];
  return { text: lines.map(({ text }) => `${text}\r\n`).join(''), added: fresh.length, changed };
}

/** Archived rows in their order, each new one behind the last row that is not later. */
function placed(archived: readonly CsvRecord[], fresh: readonly CsvRecord[]): CsvRecord[] {
  const after = new Map<number, CsvRecord[]>();
  const latest = archived.map(({ cells }) => cells[dateCell] ?? '');
  for (const record of fresh) {
    const date = record.cells[dateCell] ?? '';
    const place = latest.findLastIndex((other) => other <= date);
    after.set(place, [...(after.get(place) ?? []), record]);
  }
  return [...(after.get(-1) ?? []), ...archived.flatMap((record, place) => [record, ...(after.get(place) ?? [])])];
}

/** Archived rows are always formula-safe, so that a row is written alike each time. */
async function written(rows: readonly (readonly string[])[]): Promise<CsvRecord[]> {
  let text = '';
  for await (const chunk of csvChunks(rows, true)) text += chunk;
  return csvRecords(text);
}

function identity(cells: readonly string[]): string {
  return JSON.stringify(cells.filter((_, index) => index !== appNameCell));
}
