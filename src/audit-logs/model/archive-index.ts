import * as z from 'zod/mini';
import { ForgeError } from '../../core/errors.ts';
import { addDays, type Day, dayOf, isDay, laterDay } from './days.ts';
import { type DayRange, earliestDay } from './day-range.ts';

/** Days that were over when their events were first fetched, with the time of that fetch. */
export interface FetchedDays extends DayRange {
  readonly at: Date;
}

/** The index of an app's archive. */
export interface ArchiveIndex {
  /** Plain UUID. */
  readonly appId: string;
  readonly appName: string;
  /** When a run was last completed; absent if none was. */
  readonly archivedAt?: Date;
  /** Without overlaps, in the order of days. */
  readonly fetched: readonly FetchedDays[];
}

export const indexFile = 'index.json';

/** How many days each run fetches again, since their events may change. */
export const refetchedDays = 31;

/** Later dates count as damage. */
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

/** Parses an index. Throws `damaged` for an invalid one, since a guess could lose events. */
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

/** Formats an index with one line per range of days, so that diffs are small. */
export function formatIndex({ appId, appName, archivedAt, fetched }: ArchiveIndex): string {
  const lines = fetched.map(({ from, to, at }) => `    ${JSON.stringify({ from, to, at: at.toISOString() })}`);
  const head = { version: 1, appId, appName, ...(archivedAt && { archivedAt: archivedAt.toISOString() }) };
  const body = JSON.stringify(head, null, 2).slice(0, -2);
  return `${body},\n  "fetched": [${lines.length === 0 ? '' : `\n${lines.join(',\n')}\n  `}]\n}\n`;
}

/**
 * The days that a run has to fetch: those that were not fetched after they were over, and the last 31; nothing before
 * `since`, or that the gateway has erased.
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
  // Missing days just before the recent ones are fetched together with them.
  if (last === undefined || addDays(last.to, 1) < recent.from) return [...missing, recent];
  return [...missing.slice(0, -1), { from: last.from, to: today }];
}

/** The days of a range that are in none of the ranges of `fetched`, which must be in order. */
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
 * Adds the days of a range that were over at `at` and are not fetched yet. Adjacent ranges with the same time are
 * joined.
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
 * The days that are complete once a window is fetched, provided that everything before it is: up to the last day that
 * ends in the window. Undefined if no day ends in it.
 */
export function daysOfWindow({ start, end }: { readonly start: Date; readonly end: Date }): DayRange | undefined {
  const days = { from: dayOf(start), to: addDays(dayOf(end), -1) };
  return days.from <= days.to ? days : undefined;
}
