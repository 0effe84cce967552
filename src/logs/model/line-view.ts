import { createEmitter, type Disposable, type Event } from '../../core/emitter.ts';
import type { ForgeError } from '../../core/errors.ts';
import { toForgeError } from '../../core/errors.ts';
import type { LogLine } from '../../core/log-line.ts';
import type { ExpressionCondition } from './log-filter.ts';
import { indexIn, type LineStore, type LinesChange, mergeInto } from './line-store.ts';
import { createRows, type FollowingRows, type LogRows } from './log-rows.ts';
import type { LineMatcher } from './match-line.ts';

/**
 * Finds which texts meet all of some regular expressions, off this thread and within a time limit. Throws `timeout` if
 * they take too long, `cancelled` if the signal aborts.
 */
export type ExpressionSearch = (
  texts: readonly string[],
  expressions: readonly ExpressionCondition[],
  signal: AbortSignal,
) => Promise<readonly boolean[]>;

/** What a view shows of the kept lines. */
export interface LineFilter {
  readonly matches: LineMatcher;
  readonly expressions: readonly ExpressionCondition[];
}

/** The kept lines that meet a filter, which follow what is kept. */
export interface LineView extends Disposable {
  /** In the order of time. */
  readonly lines: readonly LogLine[];
  readonly rows: LogRows;
  /** Whether regular expressions are being searched for: more lines may follow. */
  readonly isSearching: boolean;
  /** Why regular expressions could not be searched for: `timeout` if they took too long. The lines are then none. */
  readonly failure: ForgeError | undefined;
  /** Fires with what changed in `lines`. */
  readonly onDidChange: Event<LinesChange>;
  filter(filter: LineFilter): void;
}

/** Creates a view of all lines of a store. */
export function createLineView(store: LineStore, search: ExpressionSearch): LineView {
  return new FilteredLines(store, search);
}

const everything: LineFilter = { matches: () => true, expressions: [] };

class FilteredLines implements LineView {
  readonly #store: LineStore;
  readonly #search: ExpressionSearch;
  readonly #changed = createEmitter<LinesChange>();
  readonly #following: Disposable;
  readonly #rows: FollowingRows;
  readonly onDidChange = this.#changed.event;
  #filter = everything;
  #lines: LogLine[] = [];
  #failure: ForgeError | undefined;
  #searches = 0;
  #searchRun = new AbortController();

  constructor(store: LineStore, search: ExpressionSearch) {
    [this.#store, this.#search] = [store, search];
    this.#rows = createRows(() => this.#lines);
    this.#following = store.onDidChange((change) => this.#follow(change));
    this.filter(everything);
  }

  get lines(): readonly LogLine[] {
    return this.#lines;
  }
  get rows(): LogRows {
    return this.#rows;
  }
  get isSearching(): boolean {
    return this.#searches > 0;
  }
  get failure(): ForgeError | undefined {
    return this.#failure;
  }

  filter(filter: LineFilter): void {
    this.#filter = filter;
    this.#startOver();
    this.#take(this.#store.all);
  }

  dispose(): void {
    this.#following.dispose();
    this.#searchRun.abort();
    this.#changed.dispose();
  }

  #startOver(): void {
    this.#searchRun.abort();
    [this.#searchRun, this.#searches, this.#failure, this.#lines] = [new AbortController(), 0, undefined, []];
    this.#tell({ added: [], dropped: [], isReset: true });
  }

  #follow({ added, dropped, isReset }: LinesChange): void {
    if (isReset) this.#startOver();
    if (dropped.length > 0) {
      // The lines that are gone are the first ones here too.
      const gone = new Set(dropped);
      let count = 0;
      for (let line = this.#lines[0]; line !== undefined && gone.has(line); line = this.#lines[count]) count++;
      if (count > 0) this.#tell({ added: [], dropped: this.#lines.splice(0, count), isReset: false });
    }
    this.#take(added);
  }

  /** Takes over those of new lines that meet the filter. */
  #take(lines: readonly LogLine[]): void {
    const found = lines.filter(this.#filter.matches);
    if (this.#filter.expressions.length === 0 || found.length === 0) this.#add(found);
    else void this.#searchIn(found, this.#filter.expressions, this.#searchRun.signal);
  }

  async #searchIn(lines: readonly LogLine[], expressions: readonly ExpressionCondition[], signal: AbortSignal) {
    this.#searches++;
    try {
      const texts = lines.map(({ text }) => text);
      const met = await this.#search(texts, expressions, signal);
      if (signal.aborted) return;
      this.#searches--;
      // Lines that were dropped meanwhile must not come back.
      this.#add(lines.filter((line, index) => met[index] === true && indexIn(this.#store.all, line) >= 0));
    } catch (thrown) {
      if (signal.aborted) return;
      this.#startOver();
      this.#failure = toForgeError(thrown);
      this.#tell({ added: [], dropped: [], isReset: true });
    }
  }

  #add(lines: readonly LogLine[]): void {
    if (lines.length > 0) this.#lines = mergeInto(this.#lines, lines);
    this.#tell({ added: lines, dropped: [], isReset: false });
  }

  #tell(change: LinesChange): void {
    this.#rows.follow(change);
    this.#changed.fire(change);
  }
}
