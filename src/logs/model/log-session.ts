import { type Clock, systemClock } from '../../core/clock.ts';
import { createEmitter, type Disposable, type Event } from '../../core/emitter.ts';
import { type ForgeError, toForgeError } from '../../core/errors.ts';
import type { AppAri } from '../../core/ids.ts';
import { type Attention, createFollowPace } from './follow-pace.ts';
import { createLineStore, type LineStore, storeLimits } from './line-store.ts';
import { createLineView, type ExpressionSearch, type LineView } from './line-view.ts';
import { createLogReading, type LogReading } from './log-reading.ts';
import { emptyFilter, type EnvironmentKeys, type LogFilter } from './log-filter.ts';
import type { LogSource } from './log-source.ts';
import { timeRangeOf, type TimeRange } from './log-time.ts';
import { createMatcher, expressionsOf } from './match-line.ts';
import { isCoveredBy, type LogEnvironment, serverPart } from './server-query.ts';
import { silenceOf, type Silence } from './silence.ts';

/** What a session looks at: an app through an account. */
export interface LogPlace {
  /** Key of the account. */
  readonly account: string;
  readonly appId: AppAri;
}

/** What a session does. */
export type LogStatus =
  /** Nothing was asked for yet. */
  | { readonly kind: 'idle' }
  /** Lines of the past are fetched. */
  | { readonly kind: 'loading' }
  /** New lines appear by themselves. `trouble` is why the last request failed; it is tried again. */
  | { readonly kind: 'following'; readonly trouble?: ForgeError }
  /** Nobody sees the lines. Goes on when `watch` says that somebody does. */
  | { readonly kind: 'paused' }
  /**
   * It stopped at `at` (epoch milliseconds): nothing came for 15 minutes (`quiet`), the times that are looked at are over
   * (`range`), or it was stopped (`stopped`). `resume` goes on.
   */
  | { readonly kind: 'ended'; readonly why: 'quiet' | 'range' | 'stopped'; readonly at: number }
  /** `resume` tries again. The lines that came stay. */
  | { readonly kind: 'failed'; readonly error: ForgeError; readonly at: number };

/** The logs of one app as somebody looks at them: kept once, outside of any page. One request at most is in flight. */
export interface LogSession extends Disposable {
  readonly place: LogPlace;
  readonly status: LogStatus;
  readonly filter: LogFilter;
  /** The times that the filter meant when it was set. */
  readonly range: TimeRange;
  /** The lines that are kept, and those of them that meet the filter. */
  readonly store: LineStore;
  readonly view: LineView;
  /** Undefined until they are known. */
  readonly environments: readonly LogEnvironment[] | undefined;
  readonly environmentKeys: EnvironmentKeys;
  /** All lines since then are there, in epoch milliseconds; undefined before the first. */
  readonly completeSince: number | undefined;
  /** Whether `fetchOlder` can bring more. */
  readonly hasOlder: boolean;
  /** Whether older lines are being fetched on request. */
  readonly isFetchingOlder: boolean;
  /** Until when requests are held up by the rate limit, in epoch milliseconds; undefined if they aren't. */
  readonly limitedUntil: number | undefined;
  /** Fires when anything but the lines changed; `view.onDidChange` tells of these. */
  readonly onDidChange: Event<undefined>;
  /** Fetches the newest lines and follows. Does nothing once it was called. */
  start(): void;
  /** Goes on after `ended` or `failed`: fetches what came meanwhile and follows. */
  resume(): void;
  stop(): void;
  /** Says how much somebody sees. A session begins as visible. */
  watch(attention: Attention): void;
  /** Looks for other lines. Fetches again only if those that are there don't suffice. */
  setFilter(filter: LogFilter): void;
  /** Removes all lines; new ones appear. Older ones come again with `fetchOlder`. */
  clear(): void;
  /** Fetches more of the past within the filter's times. */
  fetchOlder(): void;
  /** Fetches everything again. */
  refresh(): void;
  /** Why no line is shown; undefined if lines are, while they are fetched, and if fetching failed otherwise. */
  silence(tunnels: readonly string[]): Silence | undefined;
}

export interface LogSessionOptions {
  readonly place: LogPlace;
  readonly source: LogSource;
  readonly search: ExpressionSearch;
  readonly clock?: Clock;
  readonly filter?: LogFilter;
}

/** Creates a session that has asked for nothing. */
export function createLogSession(options: LogSessionOptions): LogSession {
  return new FollowedLogs(options);
}

