import { addDays, type Day, dayMs, startOf } from './days.ts';
import { earliestDay, type DayRange } from './day-range.ts';

/**
 * A stretch of time that is asked for at once; both ends included, so that neighbours share the instant between them.
 */
export interface Window {
  readonly start: Date;
  readonly end: Date;
}

/** The gateway refuses to look back further than two years: the oldest window starts this much later than that. */
const marginMs = 60_000;

/**
 * The windows of a range, oldest first: one a calendar month, so none is longer than a month. None reaches into the
 * future or behind what the gateway keeps, where there is nothing. Empty where the whole range lies there.
 */
export function windowsOf({ from, to }: DayRange, now: Date): Window[] {
  const windows: Window[] = [];
  for (let first: Day = from; first <= to;) {
    const next = nextMonth(first);
    const behind = next <= to ? next : addDays(to, 1);
    const start = new Date(Math.max(startOf(first).getTime(), oldestStart(now)));
    const end = new Date(Math.min(startOf(behind).getTime(), now.getTime()));
    if (start < end) windows.push({ start, end });
    first = behind;
  }
  return windows;
}

/**
 * The two halves of a window, at midnight where it has one near its middle. Undefined for one that is not longer than
 * `leastMs`.
 */
export function halves({ start, end }: Window, leastMs: number): readonly [Window, Window] | undefined {
  const length = end.getTime() - start.getTime();
  if (length <= leastMs) return undefined;
  const middle = start.getTime() + Math.floor(length / 2);
  const midnight = Math.round(middle / dayMs) * dayMs;
  const at = new Date(midnight > start.getTime() && midnight < end.getTime() ? midnight : middle);
  return [
    { start, end: at },
    { start: at, end },
  ];
}

function oldestStart(now: Date): number {
  const twoYearsAgo = new Date(now);
  twoYearsAgo.setUTCMonth(twoYearsAgo.getUTCMonth() - 24);
  return Math.max(startOf(earliestDay(now)).getTime(), twoYearsAgo.getTime() + marginMs);
}

function nextMonth(day: Day): Day {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
}
