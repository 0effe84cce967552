import type { LogLine } from '../../core/log-line.ts';
import type { TimeRange } from './log-time.ts';

/** The number of lines, given in the order of time, that are within some times. */
export function linesWithin(lines: readonly Pick<LogLine, 'at'>[], { from, to }: TimeRange): number {
  const end = to === undefined ? lines.length : firstAfter(lines, (at) => at > to);
  return Math.max(0, end - firstAfter(lines, (at) => at >= from));
}

/** The index of the first line whose time is reached; the number of lines if there is none. */
function firstAfter(lines: readonly Pick<LogLine, 'at'>[], isReached: (at: number) => boolean): number {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isReached(lines[middle]?.at ?? Number.POSITIVE_INFINITY)) high = middle;
    else low = middle + 1;
  }
  return low;
}
