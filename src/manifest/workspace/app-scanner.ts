import type * as vscode from 'vscode';
import type { AppCode, CodeThread } from '../code/app-code.ts';
import type { FileScan, ScannedFile } from '../code/scan-results.ts';
import type { Disposable } from '../../core/emitter.ts';
import { type ForgeError, toForgeError } from '../../core/errors.ts';
import { type AppFiles, type AppFilesOptions, createAppFiles, isWithin } from './app-files.ts';

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
  /** Whether a file was read, as part of the app or as imported by it. */
  hasRead(uri: vscode.Uri): boolean;
  /** Reads the files again that are retryable. */
  retry(): Promise<void>;
}

export interface AppScannerOptions extends AppFilesOptions {
  readonly scanner: CodeThread;
  readonly onChange: () => void;
  readonly onProgress: () => void;
}

/** A scanner that has not read anything yet. */
export function createAppScanner(options: AppScannerOptions): AppScanner {
  return new FolderScanner(options);
}

class FolderScanner implements AppScanner {
  readonly #options: AppScannerOptions;
  readonly #appFiles: AppFiles;
  readonly #code: AppCode;
  #state: AppScan = { status: 'scanning', files: [], progress: { done: 0, total: 0 } };
  #abort = new AbortController();
  /** Changes are read one after another. */
  #reading: Promise<void> = Promise.resolve();

  constructor(options: AppScannerOptions) {
    this.#options = options;
    this.#appFiles = createAppFiles(options);
    this.#code = options.scanner.open(this.#appFiles);
  }

  get scan(): AppScan {
    return this.#state;
  }

  async readAll(): Promise<void> {
    this.#abort.abort();
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    if (this.#state.status === 'failed')
      this.#state = { status: 'scanning', files: [], progress: { done: 0, total: 0 } };
    const onRead = (done: number, total: number) => {
      if (signal.aborted) return;
      this.#state = { ...this.#state, progress: { done, total } };
      this.#options.onProgress();
    };
    await this.#read(signal, () => this.#code.readAll({ signal, onRead }));
  }

  async readAgain(changed: readonly vscode.Uri[]): Promise<void> {
    const { signal } = this.#abort;
    const paths = changed.map((uri) => this.#appFiles.pathOf(uri));
    const inFolders = this.#code.known.filter((path) =>
      changed.some((uri) => isWithin(uri, this.#appFiles.uriOf(path))),
    );
    await this.#read(signal, () => this.#code.readAgain([...new Set([...paths, ...inFolders])], signal));
  }

  hasRead(uri: vscode.Uri): boolean {
    return this.#code.hasRead(this.#appFiles.pathOf(uri));
  }

  async retry(): Promise<void> {
    const failed = this.#state.files.filter(isRetryable);
    const { signal } = this.#abort;
    await this.#read(signal, () =>
      this.#code.readAgain(
        failed.map(({ file }) => this.#paths.get(file) ?? ''),
        signal,
      ),
    );
  }

  dispose(): void {
    this.#abort.abort();
    this.#code.dispose();
  }

  /** The paths of the files that were told, by their URIs. */
  readonly #paths = new Map<string, string>();

  /** Reads once what was asked for before is read; sets the status `failed` where reading fails. */
  async #read(signal: AbortSignal, read: () => Promise<readonly ScannedFile[]>): Promise<void> {
    const before = this.#reading;
    const reading = before.then(async () => {
      if (signal.aborted) return;
      const state = this.#state;
      try {
        const files = await read();
        signal.throwIfAborted();
        this.#state = this.#readState(files);
      } catch (thrown) {
        if (isAborted(signal)) return;
        this.#options.onError(`Reading the code in ${this.#options.folder.path}`, thrown);
        this.#state = { ...this.#state, status: 'failed', error: toForgeError(thrown) };
      }
      if (isOther(state, this.#state)) this.#options.onChange();
    });
    this.#reading = reading;
    await reading;
  }

  #readState(scanned: readonly ScannedFile[]): AppScan {
    const total = this.#code.own;
    const before = new Map(this.#state.files.map((file) => [file.file, file]));
    const files = scanned.map((scan) => {
      const file = this.#appFiles.uriOf(scan.file).toString();
      this.#paths.set(file, scan.file);
      const known = before.get(file);
      // What did not change stays the same object: what was made of it is kept.
      return known !== undefined && isSame(known, scan) ? known : { ...scan, file };
    });
    const isUnchanged =
      files.length === this.#state.files.length && files.every((file, index) => file === this.#state.files[index]);
    return {
      status: 'ready',
      files: isUnchanged ? this.#state.files : files,
      progress: { done: total, total },
    };
  }
}

/** A function, as the signal may have been aborted since it was last looked at. */
function isAborted({ aborted }: AbortSignal): boolean {
  return aborted;
}

function isSame(a: ScannedFile, b: ScannedFile): boolean {
  const told = ({ uses, unread, failed, egress, environment }: ScannedFile) =>
    JSON.stringify([uses, unread, failed, egress, environment]);
  return told(a) === told(b);
}

function isOther(before: AppScan, after: AppScan): boolean {
  return (
    before.status !== after.status ||
    before.files !== after.files ||
    before.progress.total !== after.progress.total ||
    before.error !== after.error
  );
}
