import { type Clock, systemClock } from '../../core/clock.ts';

/** The clock and the dice of everything that waits here, so that both can be others'. */
export interface Timing extends Pick<Clock, 'now' | 'epoch' | 'wait'> {
  /** In [0, 1). */
  readonly random: () => number;
}

export const realTiming: Timing = { ...systemClock, random: () => Math.random() };
