import { type LogCommand, type logRequests, longestFilter, type LogsState } from '../../src/logs/log-protocol.ts';
import type { LogDetails, LogRow } from '../../src/logs/log-row-protocol.ts';
import type { Failure } from '../../src/core/failure-schema.ts';
import type { NameOf, ParamsOf, ReplyOf } from '../../src/core/page-protocol.ts';
import type { Window } from '../components/row-window.ts';
import type { AskOf } from '../shell/request-client.ts';
import { type Anchor, RowCache } from './row-cache.ts';

export type LogRequest = NameOf<typeof logRequests>;
export type AskLogs = AskOf<typeof logRequests>;

/** A line that is unfolded; its details are undefined until they arrive, and null if the line is gone. */
export interface OpenLine {
  readonly details: LogDetails | null | undefined;
}

export interface LogsPageOptions {
  readonly state: LogsState;
  readonly ask: AskLogs;
  /** Called when the page must be redrawn. */
  readonly changed: () => void;
}

const copiedForMs = 1500;

/** Names of requests after which the button that sent them may be gone. */
const movesFocus: ReadonlySet<LogRequest> = new Set([
  'narrowLogs',
  'narrowLogsToText',
  'showLogContext',
  'showErrorLines',
  'zoomLogs',
]);

/** Logs as a page shows them: the extension's state, and what only the page knows. Nothing of it is stored. */
export class LogsPage {
  readonly #options: LogsPageOptions;
  readonly #open = new Map<string, OpenLine>();
  readonly rows: RowCache;
  state: LogsState;
  /** The rows that are drawn. */
  drawn: Window = { first: 0, end: 0 };
  /** The first row that is seen. */
  top = 0;
  /** How many rows came in above those that are drawn, since the list was last scrolled accordingly. */
  movedBy = 0;
  /** The row that keys act on, by its index. */
  active = -1;
  /** The bar of the timeline that Tab leads to; the last one at first. */
  activeBar: number | undefined;
  /** The bars that are being chosen by dragging: where that began, and where the pointer is. */
  draggedBars: readonly [from: number, to: number] | undefined;
  /** A row to bring into view with the next drawing. */
  toReveal: number | undefined;
  /** Whether the list is to get the focus back: what had it leaves the page. */
  wantsFocus = false;
  /** What stands in the filter's field while somebody types; the extension's filter else. */
  typed: string | undefined;
  /** Whether the list stays at its end as lines come. */
  isAtEnd = true;
  /** `state.arrived` when the reader left the end. */
  #seen = 0;
  /** What was copied a moment ago. */
  copied: string | undefined;
  #copyTimer: ReturnType<typeof setTimeout> | undefined;
  /** The last request that failed. */
  failure: Failure | undefined;
  readonly #busy = new Set<LogRequest>();
  #kept = '';

  constructor(options: LogsPageOptions) {
    this.#options = options;
    this.state = options.state;
    this.isAtEnd = options.state.place.top === undefined;
    this.#seen = options.state.arrived;
    this.top = options.state.place.top ?? 0;
    for (const id of options.state.place.open) void this.showDetails(id, false);
    this.#kept = JSON.stringify(this.#place());
    this.rows = new RowCache({
      fetch: async (from, count, anchor) => {
        const answer = await options.ask('logRows', { from, count, ...(anchor && { anchor }) });
        return 'failure' in answer ? answer : answer.reply;
      },
      anchor: () => this.#anchor(),
      moved: (by) => this.#move(by),
      version: () => this.state.version,
      changed: options.changed,
    });
  }

  receive(state: LogsState): void {
    if (state.shows !== this.state.shows || state.filter !== this.state.filter || state.app !== this.state.app) {
      this.active = -1;
      this.isAtEnd = state.shows === 'lines' && state.reveal?.turn === this.state.reveal?.turn;
      if (!this.isAtEnd) this.toReveal = 0;
      this.#seen = state.arrived;
    }
    if (state.filter === this.typed) this.typed = undefined;
    if (this.isAtEnd) {
      this.#seen = state.arrived;
      // What is seen stays at the end until the rows there arrive.
      this.rows.shift(state.rows - this.state.rows);
    }
    this.state = state;
    this.changed();
  }

  changed(): void {
    this.#options.changed();
  }

