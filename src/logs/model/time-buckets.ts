import { type LogLevel, type LogLine, logLevels } from '../../core/log-line.ts';
import { firstAt } from './line-store.ts';

/** The number of lines in a piece of time, by level. */
export interface TimeBucket {
  /** Epoch milliseconds; the end is exclusive. */
  readonly from: number;
  readonly to: number;
  readonly counts: Readonly<Record<LogLevel, number>>;
}

/** Lengths that people read at a glance, in milliseconds: seconds to days. */
const lengths = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400].map(
  (seconds) => seconds * 1000,
);

/**
 * Counts lines, which are in the order of time, in pieces of equal length from one time to another, in epoch milliseconds, `most` pieces at most. The
 * pieces begin at round times in UTC.
 */
export function timeBuckets(lines: readonly LogLine[], from: number, to: number, most = 60): TimeBucket[] {
  const wanted = Math.max(1, to - from) / Math.max(1, most - 1);
  const length = lengths.find((one) => one >= wanted) ?? Math.ceil(wanted / 86_400_000) * 86_400_000;
  const start = Math.floor(from / length) * length;
  const buckets = Array.from({ length: Math.floor((to - start) / length) + 1 }, (_, index) => ({
    from: start + index * length,
    to: start + (index + 1) * length,
    counts: Object.fromEntries(logLevels.map((level) => [level, 0])) as Record<LogLevel, number>,
  }));
  let next = firstAt(lines, start);
  for (const { to: end, counts } of buckets)
    for (let line = lines[next]; line !== undefined && line.at < end; line = lines[++next]) counts[line.level]++;
  return buckets;
}
