import type { Clock } from '../../core/clock.ts';

/** How long a window without the focus counts as looked at, in milliseconds: the terminal may be another program’s. */
const lingersMs = 2 * 60_000;

/** Whether somebody may be looking at the window. */
export interface Attention {
  readonly isThere: boolean;
  /** The window got or lost the focus. */
  focus(isFocused: boolean): void;
}

/** Creates the attention of a window that has the focus or not. */
export function createAttention(clock: Pick<Clock, 'now'>, isFocused: boolean): Attention {
  let lostAt = isFocused ? undefined : clock.now();
  return {
    get isThere() {
      return lostAt === undefined || clock.now() - lostAt < lingersMs;
    },
    focus(isBack) {
      lostAt = isBack ? undefined : (lostAt ?? clock.now());
    },
  };
}
