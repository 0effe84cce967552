import { ForgeError } from '../../core/errors.ts';
import { forEachInPool } from '../../core/pool.ts';
import type { AppLayout } from './app-layout.ts';
import type { ReadFile } from './app-reading.ts';
import type { CodeReply, CodeRequest } from './code-messages.ts';
import { isDeployedName } from './deployed-name.ts';
import type { ScannedFile } from './scan-results.ts';
import { createWorkerThread, type WorkerThread, type WorkerThreadOptions } from '../../core/worker-thread.ts';

/** Where the code of an app comes from. */
export interface CodeSource {
  /** The app's files; `isWide`: with those outside its folder that it may import. Throws what finding files throws. */
  layOut(isWide: boolean): Promise<AppLayout>;
  /** Reads a file of the layout, where it is there. */
  readFile(path: string): Promise<ReadFile>;
}

/** A thread that reads the code of apps, file by file. */
export interface CodeThread {
  /** The code of an app, of which nothing is read yet. */
  open(source: CodeSource): AppCode;
  dispose(): void;
}

/** The code of an app. Its methods throw `unexpected` where the thread ends again and again, and as `ask` does. */
export interface AppCode {
  /** The paths of all files that were found. */
  readonly known: readonly string[];
  /** How many files are the app's own; where it has none, how many it is made of elsewhere. */
  readonly own: number;
  /** Whether a file was read. */
  hasRead(path: string): boolean;
  /** Reads all code, and returns what each file with calls or failures needs; `onRead` says how many files were read. */
  readAll(options?: {
    readonly signal?: AbortSignal;
    readonly onRead?: (done: number, total: number) => void;
  }): Promise<readonly ScannedFile[]>;
  /** Reads some files again, which may be new or gone. */
  readAgain(paths: readonly string[], signal?: AbortSignal): Promise<readonly ScannedFile[]>;
  dispose(): void;
}

/** A thread that starts with the first file, and ends when it is idle. */
export function createCodeThread(options: WorkerThreadOptions): CodeThread {
  const thread = createWorkerThread<CodeRequest, CodeReply>(options, (request) => {
    if (request.kind === 'file') return request.file.path;
    return request.kind === 'scan' ? request.path : 'code';
  });
  let count = 0;
  return {
    open: (source) => new ThreadAppCode(String(count++), source, thread),
    dispose: () => thread.dispose(),
  };
}

/** More concurrent reads would only hold more files in memory. */
const maxConcurrentReads = 8;

/** After this many files that end the thread an app is not read further. */
const maxCrashes = 4;

/** How often files may turn out to be needed after others were read. */
const maxRounds = 100;

/** The thread lost what it had read. */
class Lost extends Error {
  /** The file that it was busy with. */
  readonly path: string | undefined;

  constructor(path?: string) {
    super('The thread is a new one');
    this.path = path;
  }
}

interface Reading {
  readonly signal?: AbortSignal | undefined;
  readonly onRead?: ((done: number, total: number) => void) | undefined;
}

class ThreadAppCode implements AppCode {
  readonly #app: string;
  readonly #source: CodeSource;
  readonly #thread: WorkerThread<CodeRequest, CodeReply>;
  /** How often each file ended the thread. */
  readonly #crashes = new Map<string, number>();
  /** The files of the layout. */
  #known: ReadonlySet<string> = new Set();
  /** Those that are read before it is known what else is needed. */
  #first: readonly string[] = [];
  readonly #read = new Set<string>();
  own = 0;
  #files = new Map<string, ScannedFile>();

  constructor(app: string, source: CodeSource, thread: WorkerThread<CodeRequest, CodeReply>) {
    this.#app = app;
    this.#source = source;
    this.#thread = thread;
  }

