import type { Clock } from '../../core/clock.ts';
import type { ForgeError } from '../../core/errors.ts';
import type { LogLine } from '../../core/log-line.ts';
import { slicesOf } from '../../core/slices.ts';
import type { LogPage, LogPageRequest } from '../../gateway/operations/fetch-app-log-page.ts';
import { windowPages } from './fetch-window.ts';
import type { FollowPace } from './follow-pace.ts';
import type { LogSource } from './log-source.ts';
import { patiently } from './patient-request.ts';
import type { TimeRange } from './log-time.ts';
import { createLineReader, type IsKnown } from './read-line.ts';
import type { ServerPart } from './server-query.ts';

/** Fetches the lines of a place piece by piece, so that it is always known since when they are complete. */
export interface LogReading {
  /** The times whose lines are all there, in epoch milliseconds; undefined before the first. */
  readonly covered: { readonly from: number; readonly to: number } | undefined;
  /** What all lines that are there were asked for at least; undefined before the first. */
  readonly part: ServerPart | undefined;
  hasOlder(range: TimeRange): boolean;
  /** What is fetched from now on. */
  aimAt(part: ServerPart, range: TimeRange): void;
  /** Fetches what came since the last time and, unless that was done, of the past until there is enough to look at. */
  catchUp(signal: AbortSignal): Promise<void>;
  /** Looks at more of the past the next time, but for what was cleared; at that too if earlier times are aimed at then. */
  lookFurther(isEarlier: boolean): void;
  /** Fetches more of the past. */
  fetchOlder(signal: AbortSignal): Promise<void>;
  /** Fetches new lines once. Returns how many came. `tell` hears why a request failed that is tried again. */
  poll(signal: AbortSignal, pace: FollowPace, tell: (trouble: ForgeError | undefined) => void): Promise<number>;
  /** Takes no line for there. */
  forget(): void;
  /**
   * Takes the lines until the newest, in epoch milliseconds, for cleared: only `fetchOlder` fetches them again. Without any,
   * no past of the range is looked at either. Nothing may be under way.
   */
  restartAfter(newestAt: number | undefined, range: TimeRange): void;
}

export interface LogReadingOptions {
  readonly source: LogSource;
  readonly clock: Clock;
  /** Keeps lines. Returns how many were new. */
  readonly add: (lines: readonly LogLine[]) => number;
  readonly isKept: IsKnown;
  /** Whether older lines would not be kept. */
  readonly isFull: () => boolean;
  /** Hears until when requests are held up, in epoch milliseconds, and undefined when they aren't any more. */
  readonly onLimited: (until: number | undefined) => void;
}

const hour = 3_600_000;

/** Lines after which looking at the past waits for more to be wanted, and lines of a piece of time that is too long. */
const enough = 2_000;
const tooMany = 10_000;
const shortestWindow = 60_000;

/** The past before the lines that are there: to be looked at first, looked at, or cleared until somebody asks for it. */
type Past = 'due' | 'seen' | 'cleared';

/** How much earlier than the newest line new ones are asked for, since lines arrive late; at most, since time goes on. */
const overlap = { least: 60_000, most: 10 * 60_000 } as const;

/** Creates a reading that has fetched nothing. */
export function createLogReading(options: LogReadingOptions): LogReading {
  return new PiecewiseReading(options);
}

class PiecewiseReading implements LogReading {
  readonly #options: LogReadingOptions;
  #reader = createLineReader();
  #aim: { readonly part: ServerPart; readonly range: TimeRange } | undefined;
  #part: ServerPart | undefined;
  #covered: { from: number; to: number } | undefined;
  #past: Past = 'due';
  #newestAt = 0;
  /** Length of the next piece of the past, in milliseconds. */
  #span = hour;

  constructor(options: LogReadingOptions) {
    this.#options = options;
  }

  get covered() {
    return this.#covered;
  }
  get part(): ServerPart | undefined {
    return this.#part;
  }

  hasOlder({ from }: TimeRange): boolean {
    return this.#covered !== undefined && this.#covered.from > from && !this.#options.isFull();
  }

  aimAt(part: ServerPart, range: TimeRange): void {
    this.#aim = { part, range };
    // What is fetched from now on is of this part only, even if a request fails before all is fetched.
    this.#part = part;
  }

