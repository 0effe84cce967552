import { type Clock, systemClock } from '../../core/clock.ts';
import { createEmitter, type Disposable, type Event } from '../../core/emitter.ts';
import type { AppAri } from '../../core/ids.ts';
import type { LogLine } from '../../core/log-line.ts';
import type { Attention } from './follow-pace.ts';
import { createLineStore, firstAt, type LineStore, storeLimits } from './line-store.ts';
import { createLineView, type ExpressionSearch, type LineView } from './line-view.ts';
import { createLogFollowing, type LogFollowing } from './log-following.ts';
import { createLogReading, type LogReading } from './log-reading.ts';
import { emptyFilter, type EnvironmentKeys, type LogFilter } from './log-filter.ts';
import { linesWithin } from './lines-within.ts';
import type { LogSource } from './log-source.ts';
import { isAtWork, type LogStatus } from './log-status.ts';
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
  /** How many lines were found at later times than it began at, dropped ones included: what this grows by is new. */
  readonly arrived: number;
  /** Whether `fetchOlder` can bring more. */
  readonly hasOlder: boolean;
  /** Whether older lines were asked for and did not all come yet. */
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
  /**
   * Looks for other lines. Fetches again only if those that are there don't suffice. A session that was stopped stays so as
   * long as they do.
   */
  setFilter(filter: LogFilter): void;
  /** Removes all lines; later ones appear. What is gone comes back with `fetchOlder`, and with a filter of earlier times. */
  clear(): void;
  /** Fetches more of the past within the filter's times. */
  fetchOlder(): void;
  /** Fetches everything again, also which sites share logs. */
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

class FollowedLogs implements LogSession {
  readonly place: LogPlace;
  readonly store = createLineStore(storeLimits);
  readonly view: LineView;
  readonly #source: LogSource;
  readonly #changed = createEmitter<undefined>();
  readonly #reading: LogReading;
  readonly #following: LogFollowing;
  readonly onDidChange = this.#changed.event;
  #filter: LogFilter;
  #range: TimeRange;
  #environments: readonly LogEnvironment[] | undefined;
  #arrived = 0;

  constructor({ place, source, search, clock = systemClock, filter = emptyFilter }: LogSessionOptions) {
    [this.place, this.#source, this.#filter] = [place, source, filter];
    this.#range = timeRangeOf(filter.time, source.now());
    this.view = createLineView(this.store, search);
    this.view.onDidChange(({ added }) => this.#count(added));
    this.#reading = createLogReading({
      source,
      clock,
      add: (lines) => this.store.add(lines),
      isKept: (line) => this.store.indexOf(line) >= 0,
      isFull: () => this.store.all.length >= storeLimits.lines || this.store.droppedUntil !== undefined,
      onLimited: (until) => this.#following.limited(until),
    });
    this.#following = createLogFollowing({
      reading: this.#reading,
      clock,
      now: () => source.now(),
      prepare: (signal) => this.#aim(signal),
      isOpenEnded: () => this.#range.to === undefined,
      changed: () => this.#changed.fire(undefined),
    });
  }

  get status(): LogStatus {
    return this.#following.status;
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
  get arrived(): number {
    return this.#arrived;
  }
  get hasOlder(): boolean {
    return this.#reading.hasOlder(this.#range);
  }
  get isFetchingOlder(): boolean {
    return this.#following.isFetchingOlder;
  }
  get limitedUntil(): number | undefined {
    return this.#following.limitedUntil;
  }

  start(): void {
    if (this.status.kind === 'idle') this.#following.catchUp();
  }

  resume(): void {
    if (['ended', 'failed'].includes(this.status.kind)) this.#following.catchUp();
  }

  stop(): void {
    this.#following.stop();
  }

  watch(attention: Attention): void {
    this.#following.watch(attention);
  }

  setFilter(filter: LogFilter): void {
    const { from } = this.#range;
    this.#filter = filter;
    this.#range = timeRangeOf(filter.time, this.#source.now());
    this.#showFiltered();
    const { status } = this;
    if (status.kind === 'idle') return;
    const isEarlier = this.#range.from < from;
    const suffices = this.#suffices();
    const staysStopped = status.kind === 'ended' && status.why === 'stopped' && suffices && !isEarlier;
    if (!suffices) this.#forget();
    else if (!staysStopped) this.#reading.lookFurther(isEarlier);
    if (staysStopped) this.#changed.fire(undefined);
    else this.#following.catchUp();
  }

  clear(): void {
    if (this.status.kind === 'idle') return;
    // What is under way would bring back lines from before.
    this.#following.abandon();
    this.#reading.restartAfter(this.store.all.at(-1)?.at, this.#range);
    this.store.clear();
    if (isAtWork(this.#following.course)) this.#following.catchUp();
    else this.#changed.fire(undefined);
  }

  fetchOlder(): void {
    if (this.hasOlder) this.#following.fetchOlder();
  }

  refresh(): void {
    this.#source.refreshSites();
    this.#range = timeRangeOf(this.#filter.time, this.#source.now());
    this.#forget();
    this.#showFiltered();
    this.#following.catchUp();
  }

  silence(tunnels: readonly string[]): Silence | undefined {
    const { status } = this;
    const isUnderWay = status.kind === 'idle' || status.kind === 'loading' || this.view.isSearching;
    if (isUnderWay || this.view.lines.length > 0 || this.view.failure !== undefined) return undefined;
    return silenceOf({
      ...(status.kind === 'failed' && { error: status.error }),
      filter: this.#filter,
      range: this.#range,
      lines: linesWithin(this.store.all, this.#range),
      environments: this.#serverPart().environments,
      sites: this.#source.sites(),
      tunnels,
      now: this.#source.now(),
    });
  }

  dispose(): void {
    this.#following.abandon();
    for (const part of [this.view, this.store, this.#changed]) part.dispose();
  }

  /** Counts those of added lines that are new: older ones lie before the times that were complete already. */
  #count(added: readonly LogLine[]): void {
    const { covered } = this.#reading;
    if (covered !== undefined) this.#arrived += added.length - firstAt(added, covered.from);
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

  #forget(): void {
    this.#reading.forget();
    this.store.clear();
  }

  /** Aims the reading at what the filter wants, once the environments are known. */
  async #aim(signal: AbortSignal): Promise<void> {
    if (this.#environments === undefined) {
      const environments = await this.#source.environments();
      signal.throwIfAborted();
      this.#environments = environments;
      this.#showFiltered();
    }
    this.#reading.aimAt(this.#serverPart(), this.#range);
  }
}
