import { AsyncLocalStorage } from 'node:async_hooks';

/** Whether somebody waits for a request, or it is made on the side. */
export type Priority = 'user' | 'background';

const current = new AsyncLocalStorage<Priority>();

/** Runs something whose requests, however deep, let those that somebody waits for go first. */
export function inBackground<T>(run: () => T): T {
  return current.run('background', run);
}

/** The priority of a request that is made now. */
export function presentPriority(): Priority {
  return current.getStore() ?? 'user';
}
