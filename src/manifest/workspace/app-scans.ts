import * as vscode from 'vscode';
import type { CodeThread } from '../code/app-code.ts';
import { entryPointsOf } from '../model/entry-points.ts';
import type { ManifestThread } from '../model/manifest-thread.ts';
import { isInstalled } from '../code/relevant-code.ts';
import { createEmitter, type Disposable, type Event } from '../../core/emitter.ts';
import type { EntryPoints } from '../code/app-layout.ts';
import { pathWithin, placeKey } from '../../files/place.ts';
import { isWithin } from './app-files.ts';
import { type AppScan, type AppScanner, createAppScanner } from './app-scanner.ts';
import { createFolderListings, findCodeFiles, type ListFolder } from './folder-listing.ts';
import type { Manifests } from './manifests.ts';
import { watchCode } from './watch-code.ts';

/**
 * How long a scan is kept after its manifest has disappeared, in milliseconds. Retyping `app.id` makes a manifest
 * disappear for a moment.
 */
const keepMs = 2_000;

/** The scans of the code of the apps whose manifests are in the workspace. */
export interface AppScans extends Disposable {
  /** The scan of a manifest's app; undefined where scanning is off or the manifest is not found yet. */
  of(manifest: vscode.Uri): AppScan | undefined;
  /** Fires with the manifest of an app whose scan changed. */
  readonly onDidChange: Event<vscode.Uri>;
  /** Fires with the manifest of an app when one more of its files was read for the first time. */
  readonly onDidProgress: Event<vscode.Uri>;
  /** Reads all code of an app again. */
  rescan(manifest: vscode.Uri): Promise<void>;
  /** Reads the files of an app again that could not be read for a reason that may be temporary. */
  retry(manifest: vscode.Uri): Promise<void>;
}

export interface AppScansOptions {
  readonly manifests: Manifests;
  readonly scanner: CodeThread;
  readonly thread: Pick<ManifestThread, 'ignored'>;
  /** Whether code is scanned at all; asked again with each `onDidChangeSetting`. */
  readonly isOn: () => boolean;
  readonly onDidChangeSetting: (listener: () => unknown) => Disposable;
  /** Receives errors of files and folders that could not be read. */
  readonly onError: (doing: string, error: unknown) => void;
}

/**
 * Scans the code of the apps in the workspace in the background, and again what changes on disk or in an editor. A file
 * belongs to the app with the nearest manifest above it.
 */
export function createAppScans(options: AppScansOptions): AppScans {
  return new WorkspaceScans(options);
}

interface App {
  readonly manifest: vscode.Uri;
  readonly folder: vscode.Uri;
  readonly scanner: AppScanner;
  /** Where its code starts, as JSON. */
  entryPoints?: string;
  /** Removes the app, some time after its manifest has disappeared. */
  removal?: NodeJS.Timeout | undefined;
}

class WorkspaceScans implements AppScans {
  readonly #options: AppScansOptions;
  readonly #listFolder: ListFolder;
  readonly #changed = createEmitter<vscode.Uri>();
  readonly #progressed = createEmitter<vscode.Uri>();
  /** By the place of the manifest. */
  readonly #apps = new Map<string, App>();
  /** The places of the apps' folders, while these stay the same. */
  #folders: ReadonlySet<string> | undefined;
  readonly #subscriptions: readonly Disposable[];
  /** Watches the code while there are apps. */
  #watcher: Disposable | undefined;

  readonly onDidChange = this.#changed.event;
  readonly onDidProgress = this.#progressed.event;

  constructor(options: AppScansOptions) {
    this.#options = options;
    this.#listFolder = createFolderListings(options);
    const update = () => this.#updateApps();
    this.#subscriptions = [options.manifests.onDidChange(update), options.onDidChangeSetting(update)];
    this.#updateApps();
  }

  of(manifest: vscode.Uri): AppScan | undefined {
    return this.#options.isOn() ? this.#apps.get(placeKey(manifest))?.scanner.scan : undefined;
  }

  async rescan(manifest: vscode.Uri): Promise<void> {
    await this.#apps.get(placeKey(manifest))?.scanner.readAll();
  }

  async retry(manifest: vscode.Uri): Promise<void> {
    await this.#apps.get(placeKey(manifest))?.scanner.retry();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#watcher?.dispose();
    for (const app of this.#apps.values()) {
      clearTimeout(app.removal);
      app.scanner.dispose();
    }
    this.#options.scanner.dispose();
  }

