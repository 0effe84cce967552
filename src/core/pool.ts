/**
 * Processes items in order, at most `size` at once. Throws the first failure, after which no further item is started.
 */
export async function forEachInPool<T>(
  items: Iterable<T>,
  size: number,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const queue = items[Symbol.iterator]();
  let hasFailed = false;

  async function worker(): Promise<void> {
    for (let next = queue.next(); next.done !== true && !hasFailed; next = queue.next()) {
      try {
        await work(next.value);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  }

  await Promise.all(Array.from({ length: size }, worker));
}
