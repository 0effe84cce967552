import type { Failure } from '../../src/app-panel/protocol.ts';

/** A list fetched page by page on demand. */
export interface Pages<T> {
  readonly items: readonly T[];
  readonly status: 'loading' | 'ready' | 'failed';
  /** The cursor of the next page; absent after the last one. */
  readonly next?: string;
  /** Why the last page could not be fetched; earlier pages stay. */
  readonly failure?: Failure;
}

/** The state before the first page. */
export const noPages: Pages<never> = { items: [], status: 'loading' };

/** Returns the state while the next page is fetched, or a failed one retried. */
export function loadingMore<T>({ items, next }: Pages<T>): Pages<T> {
  return { items, status: 'loading', ...(next === undefined ? {} : { next }) };
}

/** Returns the state with one more page. */
export function withPage<T>({ items }: Pages<T>, page: readonly T[], next: string | undefined): Pages<T> {
  return { items: [...items, ...page], status: 'ready', ...(next === undefined ? {} : { next }) };
}

/** Returns the state after a failed page; requesting more retries it. */
export function withFailure<T>({ items, next }: Pages<T>, failure: Failure): Pages<T> {
  return { items, status: 'failed', failure, ...(next === undefined ? {} : { next }) };
}
