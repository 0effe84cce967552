import type { AuditChoice } from '../../app-panel/protocol.ts';
import { places } from '../model/csv-columns.ts';
import { type DayRange, earliestDay, presetRange } from '../model/day-range.ts';
import { dayOf, isDay } from '../model/days.ts';
import type { MergedEvents } from '../model/merged-events.ts';

/** The days that a person wants to see, in UTC. */
export class ChosenDays {
  choice: AuditChoice = { preset: 'days30' };
  readonly #now: () => Date;
  /** What was looked through for the first day. */
  #seen: { events: MergedEvents; count: number; first: string | undefined } | undefined;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** The days, both included. */
  range(events: MergedEvents): DayRange {
    if ('from' in this.choice) return this.choice;
    const { preset } = this.choice;
    const now = this.#now();
    return preset === 'all' ? { from: this.earliest(events), to: dayOf(now) } : presetRange(preset, now);
  }

  /** The first day that can be chosen: of which the gateway has events, or any is known. */
  earliest(events: MergedEvents): string {
    const kept = earliestDay(this.#now());
    const known = this.#firstKnown(events);
    return known !== undefined && known < kept ? known : kept;
  }

  /** The first day of which an event is known; only events that are new are looked at. */
  #firstKnown(events: MergedEvents): string | undefined {
    const seen = this.#seen?.events === events ? this.#seen : { events, count: 0, first: undefined };
    for (const { cells } of events.all.slice(seen.count)) {
      const day = cells[places.date] ?? '';
      if ((seen.first === undefined || day < seen.first) && isDay(day)) seen.first = day;
    }
    seen.count = events.all.length;
    this.#seen = seen;
    return seen.first;
  }
}
