import * as vscode from 'vscode';
import { createEmitter, type Disposable, type Event } from '../../core/emitter.ts';
import type { AppAri } from '../../core/ids.ts';
import { forEachInPool } from '../../core/pool.ts';
import { placeKey } from '../../files/place.ts';
import type { Position } from '../../core/text-position.ts';
import { mayBeForgeManifest } from '../model/forge-manifest.ts';
import type { Manifest } from '../model/manifest-contents.ts';
import type { ManifestThread } from '../model/manifest-thread.ts';
import { findFiles } from './find-files.ts';
import { isInSourceFolder, isManifest, manifestQuery, readManifestText } from './manifest-files.ts';

/** No workspace of Forge apps has more manifests. */
const maxManifests = 1000;

/**
 * What all manifests of the workspace may take together when it is opened; a hundred real ones take half a megabyte and
 * a second. Those that are open in editors are read whatever the others took.
 */
const budget = { characters: 16 * 1024 * 1024, ms: 20_000 } as const;

/** More concurrent reads would only hold more files in memory. */
const maxConcurrentReads = 8;

/** How long after the last keystroke an edited manifest is read again, in milliseconds. */
const typingMs = 150;

export interface FoundManifest {
  readonly uri: vscode.Uri;
  /** Absent where the manifest has none, or one with a variable whose value is not known. */
  readonly appId?: AppAri;
  /** The position of `app.id`, or the start of the file where there is none. */
  readonly at: Position;
  /** As typed where the file is open in an editor, else as on disk. */
  readonly manifest: Manifest;
}

/** The Forge manifests in the workspace folders. */
export interface Manifests {
  /** All manifests that were found, in no particular order. */
  readonly list: readonly FoundManifest[];
  /** The manifests of an app, sorted by path. */
  of(id: AppAri): readonly FoundManifest[];
  readonly onDidChange: Event<undefined>;
  /** Parses a text of a manifest; what it shares with the last text of that manifest is not parsed again. */
  parse(uri: vscode.Uri, text: string): Promise<Manifest>;
  /** Reads all manifests, and watches them on disk and in editors from then on. Call once. */
  start(): Promise<void>;
  dispose(): void;
}

/**
 * The manifests of the workspace, none of them read yet. They are parsed in the thread. `onError` receives errors of
 * files that can't be read.
 */
export function createManifests(
  thread: Pick<ManifestThread, 'parse'>,
  onError: (doing: string, error: unknown) => void,
): Manifests {
  return new WorkspaceManifests(thread, onError);
}

/** What is left of the budget, and how many manifests it did not suffice for. */
interface Budget {
  characters: number;
  readonly until: number;
  unread: number;
}

class WorkspaceManifests implements Manifests {
  readonly #thread: Pick<ManifestThread, 'parse'>;
  readonly #onError: (doing: string, error: unknown) => void;
  readonly #changed = createEmitter<undefined>();
  /** These maps are by the place of the manifest. */
  readonly #found = new Map<string, FoundManifest>();
  readonly #pendingReads = new Map<string, Promise<void>>();
  readonly #typingTimers = new Map<string, NodeJS.Timeout>();
  /** Of manifests that are open in editors: the last text, and what it was or is being parsed to. */
  readonly #parsed = new Map<string, { readonly text: string; readonly manifest: Promise<Manifest> }>();
  readonly #disposables: Disposable[] = [];

  readonly onDidChange = this.#changed.event;

  constructor(thread: Pick<ManifestThread, 'parse'>, onError: (doing: string, error: unknown) => void) {
    this.#thread = thread;
    this.#onError = onError;
  }

