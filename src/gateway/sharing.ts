import { ForgeError } from '../core/errors.ts';

interface Flight {
  result: Promise<unknown>;
  readonly controller: AbortController;
  waiters: number;
}

/** Lets callers that ask the same thing at the same time wait for one answer. */
export interface Sharing {
  /**
   * The result of `start`, shared with everyone who asks for the same key until it is there. A caller whose signal
   * aborts gets `cancelled`; the work itself is aborted only when nobody waits for it any more.
   * The key must determine the type of the result.
   */
  share<T>(key: string, signal: AbortSignal, start: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

/**
 * What an answer that everyone has got, and a wait for it, are replaced with. The former tables of a map and the
 * removed listeners of a signal are linked to one another until all memory is collected, and would keep large answers
 * till then.
 */
const landed = Promise.resolve();
const over = new Error('Over');

/** A fresh set of shared flights. */
export function createSharing(): Sharing {
  const flights = new Map<string, Flight>();

  function depart<T>(key: string, start: (signal: AbortSignal) => Promise<T>): Flight {
    const controller = new AbortController();
    const flight: Flight = { controller, waiters: 0, result: start(controller.signal) };
    const leave = () => {
      if (flights.get(key) === flight) flights.delete(key);
      flight.result = landed;
    };
    flight.result.then(leave, leave);
    flights.set(key, flight);
    return flight;
  }

  return {
    async share<T>(key: string, signal: AbortSignal, start: (signal: AbortSignal) => Promise<T>): Promise<T> {
      const flight = flights.get(key) ?? depart(key, start);
      const { result } = flight;
      flight.waiters++;
      const cancelled = Promise.withResolvers<never>();
      const giveUp = () => cancelled.reject(new ForgeError('cancelled', 'Cancelled'));
      if (signal.aborted) giveUp();
      else signal.addEventListener('abort', giveUp, { once: true });
      try {
        return await Promise.race([result as Promise<T>, cancelled.promise]);
      } finally {
        signal.removeEventListener('abort', giveUp);
        cancelled.reject(over);
        flight.waiters--;
        if (flight.waiters === 0) {
          if (flights.get(key) === flight) flights.delete(key);
          flight.controller.abort();
        }
      }
    },
  };
}
