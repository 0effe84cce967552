import type { Failure } from '../../src/app-panel/protocol.ts';
import { loadingMore, noPages, type Pages, withFailure, withPage } from './pages.ts';

/** One page of a list with the cursor of the next, or why it could not be fetched. */
export type FetchedPage<T> =
  { readonly items: readonly T[]; readonly next: string | undefined } | { readonly failure: Failure };

export interface PagedListOptions<T> {
  /** Fetches the page after a cursor; the first page for undefined. Never rejects. */
  readonly fetch: (after: string | undefined) => Promise<FetchedPage<T>>;
  readonly changed: () => void;
}

/** A list that is fetched page by page. */
export class PagedList<T> {
  readonly #options: PagedListOptions<T>;
  #pages: Pages<T> | undefined;
  /** Identifies the current series of requests: a reply to an older one is ignored. */
  #run = 0;

  constructor(options: PagedListOptions<T>) {
    this.#options = options;
  }

  /** What was fetched; undefined before the first request. */
  get pages(): Pages<T> | undefined {
    return this.#pages;
  }

  /** Fetches the next page, or retries a failed one, unless a request is in progress. */
  more(): Promise<void> {
    return this.#fetch(this.#pages ?? noPages);
  }

  /** Fetches the first page again; the old pages are shown until it arrives. */
  refresh(): Promise<void> {
    return this.#fetch(noPages);
  }

  /** Forgets what was fetched. */
  clear(): void {
    this.#pages = undefined;
    this.#run++;
  }

  async #fetch(before: Pages<T>): Promise<void> {
    if (this.#pages?.status === 'loading') return;
    const run = ++this.#run;
    this.#pages = loadingMore(this.#pages ?? noPages);
    this.#options.changed();
    const page = await this.#options.fetch(before.next);
    if (run !== this.#run) return;
    this.#pages = 'failure' in page ? withFailure(before, page.failure) : withPage(before, page.items, page.next);
    this.#options.changed();
  }
}
