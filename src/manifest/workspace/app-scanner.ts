import * as vscode from 'vscode';
import { forEachInPool } from '../../core/pool.ts';
import type { FileScanner } from '../code/file-scanner.ts';
import type { ManifestThread } from '../model/manifest-thread.ts';
import { maxCodeLength } from '../code/relevant-code.ts';
import type { FileScan, ScannedFile } from '../code/scan-results.ts';
import type { Disposable } from '../../core/emitter.ts';
import { ForgeError, toForgeError } from '../../core/errors.ts';
import { placeKey } from '../../files/place.ts';
import { type AppFiles, isWithin, maxFiles, readAppFiles } from './app-files.ts';
import { readText } from './read-text.ts';

/** More concurrent reads would only hold more files in memory. */
const maxConcurrentReads = 8;

/** The scan of an app's code. */
export interface AppScan {
  /**
   * `scanning` until all code is read for the first time, and while it is read again after it `failed`; it stays
   * `ready` while changed files are read again.
   */
  readonly status: 'scanning' | 'ready' | 'failed';
  /** Files that need scopes or could not be read, sorted by path; the `file` of each is its URI as text. */
  readonly files: readonly ScannedFile[];
  /** Numbers of files read so far, and in all. */
  readonly progress: { readonly done: number; readonly total: number };
  /** Why it `failed`. */
  readonly error?: ForgeError;
}

/**
 * The files of a complete scan, without which no scope can be called unused. Undefined while the scan is not complete,
 * and where no code was found, which then lies elsewhere.
 */
export function scannedFilesIfComplete(scan: AppScan | undefined): readonly ScannedFile[] | undefined {
  return scan?.status === 'ready' && scan.progress.total > 0 ? scan.files : undefined;
}

/** Whether a file could not be read for a reason that may be temporary. */
export function isRetryable({ failed }: FileScan): boolean {
  return failed === 'crashed' || failed === 'unreadable';
}

/** Scans the code of one app. */
export interface AppScanner extends Disposable {
  readonly scan: AppScan;
  /** Reads all files. Ends a call before it. */
  readAll(): Promise<void>;
  /** Reads changed files again, or removes deleted ones; a folder stands for all files in it. */
  readAgain(changed: readonly vscode.Uri[]): Promise<void>;
  /** Reads the files again that are retryable. */
  retry(): Promise<void>;
}

export interface AppScannerOptions {
  /** The folder of the app's manifest. */
  readonly folder: vscode.Uri;
  readonly scanner: FileScanner;
  readonly thread: Pick<ManifestThread, 'ignored'>;
  /** Whether a file belongs to an app whose folder lies within this one's. */
  readonly isInOtherApp: (uri: vscode.Uri) => boolean;
  readonly onChange: () => void;
  readonly onProgress: () => void;
  /** Receives errors of files and folders that could not be read. */
  readonly onError: (doing: string, error: unknown) => void;
}

/** A scanner that has not read anything yet. */
export function createAppScanner(options: AppScannerOptions): AppScanner {
  return new FolderScanner(options);
}

class FolderScanner implements AppScanner {
  readonly #options: AppScannerOptions;
  /** All files that were read, by their place. */
  readonly #files = new Map<string, ScannedFile>();
  /** The latest read of each file whose result is in: results of earlier reads are stale. */
  readonly #latestReads = new Map<string, number>();
  #readCount = 0;
  /** How many reads changed the scan of a file. */
  #changeCount = 0;
  #state: Pick<AppScan, 'status' | 'error' | 'progress'> = { status: 'scanning', progress: { done: 0, total: 0 } };
  /** `AppScan.files`, while nothing changes. */
  #relevantFiles: readonly ScannedFile[] | undefined;
  #appFiles: AppFiles | undefined;
  #abort = new AbortController();

  constructor(options: AppScannerOptions) {
    this.#options = options;
  }

