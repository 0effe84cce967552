import type { AuditEvent } from '../../core/audit-event.ts';
import { formulaSafeCell } from '../../files/csv-cell.ts';
import { headings, places, toRow } from './csv-columns.ts';
import { csvChunks } from './csv-lines.ts';
import { type CsvRecord, csvRecords } from './csv-records.ts';

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
  const ids = new Set(archived.map(({ cells }) => cells[places.eventId] ?? '').filter((id) => id !== ''));
  const fresh: (readonly string[])[] = [];
  const changed: string[] = [];
  for (const event of events) {
    const cells = archivedCells(event);
    const key = identity(cells);
    if (known.has(key)) continue;
    known.add(key);
    fresh.push(cells);
    const id = cells[places.eventId] ?? '';
    if (ids.has(id)) changed.push(id);
  }
  if (fresh.length === 0) return { text: undefined, added: 0, changed };
  const first = header === undefined ? await lines([headings(['eventId'])]) : `${header.text}\r\n`;
  return { text: first + (await joined(archived, fresh)), added: fresh.length, changed };
}

/** The text of archived rows in their order, with each new row behind the last one that is not later. */
async function joined(archived: readonly CsvRecord[], fresh: readonly (readonly string[])[]): Promise<string> {
  const dates = archived.map(({ cells }) => dateOf(cells));
  const behind = Map.groupBy(fresh, (cells) => dates.findLastIndex((date) => date <= dateOf(cells)));
  let text = await lines(behind.get(-1) ?? []);
  for (const [place, record] of archived.entries()) {
    text += `${record.text}\r\n`;
    const added = behind.get(place);
    if (added) text += await lines(added);
  }
  return text;
}

function dateOf(cells: readonly string[]): string {
  return cells[places.date] ?? '';
}

/**
 * An event as a row that was read from an archive has it, so that the two can be compared: always formula-safe, and as
 * UTF-8 keeps it.
 */
function archivedCells(event: AuditEvent): string[] {
  return toRow(event, ['eventId']).map((text) => formulaSafeCell(text.toWellFormed()));
}

async function lines(rows: readonly (readonly string[])[]): Promise<string> {
  let text = '';
  for await (const chunk of csvChunks(rows, false)) text += chunk;
  return text;
}

function identity(cells: readonly string[]): string {
  return JSON.stringify(cells.toSpliced(places.appName, 1));
}
