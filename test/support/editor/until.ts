/** Fits events of VS Code and of the product. */
type Event = (listener: () => void) => { dispose(): void };

/** Timeout of waiting for a condition, in milliseconds. */
const limitMs = 10_000;

/**
 * Waits until a condition holds, which is checked now and after each of the events. Rejects with `what` (and the last
 * error of the condition) on timeout.
 */
export function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  ...events: readonly Event[]
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  let looking = false;
  let lookAgain = true;
  let thrown: unknown;

  async function look(): Promise<void> {
    lookAgain = true;
    if (looking) return;
    looking = true;
    while (lookAgain) {
      lookAgain = false;
      try {
        if (await holds()) {
          resolve(undefined);
          return;
        }
        thrown = undefined;
      } catch (error) {
        thrown = error;
      }
    }
    looking = false;
  }

  const subscriptions = events.map((event) => event(() => void look()));
  const deadline = setTimeout(() => reject(new Error(`Waited in vain until ${what}`, { cause: thrown })), limitMs);
  void look();
  return promise.finally(() => {
    clearTimeout(deadline);
    for (const subscription of subscriptions) subscription.dispose();
  });
}