  get scan(): AppScan {
    this.#relevantFiles ??= [...this.#files.values()]
      .filter(({ uses, unread, failed }) => uses.length + unread.length > 0 || failed !== undefined)
      .sort((a, b) => (a.file < b.file ? -1 : 1));
    return { ...this.#state, files: this.#relevantFiles };
  }

  async readAll(): Promise<void> {
    this.#abort.abort();
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    if (this.#state.status === 'failed') this.#state = { status: 'scanning', progress: { done: 0, total: 0 } };
    await this.#failOnError(signal, () => this.#readFolder(signal));
    if (!signal.aborted) this.#notify();
  }

  async readAgain(changed: readonly vscode.Uri[]): Promise<void> {
    const { signal } = this.#abort;
    const before = { changeCount: this.#changeCount, state: this.#state, size: this.#files.size };
    await this.#failOnError(signal, async () => {
      await this.#readEach(await this.#filesIn(changed), signal);
      const { size } = this.#files;
      if (this.#state.status === 'ready' && size !== before.size)
        this.#state = { ...this.#state, progress: { done: size, total: size } };
    });
    const isChanged = this.#changeCount !== before.changeCount || this.#state !== before.state;
    if (!signal.aborted && isChanged) this.#notify();
  }

  async retry(): Promise<void> {
    const failed = [...this.#files.values()].filter(isRetryable);
    await this.readAgain(failed.map(({ file }) => vscode.Uri.parse(file, true)));
  }

  dispose(): void {
    this.#abort.abort();
  }

  async #readFolder(signal: AbortSignal): Promise<void> {
    const { folder, onProgress } = this.#options;
    this.#appFiles = await readAppFiles(folder, this.#options);
    const uris = await this.#appFiles.list();
    signal.throwIfAborted();
    if (uris.length >= maxFiles) throw new ForgeError('unexpected', `There are more than ${maxFiles} code files`);
    const existing = new Set(uris.map((uri) => placeKey(uri)));
    for (const file of this.#files.keys()) if (!existing.has(file)) this.#files.delete(file);
    const progress = { done: 0, total: uris.length };
    this.#state = { ...this.#state, progress };
    await this.#readEach(uris, signal, () => {
      progress.done += 1;
      onProgress();
    });
    this.#state = { status: 'ready', progress };
  }

  /** The app's files among some URIs, and the files that were read in folders among them. */
  async #filesIn(changed: readonly vscode.Uri[]): Promise<Iterable<vscode.Uri>> {
    const code = (await this.#appFiles?.among(changed)) ?? [];
    const known = new Set(code);
    const folders = changed.filter((uri) => !known.has(uri));
    const inFolders = [...(folders.length > 0 ? this.#files.values() : [])]
      .map(({ file }) => vscode.Uri.parse(file, true))
      .filter((uri) => folders.some((folder) => isWithin(folder, uri)));
    return new Map([...code, ...inFolders].map((uri) => [placeKey(uri), uri])).values();
  }

  /** Sets the status `failed` where reading fails, unless it was aborted. */
  async #failOnError(signal: AbortSignal, read: () => Promise<void>): Promise<void> {
    try {
      await read();
    } catch (thrown) {
      if (signal.aborted) return;
      this.#options.onError(`Reading the code in ${this.#options.folder.path}`, thrown);
      this.#state = { ...this.#state, status: 'failed', error: toForgeError(thrown) };
    }
  }

  async #readEach(uris: Iterable<vscode.Uri>, signal: AbortSignal, onRead?: () => void): Promise<void> {
    await forEachInPool(uris, maxConcurrentReads, async (uri) => {
      await this.#readFile(uri, signal);
      onRead?.();
    });
  }

  async #readFile(uri: vscode.Uri, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.#readCount += 1;
    const read = this.#readCount;
    const scan = await scanFileAt(uri, this.#options, signal);
    signal.throwIfAborted();
    const key = placeKey(uri);
    if (read < (this.#latestReads.get(key) ?? 0)) return;
    this.#latestReads.set(key, read);
    this.#store(key, uri.toString(), scan);
  }

  #store(key: string, file: string, scan: FileScan | undefined): void {
    const before = this.#files.get(key);
    // Half-typed code still needs what it needed before.
    if (scan?.failed === 'syntax' && before !== undefined && before.failed === undefined) return;
    const after = scan && { file, ...scan };
    if (JSON.stringify(before) !== JSON.stringify(after)) this.#changeCount += 1;
    if (after) this.#files.set(key, after);
    else this.#files.delete(key);
  }

  #notify(): void {
    this.#relevantFiles = undefined;
    this.#options.onChange();
  }
}

/** The scan of a file; undefined where the file does not exist. Throws what the scanner throws. */
async function scanFileAt(
  uri: vscode.Uri,
  { scanner, onError }: AppScannerOptions,
  signal: AbortSignal,
): Promise<FileScan | undefined> {
  try {
    // A character takes up to four bytes.
    const code = await readText(uri, maxCodeLength * 4);
    if (code === undefined || code === 'noFile') return undefined;
    if (code === 'tooLarge') return { uses: [], unread: [], failed: 'tooLarge' };
    return await scanner.scan({ path: uri.path, text: code.text }, signal);
  } catch (error) {
    if (error instanceof ForgeError) throw error;
    onError(`Reading ${uri.path}`, error);
    return { uses: [], unread: [], failed: 'unreadable' };
  }
}
