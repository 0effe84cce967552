import type { Clock } from '../../core/clock.ts';
import { toForgeError } from '../../core/errors.ts';
import { type Attention, createFollowPace, type FollowPace } from './follow-pace.ts';
import type { LogReading } from './log-reading.ts';
import { isAtWork, type LogCourse, type LogStatus, statusOf } from './log-status.ts';
import { createWakingWait, type WakingWait } from './waking-wait.ts';

/** Sends a session's requests, one after another: for what is missing, for older lines, and again and again for new ones. */
export interface LogFollowing {
  readonly course: LogCourse;
  readonly status: LogStatus;
  /** Whether older lines were asked for and did not all come yet. */
  readonly isFetchingOlder: boolean;
  /** Until when requests are held up by the rate limit, in epoch milliseconds; undefined if they aren't. */
  readonly limitedUntil: number | undefined;
  /** Fetches what is missing and follows, now or once somebody looks. */
  catchUp(): void;
  /** Fetches older lines once; what it does otherwise stays. */
  fetchOlder(): void;
  stop(): void;
  /** Ends what is under way. What is to be done stays: `catchUp` goes on with it. */
  abandon(): void;
  /** Says how much somebody sees; at first all. Nothing is under way while they see nothing. */
  watch(attention: Attention): void;
  /** Takes note of the rate limit. */
  limited(until: number | undefined): void;
}

export interface LogFollowingOptions {
  readonly reading: LogReading;
  readonly clock: Clock;
  /** The gateway's time, in epoch milliseconds. */
  readonly now: () => number;
  /** Aims the reading. */
  readonly prepare: (signal: AbortSignal) => Promise<void>;
  /** Whether the times that are looked at go on: new lines are theirs too. */
  readonly isOpenEnded: () => boolean;
  readonly changed: () => void;
}

/** Creates a following that sends nothing yet. */
export function createLogFollowing(options: LogFollowingOptions): LogFollowing {
  return new Following(options);
}

class Following implements LogFollowing {
  readonly #options: LogFollowingOptions;
  readonly #pause: WakingWait;
  #course: LogCourse = { kind: 'idle' };
  #attention: Attention = 'visible';
  #isFetchingOlder = false;
  #limitedUntil: number | undefined;
  #pace: FollowPace;
  /** What is under way. */
  #run: AbortController | undefined;

  constructor(options: LogFollowingOptions) {
    this.#options = options;
    this.#pause = createWakingWait(options.clock);
    this.#pace = createFollowPace(options.clock.now());
  }

  get course(): LogCourse {
    return this.#course;
  }
  get status(): LogStatus {
    return statusOf(this.#course, this.#attention === 'hidden');
  }
  get isFetchingOlder(): boolean {
    return this.#isFetchingOlder;
  }
  get limitedUntil(): number | undefined {
    return this.#limitedUntil;
  }

  catchUp(): void {
    this.abandon();
    this.#set({ kind: 'catchingUp' });
    if (this.#attention !== 'hidden') this.#begin();
  }

  fetchOlder(): void {
    if (this.#isFetchingOlder || this.#attention === 'hidden') return;
    this.#isFetchingOlder = true;
    this.#options.changed();
    if (this.#run === undefined) this.#begin();
    else this.#pause.wake();
  }

  stop(): void {
    if (!isAtWork(this.#course)) return;
    this.abandon();
    this.#set({ kind: 'ended', why: 'stopped', at: this.#options.now() });
  }

  abandon(): void {
    this.#run?.abort();
    [this.#run, this.#isFetchingOlder, this.#limitedUntil] = [undefined, false, undefined];
    // What came while nothing was asked for is missing.
    if (this.#course.kind === 'following') this.#course = { kind: 'catchingUp' };
  }

  watch(attention: Attention): void {
    const wasHidden = this.#attention === 'hidden';
    this.#attention = attention;
    if (attention === 'hidden') {
      this.abandon();
      this.#options.changed();
    } else if (wasHidden && isAtWork(this.#course)) this.catchUp();
    else if (attention === 'visible') this.#pause.wake();
  }

  limited(until: number | undefined): void {
    this.#limitedUntil = until;
    this.#options.changed();
  }

  #set(course: LogCourse): void {
    this.#course = course;
    this.#options.changed();
  }

  #begin(): void {
    const run = new AbortController();
    this.#run = run;
    void this.#work(run.signal).catch((thrown: unknown) => {
      if (run.signal.aborted) return;
      this.abandon();
      this.#set({ kind: 'failed', error: toForgeError(thrown), at: this.#options.now() });
    });
  }

  /** Does one thing after another until there is nothing to do. */
  async #work(signal: AbortSignal): Promise<void> {
    await this.#options.prepare(signal);
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      await next(signal);
      signal.throwIfAborted();
    }
    this.#run = undefined;
  }

  #next(): ((signal: AbortSignal) => Promise<void>) | undefined {
    if (this.#course.kind === 'catchingUp') return (signal) => this.#fetchMissing(signal);
    if (this.#isFetchingOlder) return (signal) => this.#fetchOlder(signal);
    return this.#course.kind === 'following' ? (signal) => this.#fetchNew(signal) : undefined;
  }

  async #fetchMissing(signal: AbortSignal): Promise<void> {
    const { reading, clock, now, isOpenEnded } = this.#options;
    await reading.catchUp(signal);
    this.#pace = createFollowPace(clock.now());
    this.#set(isOpenEnded() ? { kind: 'following' } : { kind: 'ended', why: 'range', at: now() });
  }

  async #fetchOlder(signal: AbortSignal): Promise<void> {
    await this.#options.reading.fetchOlder(signal);
    this.#isFetchingOlder = false;
    this.#options.changed();
  }

  /** Waits, and asks for new lines once. */
  async #fetchNew(signal: AbortSignal): Promise<void> {
    const { reading, clock, now } = this.#options;
    const pace = this.#pace;
    await this.#pause.wait(pace.waitMs(clock.now(), this.#attention), signal);
    if (this.#isFetchingOlder) return;
    if (pace.isOver(clock.now())) {
      this.#set({ kind: 'ended', why: 'quiet', at: now() });
      return;
    }
    const count = await reading.poll(signal, pace, (trouble) => {
      if (!signal.aborted) this.#set({ kind: 'following', ...(trouble && { trouble }) });
    });
    if (count > 0) pace.awake(clock.now());
  }
}
