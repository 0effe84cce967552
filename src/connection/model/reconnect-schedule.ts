import type { Clock } from '../../core/clock.ts';
import type { Disposable, Event } from '../../core/emitter.ts';

/**
 * Shortest and longest time between two looks whether the gateway is back, in milliseconds: it doubles from look to
 * look.
 */
const firstMs = 5_000;
const longestMs = 5 * 60_000;

export interface ComebackOptions {
  /** Whether something could not be fetched because the gateway was not reached. */
  readonly isCutOff: () => boolean;
  /** Fires when that may have changed. */
  readonly onDidChange: Event<undefined>;
  /** Whether somebody looks at the window. */
  readonly isWatched: () => boolean;
  /** Fires when somebody begins or ceases to look, and when the network is set up differently. */
  readonly onDidChangeSurroundings: Event<undefined>;
  /** Asks for as little as possible, and fetches anew what was cut off where the gateway answers. Never throws. */
  readonly comeBack: () => Promise<unknown>;
  readonly clock: Clock;
}

/**
 * Fetches anew what could not be fetched while the gateway was not reached: tries in growing steps, and at once when
 * somebody comes back to the window. Where nothing was cut off, or nobody looks, it asks for nothing.
 */
export function watchForComeback({
  isCutOff,
  onDidChange,
  isWatched,
  onDidChangeSurroundings,
  comeBack,
  clock,
}: ComebackOptions): Disposable {
  let waitMs = firstMs;
  let cancel: (() => void) | undefined;
  let trying = false;
  let ended = false;

  /** Plans the next try where there is reason for one; one that is planned already stays. */
  function plan(): void {
    const isDue = !ended && isCutOff() && isWatched();
    if (!isDue) {
      cancel?.();
      cancel = undefined;
      // While things are fetched anew nothing counts as cut off; the steps begin anew only when all is well after a
      // try.
      if (!trying && !isCutOff()) waitMs = firstMs;
    } else if (!trying && cancel === undefined) {
      cancel = clock.after(waitMs, () => void tryNow());
    }
  }

  async function tryNow(): Promise<void> {
    cancel?.();
    cancel = undefined;
    trying = true;
    waitMs = Math.min(waitMs * 2, longestMs);
    await comeBack();
    trying = false;
    plan();
  }

  const subscriptions = [
    onDidChange(plan),
    onDidChangeSurroundings(() => {
      waitMs = firstMs;
      if (!ended && !trying && isCutOff() && isWatched()) void tryNow();
      else plan();
    }),
  ];
  plan();
  return {
    dispose() {
      ended = true;
      plan();
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}
