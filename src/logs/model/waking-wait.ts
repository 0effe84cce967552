import type { Clock } from '../../core/clock.ts';

/** A wait that can be ended early. */
export interface WakingWait {
  /** Resolves after some milliseconds or when woken. Throws when the signal aborts. One wait at a time. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** Ends the present wait, if there is one. */
  wake(): void;
}

/** Creates a wait on a clock. */
export function createWakingWait(clock: Clock): WakingWait {
  let end: () => void = () => undefined;
  return {
    async wait(ms, signal) {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      end = () => resolve(undefined);
      const takeBack = clock.after(ms, end);
      signal.addEventListener('abort', end, { once: true });
      if (signal.aborted) end();
      await promise;
      signal.removeEventListener('abort', end);
      takeBack();
      signal.throwIfAborted();
    },
    wake: () => end(),
  };
}
