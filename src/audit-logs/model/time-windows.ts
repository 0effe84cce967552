import { addDays, type Day, dayMs, startOf } from './days.ts';
import { earliestDay, type DayRange } from './day-range.ts';

/** The time range of one request. Both ends are included, so adjacent windows share an instant. */
export interface TimeWindow {
  readonly start: Date;
  readonly end: Date;
}

/** The gateway refuses ranges of more than two years: the oldest window starts this much later, in milliseconds. */
const marginMs = 60_000;

/**
 * Splits a range into windows of at most one calendar month (UTC), oldest first. Leaves out the future, and what the
 * gateway has erased; so the result may be empty.
 */
export function monthWindows({ from, to }: DayRange, now: Date): TimeWindow[] {
  const windows: TimeWindow[] = [];
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
 * Splits a window in two, at the midnight (UTC) nearest to its middle if it contains one. Undefined for a window of at
 * most `leastMs`.
 */
export function halves({ start, end }: TimeWindow, leastMs: number): readonly [TimeWindow, TimeWindow] | undefined {
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
