import type { Clock } from '../../core/clock.ts';
import { exportCallsPerMinute } from '../../gateway/fetch-exported-logs.ts';

/** The limit is counted by Atlassian's clock, and a call is counted when it arrives. In milliseconds. */
const margin = 250;
const minute = 60_000;

/** Lets as many calls through as the export allows, at once while it allows them. */
export interface ExportPace {
  /** Waits until the next call is allowed, and counts it. Throws `cancelled`. */
  turn(signal: AbortSignal): Promise<void>;
  /** Shortest time that a number of calls takes, in milliseconds. */
  shortest(calls: number): number;
}

/** Creates a pace with no call counted. */
export function createExportPace(clock: Clock): ExportPace {
  let calls: number[] = [];
  return {
    async turn(signal) {
      for (;;) {
        const now = clock.now();
        calls = calls.filter((at) => at > now - minute - margin);
        const [first] = calls;
        if (first === undefined || calls.length < exportCallsPerMinute) break;
        await clock.wait(first + minute + margin - now, signal);
      }
      calls.push(clock.now());
    },
    shortest: (count) => Math.floor(Math.max(0, count - 1) / exportCallsPerMinute) * minute,
  };
}