  /** The first row that is seen, unless the list is at its end or about to go elsewhere. */
  #anchor(): Anchor | undefined {
    const row = this.rows.at(this.top);
    return this.isAtEnd || this.toReveal !== undefined || row === undefined
      ? undefined
      : { id: row.id, index: this.top };
  }

  #move(by: number): void {
    this.drawn = { first: Math.max(0, this.drawn.first + by), end: Math.max(0, this.drawn.end + by) };
    this.top = Math.max(0, this.top + by);
    if (this.active >= 0) this.active = Math.max(0, this.active + by);
    this.movedBy += by;
  }

  /** How many lines came since the reader left the end. */
  get unseen(): number {
    return Math.max(0, this.state.arrived - this.#seen);
  }

  /** Notes whether the reader is at the end of the list. */
  stay(isAtEnd: boolean): void {
    if (isAtEnd === this.isAtEnd) return;
    this.isAtEnd = isAtEnd;
    this.#seen = this.state.arrived;
    this.changed();
  }

  /** Makes a row active and brings it into view. */
  select(index: number): void {
    this.active = Math.max(0, Math.min(index, this.state.rows - 1));
    this.toReveal = this.active;
    this.stay(this.active === this.state.rows - 1);
    this.changed();
  }

  /** Goes to the end of the list and stays there. */
  goToEnd(): void {
    this.stay(true);
    this.changed();
  }

  /** Fetches older lines, unless that is under way or there are none. */
  wantOlder(): void {
    const { hasOlder, isLoadingOlder, isLoading, shows } = this.state;
    if (shows === 'lines' && hasOlder && !isLoadingOlder && !isLoading && !this.isBusy('logCommand')) this.run('older');
  }

  run(command: LogCommand): void {
    void this.send('logCommand', { command });
  }

  /** Applies a filter as somebody types it: the last one counts. */
  filterBy(text: string): void {
    this.typed = text.slice(0, longestFilter);
    if (!this.isBusy('setLogFilter')) void this.#sendTyped();
  }

  async #sendTyped(): Promise<void> {
    for (let sent: string | undefined; this.typed !== undefined && this.typed !== sent;) {
      sent = this.typed;
      await this.send('setLogFilter', { filter: sent });
    }
  }

  #place(): LogsState['place'] {
    return { ...(!this.isAtEnd && { top: this.top }), open: [...this.#open.keys()].slice(-100) };
  }

  /** Tells the extension where the page is, if that changed. */
  keepPlace(): void {
    const place = this.#place();
    const key = JSON.stringify(place);
    if (key === this.#kept) return;
    this.#kept = key;
    void this.#options.ask('keepLogPlace', { ...place, open: [...place.open] });
  }

  openLine(id: string): OpenLine | undefined {
    return this.#open.get(id);
  }

  /** Unfolds or folds a row. */
  toggle(row: LogRow): void {
    if (row.kind === 'invocation') void this.send('openInvocation', { id: row.id, isOpen: !row.isOpen });
    else if (row.kind === 'errors') void this.send('showErrorLines', { id: row.id });
    else if (this.#open.delete(row.id)) this.changed();
    else {
      // Who reads a line wants it to stay in its place.
      this.stay(false);
      void this.showDetails(row.id, false);
    }
  }

  /** Fetches a line with all its facts, and its whole text if wanted. */
  async showDetails(id: string, whole: boolean): Promise<void> {
    if (!whole) this.#open.set(id, { details: undefined });
    this.changed();
    const done = await this.send('logDetails', { id, whole });
    if (!this.#open.has(id)) return;
    if (done) {
      this.#open.set(id, { details: done.reply });
      const index = this.rows.indexOf(id);
      if (index >= 0 && index === this.active && !this.isAtEnd) this.toReveal = index;
    } else if (!whole) this.#open.delete(id);
    this.keepPlace();
    this.changed();
  }

  isBusy(name: LogRequest): boolean {
    return this.#busy.has(name);
  }

  /** Sends a request; a failure is shown on the page and returns undefined. */
  async send<N extends LogRequest>(
    name: N,
    params: ParamsOf<typeof logRequests, N>,
  ): Promise<{ readonly reply: ReplyOf<typeof logRequests, N> } | undefined> {
    this.#busy.add(name);
    this.wantsFocus ||= movesFocus.has(name);
    this.changed();
    const answer = await this.#options.ask(name, params);
    this.#busy.delete(name);
    this.failure = 'failure' in answer ? answer.failure : undefined;
    this.changed();
    return 'failure' in answer ? undefined : answer;
  }

  dismiss(): void {
    this.failure = undefined;
    this.changed();
  }

  /** Sends a request that copies, and shows for a moment that it did; `what` identifies the button. */
  async copy<N extends 'copyLogFact' | 'copyLogs'>(what: string, name: N, params: ParamsOf<typeof logRequests, N>) {
    if ((await this.send(name, params)) === undefined) return;
    clearTimeout(this.#copyTimer);
    this.copied = what;
    this.changed();
    this.#copyTimer = setTimeout(() => {
      this.copied = undefined;
      this.changed();
    }, copiedForMs);
  }
}
