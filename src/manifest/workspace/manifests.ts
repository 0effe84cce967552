import * as vscode from 'vscode';
import { createEmitter, type Disposable, type Event } from '../../core/emitter.ts';
import type { AppAri } from '../../core/ids.ts';
import type { Manifest, Place } from '../model/manifest.ts';
import { findFiles, type SoughtFiles } from './find-files.ts';

const excludedFolders = ['node_modules', '.git', 'dist', 'out'];

/** The Forge CLI reads manifest.yml, nothing else. */
const sought: SoughtFiles = {
  glob: '**/manifest.yml',
  isOne: (name) => name === 'manifest.yml',
  without: excludedFolders,
};

/** More would be no workspace of Forge apps. */
const maxManifests = 1000;

/** Much more than the 200 KB that Forge takes; larger files are not even loaded. */
const maxBytes = 1024 * 1024;

/** How long after the last keystroke an edited manifest is read again, in milliseconds. */
const typingMs = 150;

export interface FoundManifest {
  readonly uri: vscode.Uri;
  readonly appId: AppAri;
  /** Where `app.id` stands. */
  readonly at: Place;
  /** All that it says: as typed where it is open in an editor, else as on disk. */
  readonly manifest: Manifest;
}

/** The Forge manifests in the workspace folders. */
export interface Manifests {
  /** All that were found, in no order. */
  readonly list: readonly FoundManifest[];
  /** The manifests of an app, in the order of their paths. */
  of(id: AppAri): readonly FoundManifest[];
  readonly onDidChange: Event<undefined>;
  /** What a manifest's text says, as it is typed. Texts of one manifest share what they have in common. */
  parse(uri: vscode.Uri, text: string): Promise<Manifest>;
  /** Reads all manifests; afterwards they are watched, on disk and in editors. Call once. */
  start(): Promise<void>;
  dispose(): void;
}

/** The manifests of the workspace, none of them read yet; `onError` hears of files that can't be read. */
export function createManifests(onError: (doing: string, error: unknown) => void): Manifests {
  const changed = createEmitter<undefined>();
  const found = new Map<string, FoundManifest>();
  /** Reads under way, by manifest. */
  const readings = new Map<string, Promise<void>>();
  const typing = new Map<string, NodeJS.Timeout>();
  /** Of manifests that are open in editors. */
  const parsers = new Map<string, (text: string) => Manifest>();
  const disposables: Disposable[] = [];

  /** Reads a manifest after the reads of it that began before, so that the last one counts. */
  async function read(uri: vscode.Uri): Promise<void> {
    const key = uri.toString();
    const reading = (readings.get(key) ?? Promise.resolve()).then(() => readNow(uri));
    readings.set(key, reading);
    await reading;
    if (readings.get(key) === reading) readings.delete(key);
  }

  async function readNow(uri: vscode.Uri): Promise<void> {
    const manifest = await parsed(uri);
    if (manifest?.app === undefined) found.delete(uri.toString());
    else found.set(uri.toString(), { uri, appId: manifest.app.id, at: manifest.app.at, manifest });
  }

  /** What a file says; undefined where it is gone or can't be read. */
  async function parsed(uri: vscode.Uri): Promise<Manifest | undefined> {
    try {
      return await parse(uri, await currentText(uri));
    } catch (error) {
      if (!(error instanceof vscode.FileSystemError && error.code === 'FileNotFound'))
        onError(`Reading ${uri.path}`, error);
      return undefined;
    }
  }

  async function parse(uri: vscode.Uri, text: string): Promise<Manifest> {
    // The YAML parser is loaded with the first manifest.
    const { createManifestParser, parseManifest } = await import('../model/manifest.ts');
    const key = uri.toString();
    if (!vscode.workspace.textDocuments.some((document) => document.uri.toString() === key)) {
      parsers.delete(key);
      return parseManifest(text);
    }
    const parser = parsers.get(key) ?? createManifestParser();
    parsers.set(key, parser);
    return parser(text);
  }

  async function readAll(): Promise<void> {
    const uris = (await Promise.all((vscode.workspace.workspaceFolders ?? []).map(manifestsIn))).flat();
    found.clear();
    await Promise.all([...new Map(uris.map((uri) => [uri.toString(), uri])).values()].map(read));
    changed.fire(undefined);
  }

  /** The manifests below a workspace folder; none where it can't be looked into, which is told. */
  async function manifestsIn({ uri: folder }: vscode.WorkspaceFolder): Promise<readonly vscode.Uri[]> {
    try {
      return await findFiles(folder, sought, maxManifests);
    } catch (error) {
      onError(`Looking for manifests in ${folder.path}`, error);
      return [];
    }
  }

  async function reread(uri: vscode.Uri): Promise<void> {
    if (isExcluded(uri)) return;
    await read(uri);
    changed.fire(undefined);
  }

  function rereadSoon({ uri }: vscode.TextDocument): void {
    if (!uri.path.endsWith('/manifest.yml') || vscode.workspace.getWorkspaceFolder(uri) === undefined) return;
    const key = uri.toString();
    clearTimeout(typing.get(key));
    const timer = setTimeout(() => {
      typing.delete(key);
      void reread(uri);
    }, typingMs);
    typing.set(key, timer);
  }

  return {
    get list() {
      return [...found.values()];
    },
    of: (id) =>
      [...found.values()].filter(({ appId }) => appId === id).sort((a, b) => a.uri.path.localeCompare(b.uri.path)),
    onDidChange: changed.event,
    parse,
    async start() {
      const watcher = vscode.workspace.createFileSystemWatcher(sought.glob);
      disposables.push(
        watcher,
        watcher.onDidCreate(reread),
        watcher.onDidChange(reread),
        // Such an event can come after the file was made anew.
        watcher.onDidDelete(reread),
        vscode.workspace.onDidChangeWorkspaceFolders(() => void readAll()),
        vscode.workspace.onDidChangeTextDocument(({ document }) => rereadSoon(document)),
        // What was typed and not saved is gone with its editor.
        vscode.workspace.onDidCloseTextDocument(rereadSoon),
      );
      await readAll();
    },
    dispose() {
      for (const timer of typing.values()) clearTimeout(timer);
      for (const disposable of disposables) disposable.dispose();
    },
  };
}

/** Whether a file lies in a folder that holds no sources, below its workspace folder. */
function isExcluded(uri: vscode.Uri): boolean {
  const folders = vscode.workspace.asRelativePath(uri, false).split('/').slice(0, -1);
  return folders.some((folder) => excludedFolders.includes(folder));
}

/**
 * The text of a manifest: of its editor where something was typed and not saved, else of the file. Throws for one that
 * is too large to be a manifest.
 */
async function currentText(uri: vscode.Uri): Promise<string> {
  const unsaved = vscode.workspace.textDocuments.find(
    (document) => document.isDirty && document.uri.toString() === uri.toString(),
  );
  if (unsaved) return unsaved.getText();
  const { size, type } = await vscode.workspace.fs.stat(uri);
  // A link to a device has no end.
  if ((type & vscode.FileType.File) === 0) throw new Error('it is no file');
  if (size > maxBytes) throw new Error(`it has ${size} bytes, and Forge takes manifests of at most 200 KB`);
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}
