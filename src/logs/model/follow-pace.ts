/** How much the person sees of the lines: the view in front, the window in the background, or nothing. */
export type Attention = 'visible' | 'background' | 'hidden';

/** Intervals and limits of following, in milliseconds. */
const pace = {
  usual: 5_000,
  /** After a minute without lines. */
  quiet: 10_000,
  quietAfter: 60_000,
  background: 30_000,
  /** Following ends by itself after so long without lines. */
  endAfter: 15 * 60_000,
  longest: 120_000,
} as const;

/** Decides when to ask for new lines again. All times are in milliseconds on one clock. */
export interface FollowPace {
  /** Lines came, or the person asked to go on. */
  awake(now: number): void;
  /** The gateway said that there were too many requests: the pace halves. `waitMs` if it said how long to wait. */
  limited(waitMs?: number): void;
  /** A request went through: after a slow time the pace doubles again. */
  unlimited(): void;
  /** Whether there were no lines for so long that following ends. */
  isOver(now: number): boolean;
  /** Time to wait before the next request. */
  waitMs(now: number, attention: Attention): number;
}

/** Creates the usual pace, awake now. */
export function createFollowPace(now: number): FollowPace {
  let awakeAt = now;
  let slowness = 1;
  let least = 0;
  return {
    awake(time) {
      awakeAt = time;
    },
    limited(waitMs = 0) {
      slowness = Math.min(slowness * 2, 16);
      least = waitMs;
    },
    unlimited() {
      slowness = Math.max(1, slowness / 2);
      least = 0;
    },
    isOver: (time) => time - awakeAt >= pace.endAfter,
    waitMs(time, attention) {
      const lively = time - awakeAt < pace.quietAfter ? pace.usual : pace.quiet;
      const wanted = (attention === 'visible' ? lively : pace.background) * slowness;
      return Math.max(least, Math.min(wanted, pace.longest));
    },
  };
}