  forget(): void {
    [this.#covered, this.#part, this.#past, this.#newestAt, this.#span] = [undefined, undefined, 'due', 0, hour];
    this.#reader = createLineReader();
  }

  lookFurther(isEarlier: boolean): void {
    if (isEarlier || this.#past !== 'cleared') this.#past = 'due';
  }

  restartAfter(newestAt: number | undefined, range: TimeRange): void {
    const now = this.#options.source.now();
    const covered = this.#covered ?? startAt(range, now);
    // A line that claims to be of a later time must not hide all that comes until then.
    const cleared = newestAt === undefined ? 0 : Math.min(newestAt, now + overlap.least) + 1;
    const from = Math.max(covered.from, cleared);
    this.#covered = { from, to: Math.max(from, covered.to) };
    this.#past = 'cleared';
  }

  async catchUp(signal: AbortSignal): Promise<void> {
    if (this.#covered === undefined) this.#covered = startAt(this.#aimed().range, this.#options.source.now());
    else await this.#fetchNew(signal);
    if (this.#past !== 'due') return;
    await this.fetchOlder(signal);
    this.#past = 'seen';
  }

  async fetchOlder(signal: AbortSignal): Promise<void> {
    const { part, range } = this.#aimed();
    if (this.#past === 'cleared') this.#past = 'seen';
    let count = 0;
    while (this.hasOlder(range) && count < enough) {
      const to = this.#covered?.from ?? 0;
      const from = Math.max(range.from, to - this.#span);
      const lines = await this.#fetchBetween(from, to, part, signal);
      if (lines === undefined) this.#span = Math.max(shortestWindow, this.#span / 4);
      else {
        count += lines;
        if (this.#covered !== undefined) this.#covered.from = from;
        if (lines < enough / 4) this.#span *= 8;
      }
    }
  }

  async poll(signal: AbortSignal, pace: FollowPace, tell: (trouble: ForgeError | undefined) => void): Promise<number> {
    return this.#fetchNew(signal, { pace, tell });
  }

  #aimed() {
    if (this.#aim === undefined) throw new Error('Nothing is aimed at.');
    return this.#aim;
  }

  /** Fetches what came since the last time, with an overlap for what arrived late. */
  async #fetchNew(signal: AbortSignal, following?: Following): Promise<number> {
    const { part, range } = this.#aimed();
    const now = this.#options.source.now();
    const to = Math.max(Math.min(range.to ?? now, now), this.#covered?.to ?? 0);
    const since = this.#covered?.to ?? to;
    const back = Math.min(overlap.most, Math.max(overlap.least, since - this.#newestAt + overlap.least));
    const from = Math.max(this.#covered?.from ?? 0, since - back);
    let count = 0;
    for (const { id } of part.environments) {
      const query = { ...part.conditions, from, to };
      for await (const page of windowPages(id, query, (request) => this.#patiently(request, signal, following)))
        count += await this.#keep(page, id, signal);
    }
    if (this.#covered !== undefined) this.#covered.to = to;
    return count;
  }

  /** Fetches all lines of a time. Undefined if they are too many for one piece: a shorter one is next. */
  async #fetchBetween(from: number, to: number, part: ServerPart, signal: AbortSignal): Promise<number | undefined> {
    let count = 0;
    for (const { id } of part.environments) {
      const query = { ...part.conditions, from, to };
      for await (const page of windowPages(id, query, (request) => this.#patiently(request, signal))) {
        if ((page.total ?? 0) > tooMany && to - from > shortestWindow) return undefined;
        count += await this.#keep(page, id, signal);
      }
    }
    return count;
  }

  /** Reads a page in slices, since formatting arguments takes its time, and keeps its lines at once. */
  async #keep({ lines }: LogPage, environmentId: string, signal: AbortSignal): Promise<number> {
    const page: LogLine[] = [];
    for await (const some of slicesOf(this.#reader.read(lines, environmentId, this.#options.isKept), 1))
      for (const line of some) page.push(line);
    signal.throwIfAborted();
    for (const { at } of lines) this.#newestAt = Math.max(this.#newestAt, at);
    return this.#options.add(page);
  }

  #patiently(request: LogPageRequest, signal: AbortSignal, following?: Following): Promise<LogPage> {
    const { source, clock, onLimited } = this.#options;
    return patiently(
      async () => {
        const page = await source.page(request, signal);
        following?.pace.unlimited();
        return page;
      },
      {
        clock,
        signal,
        onLimited(until, waitMs) {
          if (until !== undefined) following?.pace.limited(waitMs);
          onLimited(until);
        },
        onTrouble: (error) => following?.tell(error),
      },
    );
  }
}

/** Nothing is there, up to now or to the end of the times that are looked at. */
function startAt({ to }: TimeRange, now: number): { from: number; to: number } {
  const top = Math.min(to ?? now, now);
  return { from: top, to: top };
}

interface Following {
  readonly pace: FollowPace;
  readonly tell: (trouble: ForgeError | undefined) => void;
}
