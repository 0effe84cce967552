import type { LogBar, LogTimeline } from '../../src/logs/log-protocol.ts';

/** A bar's lines by what is told apart at a glance. */
export interface BarParts {
  readonly errors: number;
  readonly warnings: number;
  readonly others: number;
}

/** How many lines of a bar are errors, warnings and others. */
export function barParts({ counts }: Pick<LogBar, 'counts'>): BarParts {
  const of = (...levels: string[]) => levels.reduce((sum, level) => sum + (counts[level] ?? 0), 0);
  return { errors: of('ERROR', 'FATAL'), warnings: of('WARN'), others: of('INFO', 'DEBUG', 'TRACE') };
}

/** The first and the last of the bars between two, in whichever order these were named. */
export function barsBetween([one, other]: readonly [number, number]): readonly [first: number, last: number] {
  return [Math.min(one, other), Math.max(one, other)];
}

/** The times of some bars, in epoch milliseconds; without an end if they reach the present. */
export function timeOfBars(
  { bars, length, until, goesOn }: LogTimeline,
  dragged: readonly [number, number],
): { readonly from: number; readonly to?: number } {
  const [first, last] = barsBetween(dragged);
  const from = bars[first]?.at ?? until;
  const to = Math.min(until, (bars[last]?.at ?? until) + length);
  return to === until && goesOn ? { from } : { from, to };
}

/** Where a time is between the start of the first bar and the end of the last one, in percent. */
export function markAt({ bars, length }: LogTimeline, at: number): number {
  const start = bars[0]?.at ?? at;
  return Math.min(100, Math.max(0, (100 * (at - start)) / Math.max(1, bars.length * length)));
}
