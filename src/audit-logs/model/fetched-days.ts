import { addDays, type Day, dayMs, dayOf, laterDay } from './days.ts';
import { type DayRange, earliestDay } from './day-range.ts';

/** Days that were over when their events were first fetched, with the time of that fetch. */
export interface FetchedDays extends DayRange {
  readonly at: Date;
}

/** How many days each run fetches again, since their events may change. */
const refetchedDays = 31;

/** How far clocks of computers that share an archive may differ, in milliseconds. */
const toleratedMs = 3_600_000;

/**
 * The days that a run has to fetch: those that were not fetched after they were over, those of `again`, and the last
 * 31; nothing before `since`, or that the gateway has erased.
 */
export function daysToFetch(
  fetched: readonly FetchedDays[],
  now: Date,
  since: Day = earliestDay(now),
  again: readonly DayRange[] = [],
): DayRange[] {
  const today = dayOf(now);
  const first = laterDay(since > today ? today : since, earliestDay(now));
  const known = again.reduce<readonly FetchedDays[]>((days, range) => withoutDays(days, range), fetched);
  const recent = { from: laterDay(first, addDays(today, 1 - refetchedDays)), to: today };
  const missing = missingDays(known, { from: first, to: today }).filter(({ from }) => from < recent.from);
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

/** Removes the days of a range. */
export function withoutDays(fetched: readonly FetchedDays[], { from, to }: DayRange): FetchedDays[] {
  return fetched.flatMap((stretch) =>
    missingDays([{ from, to }], stretch).map((days) => ({ ...days, at: stretch.at })),
  );
}

/**
 * Adds the days of a range that were over at `at` and are not fetched yet. Adjacent ranges with the same time are
 * joined.
 */
export function noteFetched(fetched: readonly FetchedDays[], range: DayRange, at: Date): FetchedDays[] {
  const yesterday = addDays(dayOf(at), -1);
  const over = { from: range.from, to: range.to < yesterday ? range.to : yesterday };
  const added = over.from > over.to ? [] : missingDays(fetched, over).map((days) => ({ ...days, at }));
  return joined([...fetched, ...added]);
}

/** Puts stretches in order, as two people's may overlap: each day counts as fetched when it first was. */
export function inOrder(stretches: readonly FetchedDays[]): FetchedDays[] {
  const sorted = stretches.toSorted((a, b) => (a.from < b.from ? -1 : Number(a.from > b.from)));
  if (sorted.every(({ from }, index) => from > (sorted[index - 1]?.to ?? ''))) return joined(sorted);
  const byTime = stretches.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  let days: FetchedDays[] = [];
  for (const stretch of byTime) {
    const added = missingDays(days, stretch).map((range) => ({ ...range, at: stretch.at }));
    days = [...days, ...added].sort((a, b) => (a.from < b.from ? -1 : 1));
  }
  return joined(days);
}

function joined(stretches: readonly FetchedDays[]): FetchedDays[] {
  const result: FetchedDays[] = [];
  for (const stretch of stretches.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const before = result.at(-1);
    if (before && addDays(before.to, 1) === stretch.from && before.at.getTime() === stretch.at.getTime())
      result[result.length - 1] = { ...before, to: stretch.to };
    else result.push(stretch);
  }
  return result;
}

/** Whether a time is later than now, as a clock that was ahead tells it. */
export function isStillToCome(at: Date, now: Date): boolean {
  return at.getTime() > now.getTime() + toleratedMs;
}

/**
 * The days that can have been fetched by `now`. Those that were fetched at a time still to come, or before they were
 * over, were noted by a clock that was ahead: they count as not fetched. What the gateway has erased by now can't be
 * fetched again, and counts as fetched now.
 */
export function trustedDays(fetched: readonly FetchedDays[], now: Date): FetchedDays[] {
  const yesterday = addDays(dayOf(now), -1);
  const lastErased = addDays(earliestDay(now), -1);
  return fetched.flatMap(({ from, to, at }) => {
    const isAhead = isStillToCome(at, now);
    const end = isAhead ? lastErased : yesterday;
    const last = to < end ? to : end;
    return from > last ? [] : [{ from, to: last, at: isAhead ? now : at }];
  });
}

/** The days of `fetched` that `trusted` lacks. */
export function distrustedDays(fetched: readonly DayRange[], trusted: readonly DayRange[]): DayRange[] {
  return fetched.flatMap((stretch) => missingDays(trusted, stretch));
}

/** How many days a range has. */
export function dayCount({ from, to }: DayRange): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs) + 1;
}

/**
 * The days that are complete once a window is fetched, provided that everything before it is: up to the last day that
 * ends in the window. Undefined if no day ends in it.
 */
export function daysOfWindow({ start, end }: { readonly start: Date; readonly end: Date }): DayRange | undefined {
  const days = { from: dayOf(start), to: addDays(dayOf(end), -1) };
  return days.from <= days.to ? days : undefined;
}
