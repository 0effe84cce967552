import type { Failure } from '../../src/core/failure-schema.ts';
import type { LogRow } from '../../src/logs/log-row-protocol.ts';
import type { Window } from '../components/row-window.ts';

/** Rows from an index on, or why they could not be fetched. */
export type FetchedRows =
  { readonly version: number; readonly from: number; readonly rows: readonly LogRow[] } | { readonly failure: Failure };

/** A row with the index that it was last known at. */
export interface Anchor {
  readonly id: string;
  readonly index: number;
}

export interface RowCacheOptions {
  /** Never rejects. Where an anchor moved, the rows that come begin as far from the index that was asked for. */
  readonly fetch: (from: number, count: number, anchor: Anchor | undefined) => Promise<FetchedRows>;
  /** The row whose place is to be kept; undefined at the end of the list, which is its own place. */
  readonly anchor: () => Anchor | undefined;
  /** Called when all rows turned out to have moved by a number of places. */
  readonly moved: (by: number) => void;
  /** The version of the extension's rows. */
  readonly version: () => number;
  readonly changed: () => void;
}

/**
 * The rows around those that are drawn. Old rows are shown until newer ones arrive. One request is in flight at a time;
 * the next one asks for what is wanted by then.
 */
export class RowCache {
  readonly #options: RowCacheOptions;
  #from = 0;
  #rows: readonly LogRow[] = [];
  /** The version of the rows that are here; -1 for none. */
  #version = -1;
  /** The end of the extension's rows, where that is known. */
  #last = Number.POSITIVE_INFINITY;
  #triedVersion = -1;
  #wanted: Window = { first: 0, end: 0 };
  #isFetching = false;
  failure: Failure | undefined;

  constructor(options: RowCacheOptions) {
    this.#options = options;
  }

  /** A row by its index; undefined if it is not here. */
  at(index: number): LogRow | undefined {
    return this.#rows[index - this.#from];
  }

  /** The index of a row that is here; -1 if it is not. */
  indexOf(id: string): number {
    const index = this.#rows.findIndex((row) => row.id === id);
    return index < 0 ? -1 : index + this.#from;
  }

  /** Moves the rows that are here until newer ones arrive. */
  shift(by: number): void {
    this.#from += by;
  }

  /** Fetches what is missing of a window, or is older than the extension's rows. */
  want(window: Window): void {
    this.#wanted = window;
    if (!this.#isFetching && !this.#hasAll()) void this.#fetch();
  }

  /** Whether nothing is to be fetched: also after a failure, until there is something newer. */
  #hasAll(): boolean {
    const version = this.#options.version();
    if (this.failure !== undefined && this.#triedVersion >= version) return true;
    const isCurrent = this.#version >= version;
    const { first } = this.#wanted;
    const end = isCurrent ? Math.min(this.#wanted.end, this.#last) : this.#wanted.end;
    return first >= end || (isCurrent && first >= this.#from && end <= this.#from + this.#rows.length);
  }

  async #fetch(): Promise<void> {
    this.#isFetching = true;
    while (!this.#hasAll()) {
      const { first, end } = this.#wanted;
      this.#triedVersion = this.#options.version();
      const fetched = await this.#options.fetch(first, end - first, this.#options.anchor());
      if ('failure' in fetched) this.failure = fetched.failure;
      else {
        this.failure = undefined;
        [this.#version, this.#from, this.#rows] = [fetched.version, fetched.from, fetched.rows];
        // Fewer rows than wanted: the extension has no more.
        const isShort = fetched.rows.length < end - first;
        this.#last = isShort ? fetched.from + fetched.rows.length : Number.POSITIVE_INFINITY;
        const by = fetched.from - first;
        if (by !== 0) {
          this.#wanted = { first: this.#wanted.first + by, end: this.#wanted.end + by };
          this.#options.moved(by);
        }
      }
      this.#options.changed();
    }
    this.#isFetching = false;
  }
}
