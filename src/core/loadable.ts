import type { ForgeError } from './errors.ts';

/**
 * Something that is fetched. The last good value is kept while it loads and after a failure, so that a failure is never
 * mistaken for an empty list. `at` is when the value was fetched.
 */
export type Loadable<T> =
  | { readonly status: 'loading'; readonly value?: T; readonly at?: Date }
  | { readonly status: 'ready'; readonly value: T; readonly at: Date }
  | { readonly status: 'failed'; readonly error: ForgeError; readonly value?: T; readonly at?: Date };

/** Returns the value of a loadable and the time it was fetched, to spread into the next state; empty if it has none. */
export function lastGood<T>(state: Loadable<T>): { value: T; at: Date } | object {
  return state.value !== undefined && state.at !== undefined ? { value: state.value, at: state.at } : {};
}