  get list(): readonly FoundManifest[] {
    return [...this.#found.values()];
  }

  of(id: AppAri): readonly FoundManifest[] {
    return this.list.filter(({ appId }) => appId === id).sort((a, b) => a.uri.path.localeCompare(b.uri.path));
  }

  async parse(uri: vscode.Uri, text: string): Promise<Manifest> {
    const key = placeKey(uri);
    if (!isOpen(uri)) {
      this.#parsed.delete(key);
      return this.#thread.parse({ path: uri.path, text });
    }
    const last = this.#parsed.get(key);
    if (last?.text === text) return last.manifest;
    const manifest = this.#thread.parse({ path: uri.path, text, open: key });
    const parsed = { text, manifest };
    this.#parsed.set(key, parsed);
    manifest.catch(() => {
      if (this.#parsed.get(key) === parsed) this.#parsed.delete(key);
    });
    return manifest;
  }

  async start(): Promise<void> {
    const watcher = vscode.workspace.createFileSystemWatcher(manifestQuery.glob);
    const readAgain = (uri: vscode.Uri) => this.#readAgain(uri);
    this.#disposables.push(
      watcher,
      watcher.onDidCreate(readAgain),
      watcher.onDidChange(readAgain),
      // The event of a deletion can arrive after the file was created again.
      watcher.onDidDelete(readAgain),
      vscode.workspace.onDidChangeWorkspaceFolders(() => void this.#readAll()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#readSoon(document)),
      // Closing an editor discards what was not saved.
      vscode.workspace.onDidCloseTextDocument((document) => this.#readSoon(document)),
    );
    await this.#readAll();
  }

  dispose(): void {
    for (const timer of this.#typingTimers.values()) clearTimeout(timer);
    for (const disposable of this.#disposables) disposable.dispose();
  }

  async #readAll(): Promise<void> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const uris = (await Promise.all(folders.map((folder) => this.#find(folder)))).flat();
    this.#found.clear();
    const distinct = new Map(uris.map((uri) => [placeKey(uri), uri]));
    const left: Budget = { characters: budget.characters, until: performance.now() + budget.ms, unread: 0 };
    await forEachInPool(distinct.values(), maxConcurrentReads, (uri) => this.#read(uri, left));
    if (left.unread > 0) this.#onError('Reading the manifests', new Error(beyondBudget(left.unread, distinct.size)));
    this.#changed.fire(undefined);
  }

  async #find({ uri: folder }: vscode.WorkspaceFolder): Promise<readonly vscode.Uri[]> {
    try {
      return await findFiles(folder, manifestQuery, maxManifests);
    } catch (error) {
      this.#onError(`Looking for manifests in ${folder.path}`, error);
      return [];
    }
  }

  #readSoon({ uri }: vscode.TextDocument): void {
    if (!isManifest(uri) || vscode.workspace.getWorkspaceFolder(uri) === undefined) return;
    const key = placeKey(uri);
    clearTimeout(this.#typingTimers.get(key));
    const timer = setTimeout(() => {
      this.#typingTimers.delete(key);
      void this.#readAgain(uri);
    }, typingMs);
    this.#typingTimers.set(key, timer);
  }

  async #readAgain(uri: vscode.Uri): Promise<void> {
    if (!isInSourceFolder(uri)) return;
    await this.#read(uri);
    this.#changed.fire(undefined);
  }

  /** Reads a manifest after all pending reads of it, so that the last read counts. */
  async #read(uri: vscode.Uri, left?: Budget): Promise<void> {
    const key = placeKey(uri);
    const read = (this.#pendingReads.get(key) ?? Promise.resolve()).then(() => this.#readNow(uri, left));
    this.#pendingReads.set(key, read);
    await read;
    if (this.#pendingReads.get(key) === read) this.#pendingReads.delete(key);
  }

  async #readNow(uri: vscode.Uri, left: Budget | undefined): Promise<void> {
    const manifest = await this.#parseFile(uri, left);
    if (manifest?.isForge !== true) this.#found.delete(placeKey(uri));
    else this.#found.set(placeKey(uri), foundManifest(uri, manifest));
  }

  /** Undefined where the file does not exist, can't be read, or is not Forge's at a first look. */
  async #parseFile(uri: vscode.Uri, left: Budget | undefined): Promise<Manifest | undefined> {
    try {
      const text = await readManifestText(uri);
      // Other tools have manifests too, and parsing takes a thousand times as long as this look.
      if (text === undefined || !mayBeForgeManifest(text)) return undefined;
      if (left && !isOpen(uri) && !isWithin(left, text.length)) return undefined;
      return await this.parse(uri, text);
    } catch (error) {
      this.#onError(`Reading ${uri.path}`, error);
      return undefined;
    }
  }
}

function foundManifest(uri: vscode.Uri, manifest: Manifest): FoundManifest {
  const { app, appId } = manifest;
  return { uri, at: appId?.start ?? { line: 0, character: 0 }, manifest, ...(app && { appId: app.id, at: app.at }) };
}

function isOpen(uri: vscode.Uri): boolean {
  return vscode.workspace.textDocuments.some((document) => placeKey(document.uri) === placeKey(uri));
}

function isWithin(left: Budget, characters: number): boolean {
  left.characters -= characters;
  if (left.characters >= 0 && performance.now() < left.until) return true;
  left.unread++;
  return false;
}

function beyondBudget(unread: number, all: number): string {
  const [megabytes, seconds] = [budget.characters / 1024 / 1024, budget.ms / 1000];
  return `${unread} of ${all} are not read: together they have more than ${megabytes} MB or took longer than ${seconds} s. Open one to have it read, or open a folder with fewer.`;
}
