import { Worker } from 'node:worker_threads';
import type { ThreadMessage } from './answer-requests.ts';
import { ForgeError } from './errors.ts';

/** A thread that answers requests, one at a time. */
export interface WorkerThread<Request, Reply> {
  /**
   * The reply of the thread. A request that ends the thread, or takes too long, is tried again as often as `attempts` says
   * and then comes to undefined. Urgent requests come before others. Throws `unexpected` where one thread after another ends, and
   * `cancelled` once the signal aborts or the thread is disposed of.
   */
  ask(
    request: Request,
    options?: { readonly signal?: AbortSignal; readonly isUrgent?: boolean },
  ): Promise<Reply | undefined>;
  dispose(): void;
}

export interface WorkerThreadOptions {
  /** The script that the thread runs: it answers with `answerRequests`. */
  readonly entry: URL;
  /** Called when a thread ended unexpectedly. */
  readonly onCrash: (error: unknown) => void;
  /** The thread ends after being idle for this long, in milliseconds. */
  readonly idleMs?: number;
  /** The longest that a request may take once the thread has started, in milliseconds. */
  readonly limitMs?: number;
  /** How often a request is tried that ends the thread or takes too long; twice by default. */
  readonly attempts?: number;
}

interface Job<Request, Reply> {
  readonly request: Request;
  readonly resolve: (reply: Reply | undefined) => void;
  readonly reject: (error: unknown) => void;
  attempts: number;
}

/** Memory limit of the thread, in MB. The largest file that is read takes a fifth of it. */
const memoryMb = 512;

/** The longest that a thread may take to start, in milliseconds: a busy computer loads its script slowly. */
const startLimitMs = 60_000;

/** After this many crashes in a row all waiting requests fail. */
const maxCrashes = 4;

/**
 * A thread that starts with the first request, and ends when it is idle. `nameOf` says in messages what a request is
 * about.
 */
export function createWorkerThread<Request, Reply>(
  options: WorkerThreadOptions,
  nameOf: (request: Request) => string,
): WorkerThread<Request, Reply> {
  return new LimitedThread<Request, Reply>(options, nameOf);
}

class LimitedThread<Request, Reply> implements WorkerThread<Request, Reply> {
  readonly #options: Required<WorkerThreadOptions>;
  readonly #nameOf: (request: Request) => string;
  readonly #queue: Job<Request, Reply>[] = [];
  #worker: Worker | undefined;
  #hasStarted = false;
  #current: Job<Request, Reply> | undefined;
  /** Ends the thread, when a request takes too long or when there is nothing to do. */
  #timer: NodeJS.Timeout | undefined;
  #crashes = 0;
  #isDisposed = false;

  constructor(
    { entry, onCrash, idleMs = 5 * 60_000, limitMs = 10_000, attempts = 2 }: WorkerThreadOptions,
    nameOf: (request: Request) => string,
  ) {
    this.#options = { entry, onCrash, idleMs, limitMs, attempts };
    this.#nameOf = nameOf;
  }

  async ask(
    request: Request,
    { signal, isUrgent = false }: { readonly signal?: AbortSignal; readonly isUrgent?: boolean } = {},
  ): Promise<Reply | undefined> {
    if (this.#isDisposed || signal?.aborted === true) throw cancelled();
    const { promise, resolve, reject } = Promise.withResolvers<Reply | undefined>();
    const job: Job<Request, Reply> = { request, resolve, reject, attempts: 0 };
    const onAbort = () => this.#cancel(job);
    signal?.addEventListener('abort', onAbort, { once: true });
    if (isUrgent) this.#queue.unshift(job);
    else this.#queue.push(job);
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
    if (this.#current === undefined) {
      this.#timer = setTimeout(() => this.#stopWorker(), this.#options.idleMs).unref();
      return;
    }
    this.#worker ??= this.#startWorker();
    if (this.#hasStarted) this.#limitCurrent();
    else this.#endAfter(startLimitMs, 'Starting the thread');
    this.#worker.postMessage(this.#current.request);
  }

  #limitCurrent(): void {
    if (this.#current) this.#endAfter(this.#options.limitMs, `Reading ${this.#nameOf(this.#current.request)}`);
  }

  #endAfter(ms: number, what: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#handleCrash(this.#worker, new Error(`${what} took longer than ${ms} ms`)), ms);
  }

  #startWorker(): Worker {
    const worker = new Worker(this.#options.entry, {
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
      stdout: true,
      stderr: true,
    });
    worker.unref();
    worker.on('message', (message: ThreadMessage<Reply>) => {
      if (worker !== this.#worker) return;
      if (message.kind === 'started') {
        this.#hasStarted = true;
        this.#limitCurrent();
        return;
      }
      this.#crashes = 0;
      this.#takeCurrent()?.resolve(message.reply);
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
        job.reject(new ForgeError('unexpected', 'Reading files failed several times', { cause: error }));
      return;
    }
    const job = this.#takeCurrent();
    if (job) this.#retryOrGiveUp(job);
    this.#startNext();
  }

  #retryOrGiveUp(job: Job<Request, Reply>): void {
    job.attempts += 1;
    if (job.attempts >= this.#options.attempts) job.resolve(undefined);
    else this.#queue.unshift(job);
  }

  #stopWorker(): void {
    clearTimeout(this.#timer);
    const worker = this.#worker;
    this.#worker = undefined;
    this.#hasStarted = false;
    void worker?.terminate();
  }

  #takeCurrent(): Job<Request, Reply> | undefined {
    const job = this.#current;
    this.#current = undefined;
    return job;
  }

  #takeAll(): Job<Request, Reply>[] {
    const current = this.#takeCurrent();
    return [...(current ? [current] : []), ...this.#queue.splice(0)];
  }

  /** The request that the worker is busy with goes on; its result is dropped. */
  #cancel(job: Job<Request, Reply>): void {
    const index = this.#queue.indexOf(job);
    if (index >= 0) this.#queue.splice(index, 1);
    job.reject(cancelled());
  }
}

function cancelled(): ForgeError {
  return new ForgeError('cancelled', 'Reading was cancelled');
}