/** Why requests are sent: to look at lines, to go on with those that are there, or to add older ones. */
type Purpose = 'look' | 'goOn' | 'older';

class FollowedLogs implements LogSession {
  readonly place: LogPlace;
  readonly store = createLineStore(storeLimits);
  readonly view: LineView;
  readonly #source: LogSource;
  readonly #clock: Clock;
  readonly #changed = createEmitter<undefined>();
  readonly #reading: LogReading;
  readonly onDidChange = this.#changed.event;
  #status: LogStatus = { kind: 'idle' };
  #filter: LogFilter;
  #range: TimeRange;
  #environments: readonly LogEnvironment[] | undefined;
  #attention: Attention = 'visible';
  #isFetchingOlder = false;
  #limitedUntil: number | undefined;
  /** The run in progress, and what ends its present wait. */
  #run: AbortController | undefined;
  #wake: () => void = () => undefined;
  #wantsOlder = false;
  /** Whether a first look at the past was begun and did not come to its end. */
  #mustLookBack = false;

  constructor({ place, source, search, clock = systemClock, filter = emptyFilter }: LogSessionOptions) {
    [this.place, this.#source, this.#clock, this.#filter] = [place, source, clock, filter];
    this.#range = timeRangeOf(filter.time, source.now());
    this.view = createLineView(this.store, search);
    this.#reading = createLogReading({
      source,
      clock,
      add: (lines) => this.store.add(lines),
      isFull: () => this.store.all.length >= storeLimits.lines || this.store.droppedUntil !== undefined,
      onLimited: (until) => {
        this.#limitedUntil = until;
        this.#changed.fire(undefined);
      },
    });
  }

  get status(): LogStatus {
    return this.#status;
  }
  get filter(): LogFilter {
    return this.#filter;
  }
  get range(): TimeRange {
    return this.#range;
  }
  get environments(): readonly LogEnvironment[] | undefined {
    return this.#environments;
  }
  get environmentKeys(): EnvironmentKeys {
    return new Map((this.#environments ?? []).map(({ id, key }) => [id, key]));
  }
  get completeSince(): number | undefined {
    const { covered } = this.#reading;
    return covered && Math.max(covered.from, this.store.droppedUntil ?? covered.from);
  }
  get hasOlder(): boolean {
    return this.#reading.hasOlder(this.#range);
  }
  get isFetchingOlder(): boolean {
    return this.#isFetchingOlder;
  }
  get limitedUntil(): number | undefined {
    return this.#limitedUntil;
  }

  start(): void {
    if (this.#status.kind === 'idle') this.#begin('look');
  }

  resume(): void {
    if (this.#status.kind === 'ended' || this.#status.kind === 'failed') this.#begin('goOn');
  }

  stop(): void {
    if (!['loading', 'following', 'paused'].includes(this.#status.kind)) return;
    this.#abandon();
    this.#set({ kind: 'ended', why: 'stopped', at: this.#source.now() });
  }

  watch(attention: Attention): void {
    const wasHidden = this.#attention === 'hidden';
    this.#attention = attention;
    if (attention === 'hidden' && this.#run !== undefined) this.#end({ kind: 'paused' });
    else if (wasHidden && this.#status.kind === 'paused') this.#begin('goOn');
    else if (attention === 'visible') this.#wake();
  }

  setFilter(filter: LogFilter): void {
    this.#filter = filter;
    this.#range = timeRangeOf(filter.time, this.#source.now());
    this.#showFiltered();
    if (this.#status.kind === 'idle') return;
    if (!this.#suffices()) {
      this.#reading.forget();
      this.store.clear();
    }
    this.#begin('look');
  }

  clear(): void {
    this.#reading.restartAfter(this.store.all.at(-1)?.at);
    this.store.clear();
    this.#changed.fire(undefined);
  }

  fetchOlder(): void {
    if (!this.hasOlder || this.#wantsOlder || this.#attention === 'hidden') return;
    this.#wantsOlder = true;
    if (this.#run === undefined) this.#begin('older');
    else this.#wake();
  }

  refresh(): void {
    this.#range = timeRangeOf(this.#filter.time, this.#source.now());
    this.#reading.forget();
    this.store.clear();
    this.#showFiltered();
    this.#begin('look');
  }

  silence(tunnels: readonly string[]): Silence | undefined {
    const { kind } = this.#status;
    const isUnderWay = kind === 'idle' || kind === 'loading' || this.view.isSearching;
    if (isUnderWay || this.view.lines.length > 0 || this.view.failure !== undefined) return undefined;
    return silenceOf({
      ...(this.#status.kind === 'failed' && { error: this.#status.error }),
      filter: this.#filter,
      range: this.#range,
      lines: this.store.all.length,
      environments: this.#serverPart().environments,
      sites: this.#source.sites(),
      tunnels,
      now: this.#source.now(),
    });
  }

  dispose(): void {
    this.#run?.abort();
    this.#run = undefined;
    for (const part of [this.view, this.store, this.#changed]) part.dispose();
  }

  #serverPart() {
    return serverPart(this.#filter, this.#environments ?? [], this.#source.sites());
  }

  #showFiltered(): void {
    this.view.filter({
      matches: createMatcher(this.#filter, this.#range, this.environmentKeys),
      expressions: expressionsOf(this.#filter),
    });
  }

  /** Whether the lines that are there, and older ones that can be added to them, are all that the filter wants. */
  #suffices(): boolean {
    const { part, covered } = this.#reading;
    if (part === undefined || covered === undefined) return false;
    const reachesUp = this.#range.to === undefined || this.#range.to <= covered.to || this.#range.from <= covered.to;
    return reachesUp && isCoveredBy(this.#serverPart(), part);
  }

  #set(status: LogStatus): void {
    this.#status = status;
    this.#changed.fire(undefined);
  }

  #end(status: LogStatus): void {
    if (this.#run === undefined) return;
    this.#abandon();
    this.#set(status);
  }

  #abandon(): void {
    this.#run?.abort();
    [this.#run, this.#isFetchingOlder, this.#wantsOlder, this.#limitedUntil] = [undefined, false, false, undefined];
  }

  /** Starts a run in place of the one in progress, or once somebody looks. One that only fetches older lines ends in the status of before. */
  #begin(purpose: Purpose): void {
    if (purpose === 'look') this.#mustLookBack = true;
    const before = this.#status;
    this.#abandon();
    if (this.#attention === 'hidden') {
      this.#set({ kind: 'paused' });
      return;
    }
    const run = new AbortController();
    this.#run = run;
    const endsIn = purpose === 'older' ? before : undefined;
    if (endsIn === undefined) this.#set({ kind: 'loading' });
    void this.#work(run.signal, endsIn).catch((thrown: unknown) => {
      if (!run.signal.aborted) this.#end({ kind: 'failed', error: toForgeError(thrown), at: this.#source.now() });
    });
  }

  async #work(signal: AbortSignal, endsIn: LogStatus | undefined): Promise<void> {
    if (this.#environments === undefined) {
      const environments = await this.#source.environments();
      signal.throwIfAborted();
      this.#environments = environments;
      this.#showFiltered();
    }
    this.#reading.aimAt(this.#serverPart(), this.#range);
    if (endsIn !== undefined) {
      await this.#fetchOlder(signal);
      this.#end(endsIn);
      return;
    }
    await this.#reading.catchUp(signal, this.#mustLookBack);
    this.#mustLookBack = false;
    await this.#follow(signal);
  }

  async #fetchOlder(signal: AbortSignal): Promise<void> {
    [this.#wantsOlder, this.#isFetchingOlder] = [false, true];
    this.#changed.fire(undefined);
    await this.#reading.fetchOlder(signal);
    this.#isFetchingOlder = false;
    this.#changed.fire(undefined);
  }

  async #follow(signal: AbortSignal): Promise<void> {
    const pace = createFollowPace(this.#clock.now());
    if (this.#range.to !== undefined) {
      this.#end({ kind: 'ended', why: 'range', at: this.#source.now() });
      return;
    }
    this.#set({ kind: 'following' });
    for (;;) {
      await this.#wait(pace.waitMs(this.#clock.now(), this.#attention), signal);
      if (this.#wantsOlder) {
        await this.#fetchOlder(signal);
        continue;
      }
      if (pace.isOver(this.#clock.now())) {
        this.#end({ kind: 'ended', why: 'quiet', at: this.#source.now() });
        return;
      }
      const count = await this.#reading.poll(signal, pace, (trouble) =>
        this.#set({ kind: 'following', ...(trouble && { trouble }) }),
      );
      if (count > 0) pace.awake(this.#clock.now());
    }
  }

  /** Waits until the time is over or `#wake` is called. */
  async #wait(ms: number, signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const takeBack = this.#clock.after(ms, () => resolve(undefined));
    const end = () => resolve(undefined);
    this.#wake = end;
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
    await promise;
    signal.removeEventListener('abort', end);
    takeBack();
    signal.throwIfAborted();
  }
}
