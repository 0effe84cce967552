import type { AuditChoice } from '../audit-logs-protocol.ts';
import { places } from '../model/csv-columns.ts';
import { type DayRange, earliestDay, presetRange } from '../model/day-range.ts';
import { dayOf, isDay } from '../model/days.ts';
import type { MergedEvents } from '../model/merged-events.ts';

/** The days that the user chose, in UTC. */
export class ChosenDays {
  choice: AuditChoice = { preset: 'days30' };
  readonly #now: () => Date;
  /** The first known day so far, and how many events it covers. */
  #seen: { events: MergedEvents; count: number; first: string | undefined } | undefined;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** The chosen days, both included. */
  range(events: MergedEvents): DayRange {
    if ('from' in this.choice) return this.choice;
    const { preset } = this.choice;
    const now = this.#now();
    return preset === 'all' ? { from: this.earliest(events), to: dayOf(now) } : presetRange(preset, now);
  }

  /**
   * The first day that can be chosen: the earlier of the first that the gateway keeps and the first with a known event.
   */
  earliest(events: MergedEvents): string {
    const kept = earliestDay(this.#now());
    const known = this.#firstKnown(events);
    return known !== undefined && known < kept ? known : kept;
  }

  /** The first day with a known event; each call looks only at new events. */
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
