import { AsyncLocalStorage } from 'node:async_hooks';

/** Whether the user waits for a request, or it runs in the background. */
export type Priority = 'user' | 'background';

const current = new AsyncLocalStorage<Priority>();

/** Runs a function whose requests, however deep, yield to those the user waits for. */
export function inBackground<T>(run: () => T): T {
  return current.run('background', run);
}

/** Returns the priority of a request made now. */
export function presentPriority(): Priority {
  return current.getStore() ?? 'user';
}
