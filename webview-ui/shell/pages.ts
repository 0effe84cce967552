import type { Failure } from '../../src/app-panel/protocol.ts';

/** A list that is fetched page by page when a person asks for it. */
export interface Pages<T> {
  readonly items: readonly T[];
  readonly status: 'loading' | 'ready' | 'failed';
  /** Where the next page starts; absent after the last one. */
  readonly next?: string;
  /** Why the last page could not be fetched; the pages before it stay. */
  readonly failure?: Failure;
}

/** Before the first page. */
export const noPages: Pages<never> = { items: [], status: 'loading' };

/** While the next page, or a failed one again, is fetched. */
export function loadingMore<T>({ items, next }: Pages<T>): Pages<T> {
  return { items, status: 'loading', ...(next === undefined ? {} : { next }) };
}

/** With one more page. */
export function withPage<T>({ items }: Pages<T>, page: readonly T[], next: string | undefined): Pages<T> {
  return { items: [...items, ...page], status: 'ready', ...(next === undefined ? {} : { next }) };
}

/** After a page that could not be fetched; asking for more tries it again. */
export function withFailure<T>({ items, next }: Pages<T>, failure: Failure): Pages<T> {
  return { items, status: 'failed', failure, ...(next === undefined ? {} : { next }) };
}
