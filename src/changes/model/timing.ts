import { type Clock, systemClock } from '../../core/clock.ts';

/** Time and randomness for everything that waits here, so that tests can replace them. */
export interface Timing extends Pick<Clock, 'now' | 'epoch' | 'wait'> {
  /** In [0, 1). */
  readonly random: () => number;
}

/** Real time, and real chance. */
export const realTiming: Timing = { ...systemClock, random: () => Math.random() };