  get known(): readonly string[] {
    return [...this.#known];
  }

  hasRead(path: string): boolean {
    return this.#read.has(path);
  }

  async readAll(options: Reading = {}): Promise<readonly ScannedFile[]> {
    this.#crashes.clear();
    return this.#untilRead(() => this.#readAllOnce(options), options);
  }

  async readAgain(paths: readonly string[], signal?: AbortSignal): Promise<readonly ScannedFile[]> {
    for (const path of paths) this.#crashes.delete(path);
    const isNew = paths.some((path) => !this.#known.has(path));
    return this.#untilRead(
      async () => {
        if (isNew) await this.#layOut(false, { signal });
        await this.#readEach(
          paths.filter((path) => this.#known.has(path)),
          { signal },
        );
        return this.#finish({ signal });
      },
      { signal },
    );
  }

  dispose(): void {
    void this.#thread.ask({ kind: 'close', app: this.#app }).catch(() => undefined);
  }

  /** Reads everything again where a new thread knows nothing, without the files that ended the one before twice. */
  async #untilRead(read: () => Promise<readonly ScannedFile[]>, options: Reading): Promise<readonly ScannedFile[]> {
    let attempts = 0;
    for (let next = read; ; next = () => this.#readAllOnce(options)) {
      try {
        return await next();
      } catch (error) {
        if (!(error instanceof Lost)) throw error;
        if (error.path !== undefined) this.#crashes.set(error.path, (this.#crashes.get(error.path) ?? 0) + 1);
        if (++attempts > 2 * maxCrashes)
          throw new ForgeError('unexpected', 'Reading files failed several times', { cause: error });
      }
    }
  }

  async #readAllOnce(options: Reading): Promise<readonly ScannedFile[]> {
    await this.#layOut(false, options);
    this.#files = new Map();
    this.#read.clear();
    await this.#readEach(this.#first, options);
    return this.#finish(options);
  }

  async #layOut(isWide: boolean, reading: Reading): Promise<void> {
    const layout = await this.#source.layOut(isWide);
    reading.signal?.throwIfAborted();
    await this.#ask({ kind: 'layout', app: this.#app, layout }, reading);
    this.#known = new Set([...layout.own, ...layout.others, ...layout.built]);
    this.#first = layout.own.filter((path) => isDeployedName(path.slice(layout.folder.length)));
    this.own = this.#first.length;
  }

  async #readEach(paths: readonly string[], { signal, onRead }: Reading): Promise<void> {
    let done = 0;
    await forEachInPool(paths, maxConcurrentReads, async (path) => {
      signal?.throwIfAborted();
      const file = this.#hasCrashed(path) ? { path, failed: 'crashed' as const } : await this.#source.readFile(path);
      await this.#ask({ kind: 'file', app: this.#app, file }, { signal }, path);
      this.#read.add(path);
      onRead?.(++done, paths.length);
    });
  }

  /** Reads and scans what is needed of what was read. */
  async #finish(reading: Reading): Promise<readonly ScannedFile[]> {
    const { signal } = reading;
    const app = this.#app;
    for (let round = 0, isWide = false; round < maxRounds; round++) {
      const planned = await this.#ask({ kind: 'plan', app }, reading);
      if (planned.kind !== 'planned') break;
      const { needsOutside, wanted, scan } = planned.plan;
      if (needsOutside && !isWide) {
        isWide = true;
        await this.#layOut(true, reading);
      } else if (wanted.length > 0) await this.#readEach(wanted, { signal });
      else if (scan.length === 0) break;
      for (const path of scan) {
        const failed = this.#hasCrashed(path) ? { failed: 'crashed' as const } : {};
        await this.#ask({ kind: 'scan', app, path, ...failed }, reading, path);
      }
    }
    if (this.#first.length === 0) this.own = this.#read.size;
    const results = await this.#ask({ kind: 'results', app }, reading);
    for (const file of results.kind === 'read' ? results.files : []) {
      if (file.uses.length + file.unread.length > 0 || file.failed !== undefined || file.egress || file.environment)
        this.#files.set(file.file, file);
      else this.#files.delete(file.file);
    }
    return [...this.#files.values()].sort((a, b) => (a.file < b.file ? -1 : 1));
  }

  #hasCrashed(path: string): boolean {
    return (this.#crashes.get(path) ?? 0) > 1;
  }

  async #ask(request: CodeRequest, { signal }: Reading, path?: string): Promise<CodeReply> {
    const reply = await this.#thread.ask(request, signal && { signal });
    if (reply === undefined || reply.kind === 'lost') throw new Lost(path);
    return reply;
  }
}
