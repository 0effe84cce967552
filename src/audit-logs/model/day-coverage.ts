import { missingDays } from './fetched-days.ts';
import { type DayRange, earliestDay } from './day-range.ts';
import { addDays, type Day, dayOf } from './days.ts';

/** Days that are fetched before older ones. */
const recentDays = 90;

/** Keeps track of the days whose events have been fetched. */
export class DayCoverage {
  /** Without overlaps, in order. */
  #complete: readonly DayRange[] = [];
  /** The last day that was fetched before it was over. */
  #partial: Day | undefined;

  /** The days of a range to fetch at `now`, newest first; ranges that reach back more than 90 days are split there. */
  missing({ from, to }: DayRange, now: Date): DayRange[] {
    const [earliest, today] = [earliestDay(now), dayOf(now)];
    const covered = this.#partial === today ? [...this.#complete, { from: today, to: today }] : this.#complete;
    const range = { from: from > earliest ? from : earliest, to: to < today ? to : today };
    return missingDays(covered, range).flatMap(splitAtRecent).reverse();
  }

  /** Adds days that were over when they were fetched; ignores an empty range. */
  add(added: DayRange): void {
    if (added.from > added.to) return;
    const joined: DayRange[] = [];
    for (const days of [...this.#complete, added].sort((a, b) => (a.from < b.from ? -1 : 1))) {
      const last = joined.at(-1);
      if (last && days.from <= addDays(last.to, 1))
        joined[joined.length - 1] = { from: last.from, to: days.to > last.to ? days.to : last.to };
      else joined.push(days);
    }
    this.#complete = joined;
  }

  /** Adds the current day, which is fetched again once it is over. */
  addToday(day: Day): void {
    this.#partial = day;
  }
}

function splitAtRecent(days: DayRange): DayRange[] {
  const recent = addDays(days.to, 1 - recentDays);
  if (days.from >= recent) return [days];
  return [
    { from: days.from, to: addDays(recent, -1) },
    { from: recent, to: days.to },
  ];
}
