import { setImmediate } from 'node:timers/promises';

/** Long enough for slices to cost nothing, short enough not to be noticed. In milliseconds. */
const longestMs = 10;

/**
 * The items of a long sequence in slices, each as many as could be taken in 10 ms. Between two slices everything else
 * that waits for this thread has its turn. The time is looked at after every so many items.
 */
export async function* slicesOf<T>(items: Iterable<T>, every = 100): AsyncGenerator<T[], void, undefined> {
  let slice: T[] = [];
  let started = performance.now();
  for (const item of items) {
    slice.push(item);
    if (slice.length % every !== 0 || performance.now() - started < longestMs) continue;
    yield slice;
    await setImmediate();
    [slice, started] = [[], performance.now()];
  }
  if (slice.length > 0) yield slice;
}
