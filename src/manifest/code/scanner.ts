import { Worker } from 'node:worker_threads';
import { ForgeError } from '../../core/errors.ts';
import { maxLength, mayNeedScopes } from './relevance.ts';
import type { FileScan } from './scan.ts';

/** What the worker is asked. */
export interface ScanRequest {
  readonly path: string;
  readonly text: string;
}

/** Reads code in a thread of its own, one file after another. */
export interface Scanner {
  /**
   * What the code of a file needs, as `scanFile` tells it. A file that ends the thread, or takes too long, is tried
   * once more and then told as `crashed`. Throws `unexpected` where one thread after another ends, and `cancelled` once
   * the signal aborts or the scanner is disposed of.
   */
  scan(request: ScanRequest, signal?: AbortSignal): Promise<FileScan>;
  dispose(): void;
}

export interface ScannerOptions {
  /** The file that the thread runs. */
  readonly entry: URL;
  /** Hears why a thread ended before its time. */
  readonly onCrash: (error: unknown) => void;
  /** After this long without work the thread ends, in milliseconds. */
  readonly idleMs?: number;
  /** No file takes longer, in milliseconds. */
  readonly limitMs?: number;
}

interface Job extends ScanRequest {
  readonly done: (scan: FileScan) => void;
  readonly failed: (error: unknown) => void;
  attempts: number;
}

const nothing: FileScan = { uses: [], unread: [] };

/** Memory that the thread may use, in MB: a file of the largest size that is read takes a fifth of it. */
const memoryMb = 512;

/** So many threads may end in a row before no more are started. */
const maxCrashes = 4;

/** A scanner whose thread is started with the first file that needs it, and ended when it has nothing to do. */
export function createScanner({ entry, onCrash, idleMs = 5 * 60_000, limitMs = 10_000 }: ScannerOptions): Scanner {
  const waiting: Job[] = [];
  let worker: Worker | undefined;
  let current: Job | undefined;
  let timer: NodeJS.Timeout | undefined;
  let crashes = 0;
  let isDisposed = false;

  function next(): void {
    if (current) return;
    clearTimeout(timer);
    current = waiting.shift();
    if (current === undefined) {
      timer = setTimeout(stop, idleMs).unref();
      return;
    }
    timer = setTimeout(
      () => crashed(worker, new Error(`Reading ${current?.path ?? ''} took longer than ${limitMs} ms`)),
      limitMs,
    );
    worker ??= startWorker();
    worker.postMessage({ path: current.path, text: current.text } satisfies ScanRequest);
  }

  function startWorker(): Worker {
    const started = new Worker(entry, {
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
      stdout: true,
      stderr: true,
    });
    started.unref();
    started.on('message', (scan: FileScan) => {
      if (started !== worker) return;
      crashes = 0;
      finish((job) => job.done(scan));
    });
    started.on('error', (error) => crashed(started, error));
    started.on('exit', (code) => crashed(started, new Error(`The thread ended with ${code}`)));
    return started;
  }

  /** Goes on after the current job. */
  function finish(tell: (job: Job) => void): void {
    const job = current;
    current = undefined;
    if (job) tell(job);
    next();
  }

  function crashed(which: Worker | undefined, error: unknown): void {
    if (which === undefined || which !== worker) return;
    stop();
    onCrash(error);
    crashes += 1;
    if (crashes >= maxCrashes) {
      crashes = 0;
      for (const job of drain())
        job.failed(new ForgeError('unexpected', 'Reading code failed several times', { cause: error }));
      return;
    }
    finish((job) => {
      job.attempts += 1;
      if (job.attempts > 1) job.done({ ...nothing, failed: 'crashed' });
      else waiting.unshift(job);
    });
  }

  function stop(): void {
    clearTimeout(timer);
    const ended = worker;
    worker = undefined;
    void ended?.terminate();
  }

  /** All jobs, which are then no longer waited for. */
  function drain(): Job[] {
    const all = [...(current ? [current] : []), ...waiting.splice(0)];
    current = undefined;
    return all;
  }

  function withdraw(job: Job): void {
    const index = waiting.indexOf(job);
    if (index >= 0) waiting.splice(index, 1);
    job.failed(new ForgeError('cancelled', 'Reading code was cancelled'));
  }

  return {
    async scan({ path, text }, signal) {
      if (text.length > maxLength) return { ...nothing, failed: 'tooLarge' };
      if (!mayNeedScopes(text)) return nothing;
      if (isDisposed || signal?.aborted === true) throw new ForgeError('cancelled', 'Reading code was cancelled');
      const { promise, resolve, reject } = Promise.withResolvers<FileScan>();
      const job: Job = { path, text, done: resolve, failed: reject, attempts: 0 };
      const onAbort = () => withdraw(job);
      signal?.addEventListener('abort', onAbort, { once: true });
      waiting.push(job);
      next();
      return promise.finally(() => signal?.removeEventListener('abort', onAbort));
    },
    dispose() {
      isDisposed = true;
      stop();
      for (const job of drain()) withdraw(job);
    },
  };
}
