import * as z from 'zod/mini';
import { ForgeError } from '../../core/errors.ts';
import { addDays, type Day, dayOf, isDay, laterDay } from './days.ts';
import { type DayRange, earliestDay } from './day-range.ts';

/** Days whose events were fetched for the first time after they were over, with when that was. */
export interface FetchedDays extends DayRange {
  readonly at: Date;
}

/** What is known of one app's archive. */
export interface ArchiveIndex {
  /** Plain UUID. */
  readonly appId: string;
  readonly appName: string;
  /** When a run last got to its end; absent where none did. */
  readonly archivedAt?: Date;
  /** In the order of days; no day twice. */
  readonly fetched: readonly FetchedDays[];
}

export const indexFile = 'index.json';

/** How many days are fetched again each time: what happened to them may still have changed. */
export const refetchedDays = 31;

/** What lies behind it is damage, and no calendar's concern. */
const endOfTime = '3000-01-01';

const day = () => z.string().check(z.refine((text) => isDay(text) && text < endOfTime, 'not a day'));
const instant = () =>
  z.pipe(
    z.string().check(z.refine((text) => Math.abs(Date.parse(text)) < Date.parse(endOfTime), 'not a time')),
    z.transform((text) => new Date(text)),
  );
const schema = () =>
  z.object({
    version: z.literal(1),
    appId: z.string(),
    appName: z.string(),
    archivedAt: z.optional(instant()),
    fetched: z
      .array(z.object({ from: day(), to: day(), at: instant() }))
      .check(z.refine(isInOrder, 'not in the order of days')),
  });

function isInOrder(stretches: readonly DayRange[]): boolean {
  return stretches.every(({ from, to }, index) => from <= to && from > (stretches[index - 1]?.to ?? ''));
}

/** Reads an index. Throws `damaged` for a text that is none: guessing could lose events. */
export function parseIndex(text: string): ArchiveIndex {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new ForgeError(
      'damaged',
      `${indexFile} of the audit archive is damaged; restore it, or move the folder away`,
      { cause },
    );
  }
  const { success, data, error } = schema().safeParse(json);
  if (!success)
    throw new ForgeError(
      'damaged',
      `${indexFile} of the audit archive is not one that this version can read; restore it, or move the folder away`,
      { cause: error },
    );
  const { appId, appName, archivedAt, fetched } = data;
  return { appId, appName, fetched, ...(archivedAt && { archivedAt }) };
}

/** Writes an index, one line for each stretch of days, so that a change is small in a comparison. */
export function formatIndex({ appId, appName, archivedAt, fetched }: ArchiveIndex): string {
  const lines = fetched.map(({ from, to, at }) => `    ${JSON.stringify({ from, to, at: at.toISOString() })}`);
  const head = { version: 1, appId, appName, ...(archivedAt && { archivedAt: archivedAt.toISOString() }) };
  const body = JSON.stringify(head, null, 2).slice(0, -2);
  return `${body},\n  "fetched": [${lines.length === 0 ? '' : `\n${lines.join(',\n')}\n  `}]\n}\n`;
}

/**
 * The days that a run has to fetch: those never fetched whole, and the last 31; nothing before `since` or what the
 * gateway keeps.
 */
export function daysToFetch(
  { fetched }: Pick<ArchiveIndex, 'fetched'>,
  now: Date,
  since: Day = earliestDay(now),
): DayRange[] {
  const today = dayOf(now);
  const first = laterDay(since > today ? today : since, earliestDay(now));
  const recent = { from: laterDay(first, addDays(today, 1 - refetchedDays)), to: today };
  const missing = missingDays(fetched, { from: first, to: today }).filter(({ from }) => from < recent.from);
  const last = missing.at(-1);
  // What reaches into the recent days is fetched together with them.
  if (last === undefined || addDays(last.to, 1) < recent.from) return [...missing, recent];
  return [...missing.slice(0, -1), { from: last.from, to: today }];
}

/** The days of a range that are in none of the stretches. */
export function missingDays(fetched: readonly DayRange[], { from, to }: DayRange): DayRange[] {
  const missing: DayRange[] = [];
  let next = from;
  for (const stretch of fetched) {
    if (stretch.to < next) continue;
    if (stretch.from > to) break;
    if (stretch.from > next) missing.push({ from: next, to: addDays(stretch.from, -1) });
    next = addDays(stretch.to, 1);
  }
  if (next <= to) missing.push({ from: next, to });
  return missing;
}

/**
 * Notes days as fetched at an instant: those that were over by then and are not noted yet. Neighbours of the same
 * instant become one.
 */
export function noteFetched(fetched: readonly FetchedDays[], range: DayRange, at: Date): FetchedDays[] {
  const yesterday = addDays(dayOf(at), -1);
  const over = { from: range.from, to: range.to < yesterday ? range.to : yesterday };
  const added = over.from > over.to ? [] : missingDays(fetched, over).map((days) => ({ ...days, at }));
  const all = [...fetched, ...added].sort((a, b) => (a.from < b.from ? -1 : 1));
  const joined: FetchedDays[] = [];
  for (const stretch of all) {
    const before = joined.at(-1);
    if (before && addDays(before.to, 1) === stretch.from && before.at.getTime() === stretch.at.getTime())
      joined[joined.length - 1] = { ...before, to: stretch.to };
    else joined.push(stretch);
  }
  return joined;
}

/**
 * The days that are fetched once a window is, given that everything before the window is: up to the last that ends in
 * it. Undefined where no day does.
 */
export function daysOfWindow({ start, end }: { readonly start: Date; readonly end: Date }): DayRange | undefined {
  const days = { from: dayOf(start), to: addDays(dayOf(end), -1) };
  return days.from <= days.to ? days : undefined;
}
