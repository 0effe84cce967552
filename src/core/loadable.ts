import type { ForgeError } from './errors.ts';

/**
 * Something that is fetched. While it loads or after it failed, the last good value stays at hand;
 * so a failure is never mistaken for an empty list. `at` is when the value was fetched.
 */
export type Loadable<T> =
  | { readonly status: 'loading'; readonly value?: T; readonly at?: Date }
  | { readonly status: 'ready'; readonly value: T; readonly at: Date }
  | { readonly status: 'failed'; readonly error: ForgeError; readonly value?: T; readonly at?: Date };

/** The value of a loadable with the time it was fetched, as the optional parts of the next state. */
export function lastGood<T>(state: Loadable<T>): { value: T; at: Date } | object {
  return state.value !== undefined && state.at !== undefined ? { value: state.value, at: state.at } : {};
}
