import * as vscode from 'vscode';
import { createEmitter, type Disposable, type Event } from '../../core/emitter.ts';
import type { AppAri } from '../../core/ids.ts';
import type { Manifest, Position } from '../model/manifest.ts';
import { findFiles } from './find-files.ts';
import { isInSourceFolder, manifestQuery, readManifestText } from './manifest-files.ts';

/** No workspace of Forge apps has more manifests. */
const maxManifests = 1000;

/** How long after the last keystroke an edited manifest is read again, in milliseconds. */
const typingMs = 150;

export interface FoundManifest {
  readonly uri: vscode.Uri;
  readonly appId: AppAri;
  /** The position of `app.id`. */
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

/** The manifests of the workspace, none of them read yet. `onError` receives errors of files that can't be read. */
export function createManifests(onError: (doing: string, error: unknown) => void): Manifests {
  return new WorkspaceManifests(onError);
}

class WorkspaceManifests implements Manifests {
  readonly #onError: (doing: string, error: unknown) => void;
  readonly #changed = createEmitter<undefined>();
  /** These maps are by the URI of the manifest. */
  readonly #found = new Map<string, FoundManifest>();
  readonly #pendingReads = new Map<string, Promise<void>>();
  readonly #typingTimers = new Map<string, NodeJS.Timeout>();
  /** Of manifests that are open in editors. */
  readonly #parsers = new Map<string, (text: string) => Manifest>();
  readonly #disposables: Disposable[] = [];

  readonly onDidChange = this.#changed.event;

  constructor(onError: (doing: string, error: unknown) => void) {
    this.#onError = onError;
  }

  get list(): readonly FoundManifest[] {
    return [...this.#found.values()];
  }

  of(id: AppAri): readonly FoundManifest[] {
    return this.list.filter(({ appId }) => appId === id).sort((a, b) => a.uri.path.localeCompare(b.uri.path));
  }

  async parse(uri: vscode.Uri, text: string): Promise<Manifest> {
    // Loads the YAML parser with the first manifest.
    const { createManifestParser, parseManifest } = await import('../model/manifest.ts');
    const key = uri.toString();
    if (!vscode.workspace.textDocuments.some((document) => document.uri.toString() === key)) {
      this.#parsers.delete(key);
      return parseManifest(text);
    }
    const parser = this.#parsers.get(key) ?? createManifestParser();
    this.#parsers.set(key, parser);
    return parser(text);
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
    const distinct = new Map(uris.map((uri) => [uri.toString(), uri]));
    await Promise.all([...distinct.values()].map((uri) => this.#read(uri)));
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
    if (!uri.path.endsWith('/manifest.yml') || vscode.workspace.getWorkspaceFolder(uri) === undefined) return;
    const key = uri.toString();
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
  async #read(uri: vscode.Uri): Promise<void> {
    const key = uri.toString();
    const read = (this.#pendingReads.get(key) ?? Promise.resolve()).then(() => this.#readNow(uri));
    this.#pendingReads.set(key, read);
    await read;
    if (this.#pendingReads.get(key) === read) this.#pendingReads.delete(key);
  }

  async #readNow(uri: vscode.Uri): Promise<void> {
    const manifest = await this.#parseFile(uri);
    if (manifest?.app === undefined) this.#found.delete(uri.toString());
    else this.#found.set(uri.toString(), { uri, appId: manifest.app.id, at: manifest.app.at, manifest });
  }

  /** Undefined where the file does not exist or can't be read. */
  async #parseFile(uri: vscode.Uri): Promise<Manifest | undefined> {
    try {
      return await this.parse(uri, await readManifestText(uri));
    } catch (error) {
      if (!(error instanceof vscode.FileSystemError && error.code === 'FileNotFound'))
        this.#onError(`Reading ${uri.path}`, error);
      return undefined;
    }
  }
}
