import type { Clock } from '../../core/clock.ts';
import type { Deployment, DeploymentProgress } from '../../core/deployment.ts';
import type { Disposable } from '../../core/emitter.ts';
import { toForgeError } from '../../core/errors.ts';

/** The shortest time between two requests, and between two about the same deployment, in milliseconds. */
const [betweenRequests, betweenPolls] = [2000, 4000];

/** The longest time between two requests about a deployment that runs for long, or whose requests fail. */
const longestBetweenPolls = 60_000;

/** A deployment that runs for an hour is asked about every minute. */
const slowdown = 60;

/** Longer than any deployment was seen to take, in milliseconds. */
const overdueMs = 60 * 60_000;

/** A deployment that runs this long is not asked about any more. */
const givenUpMs = 24 * 60 * 60_000;

/** A deployment to be watched. */
export interface WatchedDeployment {
  /** Identifies it among all accounts and apps. */
  readonly key: string;
  readonly deployment: Deployment;
  /** Asks the gateway. */
  readonly poll: (signal: AbortSignal) => Promise<DeploymentProgress>;
  /** Called with each answer; the last one is that it has ended. */
  readonly onProgress: (progress: DeploymentProgress) => void;
  /** Called when the gateway refused to say how far it is: it is not watched any more. */
  readonly onRefused: () => void;
}

export interface DeploymentWatchOptions {
  readonly clock: Clock;
  /** Whether somebody may be looking; nothing is asked while nobody is. */
  readonly isAttentive: () => boolean;
}

/**
 * Asks how far running deployments are: one request at a time and one every two seconds at most, however many they are,
 * each of them every four seconds at most, and less often the longer it runs.
 */
export interface DeploymentWatch extends Disposable {
  /** Watches a deployment until it has ended; does nothing if it is watched already. */
  add(watched: WatchedDeployment): void;
  remove(key: string): void;
  /** Whether it is watched. */
  has(key: string): boolean;
  /** Goes on asking, after somebody began to look again. */
  resume(): void;
}

interface Entry extends WatchedDeployment {
  nextAt: number;
  failures: number;
}

export function createDeploymentWatch({ clock, isAttentive }: DeploymentWatchOptions): DeploymentWatch {
  const entries = new Map<string, Entry>();
  const lifetime = new AbortController();
  let cancelTimer: (() => void) | undefined;
  let isAsking = false;
  let lastAsked = -betweenRequests;

  function schedule(): void {
    cancelTimer?.();
    cancelTimer = undefined;
    if (isAsking || entries.size === 0 || lifetime.signal.aborted || !isAttentive()) return;
    const due = Math.min(...[...entries.values()].map(({ nextAt }) => nextAt));
    const at = Math.max(due, lastAsked + betweenRequests);
    cancelTimer = clock.after(Math.max(0, at - clock.now()), () => void ask());
  }

  async function ask(): Promise<void> {
    const [entry] = [...entries.values()].sort((a, b) => a.nextAt - b.nextAt);
    if (entry === undefined || !isAttentive()) return;
    isAsking = true;
    lastAsked = clock.now();
    try {
      const progress = await entry.poll(lifetime.signal);
      entry.failures = 0;
      answered(entry, progress);
    } catch (thrown) {
      failed(entry, toForgeError(thrown).kind);
    }
    isAsking = false;
    schedule();
  }

  function answered(entry: Entry, progress: DeploymentProgress): void {
    // It was removed meanwhile.
    if (entries.get(entry.key) !== entry) return;
    const age = clock.epoch() - entry.deployment.at.getTime();
    if (progress.status !== 'running' || age > givenUpMs) entries.delete(entry.key);
    entry.nextAt = clock.now() + Math.min(longestBetweenPolls, Math.max(betweenPolls, age / slowdown));
    entry.onProgress(progress);
  }

  function failed(entry: Entry, kind: string): void {
    if (entries.get(entry.key) !== entry) return;
    const isRefused = kind === 'notFound' || kind === 'forbidden';
    if (isRefused || kind === 'signedOut') entries.delete(entry.key);
    if (isRefused) entry.onRefused();
    entry.nextAt = clock.now() + Math.min(longestBetweenPolls, betweenPolls * 2 ** ++entry.failures);
  }

  return {
    add(watched) {
      if (entries.has(watched.key)) return;
      entries.set(watched.key, { ...watched, nextAt: clock.now(), failures: 0 });
      schedule();
    },
    remove: (key) => void entries.delete(key),
    has: (key) => entries.has(key),
    resume: schedule,
    dispose() {
      lifetime.abort();
      cancelTimer?.();
      entries.clear();
    },
  };
}

/** Whether a running deployment takes much longer than deployments do; `now` in milliseconds since 1970. */
export function isOverdue({ status, at }: Deployment, now: number): boolean {
  return status === 'running' && now - at.getTime() > overdueMs;
}
