import { Worker } from 'node:worker_threads';
import { ForgeError } from '../../core/errors.ts';
import { maxCodeLength, mayNeedScopes } from './relevant-code.ts';
import type { FileScan } from './scan-results.ts';

/** A message to the worker. */
export interface ScanRequest {
  readonly path: string;
  readonly text: string;
}

/** Scans code in a worker thread, one file at a time. */
export interface FileScanner {
  /**
   * What the code of a file needs, as `scanFile` reports it. A file that ends the thread, or takes too long, is tried
   * a second time and then reported as `crashed`. Throws `unexpected` where one thread after another ends, and
   * `cancelled` once the signal aborts or the scanner is disposed of.
   */
  scan(request: ScanRequest, signal?: AbortSignal): Promise<FileScan>;
  dispose(): void;
}

export interface FileScannerOptions {
  /** The script that the thread runs. */
  readonly entry: URL;
  /** Called when a thread ended unexpectedly. */
  readonly onCrash: (error: unknown) => void;
  /** The thread ends after being idle for this long, in milliseconds. */
  readonly idleMs?: number;
  /** The longest that a file may take, in milliseconds. */
  readonly limitMs?: number;
}

interface Job extends ScanRequest {
  readonly resolve: (scan: FileScan) => void;
  readonly reject: (error: unknown) => void;
  attempts: number;
}

const emptyScan: FileScan = { uses: [], unread: [] };

/** Memory limit of the thread, in MB. The largest file that is read takes a fifth of it. */
const memoryMb = 512;

/** After this many crashes in a row all waiting jobs fail. */
const maxCrashes = 4;

/** A scanner that starts its thread with the first file that needs it, and ends it when it is idle. */
export function createFileScanner(options: FileScannerOptions): FileScanner {
  return new WorkerFileScanner(options);
}

class WorkerFileScanner implements FileScanner {
  readonly #options: Required<FileScannerOptions>;
  readonly #queue: Job[] = [];
  #worker: Worker | undefined;
  #current: Job | undefined;
  /** Ends the thread, when a file takes too long or when there is nothing to do. */
  #timer: NodeJS.Timeout | undefined;
  #crashes = 0;
  #isDisposed = false;

  constructor({ entry, onCrash, idleMs = 5 * 60_000, limitMs = 10_000 }: FileScannerOptions) {
    this.#options = { entry, onCrash, idleMs, limitMs };
  }

  async scan({ path, text }: ScanRequest, signal?: AbortSignal): Promise<FileScan> {
    if (text.length > maxCodeLength) return { ...emptyScan, failed: 'tooLarge' };
    if (!mayNeedScopes(text)) return emptyScan;
    if (this.#isDisposed || signal?.aborted === true) throw cancelled();
    const { promise, resolve, reject } = Promise.withResolvers<FileScan>();
    const job: Job = { path, text, resolve, reject, attempts: 0 };
    const onAbort = () => this.#cancel(job);
    signal?.addEventListener('abort', onAbort, { once: true });
    this.#queue.push(job);
    this.#startNext();
    return promise.finally(() => signal?.removeEventListener('abort', onAbort));
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#stopWorker();
    for (const job of this.#takeAll()) job.reject(cancelled());
  }

  #startNext(): void {
    if (this.#current) return;
    clearTimeout(this.#timer);
    this.#current = this.#queue.shift();
    const { idleMs, limitMs } = this.#options;
    if (this.#current === undefined) {
      this.#timer = setTimeout(() => this.#stopWorker(), idleMs).unref();
      return;
    }
    const { path, text } = this.#current;
    this.#timer = setTimeout(
      () => this.#handleCrash(this.#worker, new Error(`Reading ${path} took longer than ${limitMs} ms`)),
      limitMs,
    );
    this.#worker ??= this.#startWorker();
    this.#worker.postMessage({ path, text } satisfies ScanRequest);
  }

  #startWorker(): Worker {
    const worker = new Worker(this.#options.entry, {
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
      stdout: true,
      stderr: true,
    });
    worker.unref();
    worker.on('message', (scan: FileScan) => {
      if (worker !== this.#worker) return;
      this.#crashes = 0;
      this.#takeCurrent()?.resolve(scan);
      this.#startNext();
    });
    worker.on('error', (error) => this.#handleCrash(worker, error));
    worker.on('exit', (code) => this.#handleCrash(worker, new Error(`The thread ended with ${code}`)));
    return worker;
  }

  /** Ignores workers that were stopped or replaced before. */
  #handleCrash(worker: Worker | undefined, error: unknown): void {
    if (worker === undefined || worker !== this.#worker) return;
    this.#stopWorker();
    this.#options.onCrash(error);
    this.#crashes += 1;
    if (this.#crashes >= maxCrashes) {
      this.#crashes = 0;
      for (const job of this.#takeAll())
        job.reject(new ForgeError('unexpected', 'Reading code failed several times', { cause: error }));
      return;
    }
    const job = this.#takeCurrent();
    if (job) this.#retryOrFail(job);
    this.#startNext();
  }

  #retryOrFail(job: Job): void {
    job.attempts += 1;
    if (job.attempts > 1) job.resolve({ ...emptyScan, failed: 'crashed' });
    else this.#queue.unshift(job);
  }

  #stopWorker(): void {
    clearTimeout(this.#timer);
    const worker = this.#worker;
    this.#worker = undefined;
    void worker?.terminate();
  }

  #takeCurrent(): Job | undefined {
    const job = this.#current;
    this.#current = undefined;
    return job;
  }

  #takeAll(): Job[] {
    const current = this.#takeCurrent();
    return [...(current ? [current] : []), ...this.#queue.splice(0)];
  }

  /** The job that the worker is busy with goes on; its result is dropped. */
  #cancel(job: Job): void {
    const index = this.#queue.indexOf(job);
    if (index >= 0) this.#queue.splice(index, 1);
    job.reject(cancelled());
  }
}

function cancelled(): ForgeError {
  return new ForgeError('cancelled', 'Reading code was cancelled');
}
