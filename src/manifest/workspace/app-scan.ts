import * as vscode from 'vscode';
import type { FileScan, ScannedFile } from '../code/scan-results.ts';
import type { FileScanner } from '../code/file-scanner.ts';
import type { Disposable } from '../../core/emitter.ts';
import { ForgeError, toForgeError } from '../../core/errors.ts';
import { type AppFiles, isWithin, maxFiles, readAppFiles } from './app-files.ts';
import { codeText } from './code-text.ts';

/** Files that are read at once; more would only be held in memory. */
const atOnce = 8;

/** What is known of the code of an app. */
export interface AppCode {
  /**
   * `scanning` until the code was read once, and while it is read again after it `failed`; it stays `ready` while what
   * changed is read again.
   */
  readonly status: 'scanning' | 'ready' | 'failed';
  /** Files that need scopes or could not be read, in the order of their paths; `file` of each is its URI as text. */
  readonly files: readonly ScannedFile[];
  /** Code files read so far, and in all. */
  readonly progress: { readonly done: number; readonly total: number };
  /** Why it is `failed`. */
  readonly error?: ForgeError;
}

/**
 * The files of an app whose code is known as a whole, which is what makes a scope unused. Undefined while it is not,
 * and where no code was found: then it lies elsewhere.
 */
export function wholeCode(code: AppCode | undefined): readonly ScannedFile[] | undefined {
  return code?.status === 'ready' && code.progress.total > 0 ? code.files : undefined;
}

/** Reads the code of one app. */
export interface AppScan extends Disposable {
  readonly code: AppCode;
  /** Reads all of it. A later call ends an earlier one. */
  readAll(): Promise<void>;
  /** Reads again what changed, whether it is there or not; folders stand for all that is in them. */
  readAgain(changed: readonly vscode.Uri[]): Promise<void>;
  /** Reads again the files that could not be read for a reason that may be over. */
  retry(): Promise<void>;
}

export interface AppScanOptions {
  /** The folder of the app's manifest. */
  readonly folder: vscode.Uri;
  readonly scanner: FileScanner;
  /** Whether a file belongs to an app whose folder lies within this one's. */
  readonly isElsewhere: (uri: vscode.Uri) => boolean;
  readonly onChange: () => void;
  readonly onProgress: () => void;
  /** Hears of what could not be read. */
  readonly onError: (doing: string, error: unknown) => void;
}

/** A scan that has not read anything yet. */
export function createAppScan({
  folder,
  scanner,
  isElsewhere,
  onChange,
  onProgress,
  onError,
}: AppScanOptions): AppScan {
  /** Every file that was read. */
  const files = new Map<string, ScannedFile>();
  /** When the read began whose result is known of a file: one that began earlier is too late. */
  const known = new Map<string, number>();
  let begun = 0;
  /** How often something else was read than before. */
  let changes = 0;
  let state: Pick<AppCode, 'status' | 'error' | 'progress'> = { status: 'scanning', progress: { done: 0, total: 0 } };
  let telling: readonly ScannedFile[] | undefined;
  let own: AppFiles | undefined;
  let stop = new AbortController();

  async function readAll(): Promise<void> {
    stop.abort();
    stop = new AbortController();
    const { signal } = stop;
    if (state.status === 'failed') state = { status: 'scanning', progress: { done: 0, total: 0 } };
    await guarded(signal, async () => {
      own = await readAppFiles(folder, isElsewhere);
      const found = await own.list();
      signal.throwIfAborted();
      if (found.length >= maxFiles) throw new ForgeError('unexpected', `There are more than ${maxFiles} code files`);
      const there = new Set(found.map(String));
      for (const file of files.keys()) if (!there.has(file)) files.delete(file);
      const progress = { done: 0, total: found.length };
      state = { ...state, progress };
      await readEach(found, signal, () => {
        progress.done += 1;
        onProgress();
      });
      state = { status: 'ready', progress };
    });
    if (!signal.aborted) tell();
  }

  async function readAgain(changed: readonly vscode.Uri[]): Promise<void> {
    const { signal } = stop;
    const [before, { size }] = [{ changes, state }, files];
    await guarded(signal, async () => {
      const code = changed.filter((uri) => own?.has(uri));
      const folders = changed.filter((uri) => !code.includes(uri));
      const within = [...(folders.length > 0 ? files.keys() : [])]
        .map((file) => vscode.Uri.parse(file, true))
        .filter((uri) => folders.some((folderOrFile) => isWithin(folderOrFile, uri)));
      await readEach(new Map([...code, ...within].map((uri) => [uri.toString(), uri])).values(), signal);
      if (state.status === 'ready' && files.size !== size)
        state = { ...state, progress: { done: files.size, total: files.size } };
    });
    if (!signal.aborted && (changes !== before.changes || state !== before.state)) tell();
  }

  /** Does some reading; what fails is told, once nobody ended it. */
  async function guarded(signal: AbortSignal, read: () => Promise<void>): Promise<void> {
    try {
      await read();
    } catch (thrown) {
      if (signal.aborted) return;
      const error = toForgeError(thrown);
      onError(`Reading the code in ${folder.path}`, thrown);
      state = { ...state, status: 'failed', error };
    }
  }

  async function readEach(uris: Iterable<vscode.Uri>, signal: AbortSignal, onRead?: () => void): Promise<void> {
    const queue = uris[Symbol.iterator]();
    const reader = async () => {
      for (let next = queue.next(); next.done !== true; next = queue.next()) {
        await read(next.value, signal);
        onRead?.();
      }
    };
    await Promise.all(Array.from({ length: atOnce }, reader));
  }

  async function read(uri: vscode.Uri, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const file = uri.toString();
    begun += 1;
    const turn = begun;
    const scan = await scanOf(uri, signal);
    signal.throwIfAborted();
    if (turn < (known.get(file) ?? 0)) return;
    known.set(file, turn);
    const before = files.get(file);
    // Half-typed code needs what it needed when it was whole.
    if (scan?.failed === 'syntax' && before !== undefined && before.failed === undefined) return;
    const after = scan && { file, ...scan };
    if (JSON.stringify(before) !== JSON.stringify(after)) changes += 1;
    if (after) files.set(file, after);
    else files.delete(file);
  }

  async function scanOf(uri: vscode.Uri, signal: AbortSignal): Promise<FileScan | undefined> {
    try {
      const found = await codeText(uri);
      if (found === undefined) return undefined;
      return found === 'tooLarge'
        ? { uses: [], unread: [], failed: 'tooLarge' }
        : await scanner.scan({ path: uri.path, text: found.text }, signal);
    } catch (error) {
      if (error instanceof ForgeError) throw error;
      onError(`Reading ${uri.path}`, error);
      return { uses: [], unread: [], failed: 'unreadable' };
    }
  }

  function code(): AppCode {
    telling ??= [...files.values()]
      .filter(({ uses, unread, failed }) => uses.length + unread.length > 0 || failed !== undefined)
      .sort((a, b) => (a.file < b.file ? -1 : 1));
    return { ...state, files: telling };
  }

  function tell(): void {
    telling = undefined;
    onChange();
  }

  return {
    get code() {
      return code();
    },
    readAll,
    readAgain,
    retry: () => readAgain([...files.values()].filter(mayBeOver).map(({ file }) => vscode.Uri.parse(file, true))),
    dispose: () => stop.abort(),
  };
}

/** Whether a file could not be read for a reason that does not lie in its text, or may not. */
export function mayBeOver({ failed }: FileScan): boolean {
  return failed === 'crashed' || failed === 'unreadable';
}