  /** Adds apps of new manifests, and removes those whose manifests are gone. */
  #updateApps(): void {
    const { isOn, manifests } = this.#options;
    const wanted = new Map(isOn() ? manifests.list.map(({ uri }) => [placeKey(uri), uri]) : []);
    for (const [key, app] of this.#apps) {
      clearTimeout(app.removal);
      app.removal = wanted.has(key) ? undefined : setTimeout(() => this.#remove(app), isOn() ? keepMs : 0);
    }
    const added = [...wanted].filter(([key]) => !this.#apps.has(key)).map(([, uri]) => this.#add(uri));
    // Apps around a new one lose the files in its folder.
    const outer = added.flatMap(({ folder }) => this.#appsAround(folder));
    const moved = [...this.#apps.values()].filter((app) => this.#hasMoved(app));
    for (const app of new Set([...added, ...outer, ...moved])) void app.scanner.readAll();
    if (this.#apps.size > 0) this.#watcher ??= this.#watchCode();
  }

  #add(manifest: vscode.Uri): App {
    const folder = vscode.Uri.joinPath(manifest, '..');
    const { scanner, onError } = this.#options;
    const app: App = {
      manifest,
      folder,
      scanner: createAppScanner({
        folder,
        scanner,
        listFolder: this.#listFolder,
        onError,
        isInOtherApp: (uri) => this.#isInAppWithin(folder, uri),
        entryPoints: () => this.#entryPoints(manifest),
        onChange: () => this.#changed.fire(manifest),
        onProgress: () => this.#progressed.fire(manifest),
      }),
    };
    this.#apps.set(placeKey(manifest), app);
    this.#folders = undefined;
    return app;
  }

  #remove(app: App): void {
    app.scanner.dispose();
    this.#apps.delete(placeKey(app.manifest));
    this.#folders = undefined;
    this.#changed.fire(app.manifest);
    for (const outer of this.#appsAround(app.folder)) void outer.scanner.readAll();
    if (this.#apps.size > 0) return;
    this.#watcher?.dispose();
    this.#watcher = undefined;
  }

  #watchCode(): Disposable {
    return watchCode({
      isRelevant: (uri) => this.#isRelevant(uri),
      onFiles: (uris) => this.#readAgain(uris),
      onIgnoreRules: (gitignore) => this.#applyIgnoreRules(gitignore),
    });
  }

  #isRelevant(uri: vscode.Uri): boolean {
    return (
      this.#appsAround(uri).some(({ folder }) => !isInstalled(pathWithin(folder, uri))) ||
      [...this.#apps.values()].some(({ scanner }) => scanner.hasRead(uri)) ||
      (uri.path.endsWith('/.gitignore') && this.#appsWithin(vscode.Uri.joinPath(uri, '..')).length > 0)
    );
  }

  async #readAgain(uris: readonly vscode.Uri[]): Promise<void> {
    const all = [...uris, ...(await filesInFolders(uris))];
    for (const app of this.#apps.values()) {
      const own = all.filter((uri) => isWithin(app.folder, uri) || app.scanner.hasRead(uri));
      if (own.length > 0) void app.scanner.readAgain(own);
    }
  }

  /** Ignore rules apply to everything below them, which may be several apps or a part of one. */
  #applyIgnoreRules(gitignore: vscode.Uri): void {
    const folder = vscode.Uri.joinPath(gitignore, '..');
    for (const app of new Set([...this.#appsWithin(folder), ...this.#appsAround(gitignore)]))
      void app.scanner.readAll();
  }

  /** The apps whose folders contain a file or folder. */
  #appsAround(uri: vscode.Uri): App[] {
    return [...this.#apps.values()].filter(({ folder }) => isWithin(folder, uri));
  }

  /** Whether an app's code starts elsewhere than when it was asked before. */
  #hasMoved(app: App): boolean {
    const before = app.entryPoints;
    app.entryPoints = JSON.stringify(this.#entryPoints(app.manifest) ?? {});
    return before !== undefined && before !== app.entryPoints;
  }

  #entryPoints(manifest: vscode.Uri): EntryPoints | undefined {
    const key = placeKey(manifest);
    const found = this.#options.manifests.list.find(({ uri }) => placeKey(uri) === key);
    return found && entryPointsOf(found.manifest);
  }

  /**
   * Whether a file in a folder lies in an app whose own folder lies within. Asked for each of thousands of files, while
   * there may be a thousand apps: looks for each folder above the file.
   */
  #isInAppWithin(folder: vscode.Uri, uri: vscode.Uri): boolean {
    const folders = (this.#folders ??= new Set([...this.#apps.values()].map((app) => placeKey(app.folder))));
    const file = placeKey(uri);
    const { length } = placeKey(folder);
    for (let end = file.lastIndexOf('/'); end > length; end = file.lastIndexOf('/', end - 1))
      if (folders.has(file.slice(0, end))) return true;
    return false;
  }

  /** The apps whose folders lie in a folder. */
  #appsWithin(folder: vscode.Uri): App[] {
    return [...this.#apps.values()].filter((app) => isWithin(folder, app.folder));
  }
}

/** The code in those URIs that are folders. Only files without an extension can be folders. */
async function filesInFolders(uris: readonly vscode.Uri[]): Promise<readonly vscode.Uri[]> {
  const candidates = uris.filter((uri) => !/\.[^/]*$/.test(uri.path));
  // Most do not exist any more, or are files.
  const found = await Promise.all(candidates.map(async (uri) => findCodeFiles(uri).catch(() => [])));
  return found.flat();
}
