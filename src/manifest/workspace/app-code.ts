import * as vscode from 'vscode';
import { isInExcludedFolder } from '../code/relevant-code.ts';
import type { FileScanner } from '../code/file-scanner.ts';
import { createEmitter, type Disposable, type Event } from '../../core/emitter.ts';
import { findCode, isWithin, relative } from './app-files.ts';
import { type AppCode, type AppScan, createAppScan } from './app-scan.ts';
import { watchCode } from './code-watch.ts';
import type { Manifests } from './manifests.ts';

export { type AppCode, mayBeOver, wholeCode } from './app-scan.ts';

/**
 * How long a manifest may be gone, as while its `app.id` is typed anew, before its code is forgotten, in milliseconds.
 */
const forgetMs = 2_000;

/** The code of the apps whose manifests are in the workspace. */
export interface AppCodes extends Disposable {
  /**
   * The code of a manifest's app; undefined where the scan is switched off, and for a manifest that is not (yet) found.
   */
  of(manifest: vscode.Uri): AppCode | undefined;
  /** Tells of a manifest whose code is known better, or otherwise, than before. */
  readonly onDidChange: Event<vscode.Uri>;
  /** Tells of a manifest when one more file of its code was read for the first time. */
  readonly onDidProgress: Event<vscode.Uri>;
  /** Reads all code of an app again. */
  rescan(manifest: vscode.Uri): Promise<void>;
  /** Reads again the files of an app that could not be read, but for their text. */
  retry(manifest: vscode.Uri): Promise<void>;
}

export interface AppCodesOptions {
  readonly manifests: Manifests;
  readonly scanner: FileScanner;
  /** Whether code is to be read at all; asked again whenever `onDidChangeSetting` tells. */
  readonly isOn: () => boolean;
  readonly onDidChangeSetting: (listener: () => unknown) => Disposable;
  /** Hears of what could not be read. */
  readonly onError: (doing: string, error: unknown) => void;
}

interface App {
  readonly manifest: vscode.Uri;
  readonly folder: vscode.Uri;
  readonly scan: AppScan;
  /** Runs out when the manifest has been gone for long. */
  forgetting?: NodeJS.Timeout | undefined;
}

/**
 * Reads the code of the apps in the workspace in the background, and again what changes: on disk, and as it is typed. A
 * file belongs to the app with the nearest manifest above it.
 */
export function createAppCodes({ manifests, scanner, isOn, onDidChangeSetting, onError }: AppCodesOptions): AppCodes {
  const changed = createEmitter<vscode.Uri>();
  const progressed = createEmitter<vscode.Uri>();
  const apps = new Map<string, App>();
  let watching: Disposable | undefined;

  /** The apps within whose folders something lies. */
  const around = (uri: vscode.Uri): App[] => [...apps.values()].filter(({ folder }) => isWithin(folder, uri));
  const within = (folder: vscode.Uri): App[] => [...apps.values()].filter((app) => isWithin(folder, app.folder));

  /** Follows what manifests there are: reads the code of new ones, forgets that of those that are gone. */
  function follow(): void {
    const wanted = new Map(isOn() ? manifests.list.map(({ uri }) => [uri.toString(), uri]) : []);
    for (const [key, app] of apps) {
      clearTimeout(app.forgetting);
      app.forgetting = wanted.has(key) ? undefined : setTimeout(() => forget(app), isOn() ? forgetMs : 0);
    }
    const added = [...wanted].filter(([key]) => !apps.has(key)).map(([, uri]) => add(uri));
    // Of what is found within an app, nothing is its own any more.
    const outer = added.flatMap(({ folder }) => around(folder));
    for (const app of new Set([...added, ...outer])) void app.scan.readAll();
    if (apps.size > 0) watching ??= watchCode({ isOfInterest, onFiles, onRules });
  }

  function isOfInterest(uri: vscode.Uri): boolean {
    return (
      around(uri).some(({ folder }) => !isInExcludedFolder(relative(folder, uri))) ||
      (uri.path.endsWith('/.gitignore') && within(vscode.Uri.joinPath(uri, '..')).length > 0)
    );
  }

  function add(manifest: vscode.Uri): App {
    const folder = vscode.Uri.joinPath(manifest, '..');
    const scan = createAppScan({
      folder,
      scanner,
      onError,
      isElsewhere: (uri) => within(folder).some((inner) => isWithin(inner.folder, uri)),
      onChange: () => changed.fire(manifest),
      onProgress: () => progressed.fire(manifest),
    });
    const app = { manifest, folder, scan };
    apps.set(manifest.toString(), app);
    return app;
  }

  function forget(app: App): void {
    app.scan.dispose();
    apps.delete(app.manifest.toString());
    changed.fire(app.manifest);
    for (const outer of around(app.folder)) void outer.scan.readAll();
    if (apps.size > 0) return;
    watching?.dispose();
    watching = undefined;
  }

  async function onFiles(uris: readonly vscode.Uri[]): Promise<void> {
    const all = [...uris, ...(await filesIn(uris))];
    for (const app of apps.values()) {
      const own = all.filter((uri) => isWithin(app.folder, uri));
      if (own.length > 0) void app.scan.readAgain(own);
    }
  }

  /** Rules hold for what lies below them, which may be several apps, or a part of one. */
  function onRules(gitignore: vscode.Uri): void {
    const folder = vscode.Uri.joinPath(gitignore, '..');
    for (const app of new Set([...within(folder), ...around(gitignore)])) void app.scan.readAll();
  }

  const subscriptions = [manifests.onDidChange(follow), onDidChangeSetting(follow)];
  follow();
  return {
    of: (manifest) => (isOn() ? apps.get(manifest.toString())?.scan.code : undefined),
    onDidChange: changed.event,
    onDidProgress: progressed.event,
    rescan: async (manifest) => apps.get(manifest.toString())?.scan.readAll(),
    retry: async (manifest) => apps.get(manifest.toString())?.scan.retry(),
    dispose() {
      for (const subscription of [...subscriptions, ...(watching ? [watching] : [])]) subscription.dispose();
      for (const app of apps.values()) {
        clearTimeout(app.forgetting);
        app.scan.dispose();
      }
      scanner.dispose();
    },
  };
}

/** What lies in those that are folders; files without an ending could be some. */
async function filesIn(uris: readonly vscode.Uri[]): Promise<readonly vscode.Uri[]> {
  // Most are gone, or no folders.
  const found = await Promise.all(
    uris.filter((uri) => !/\.[^/]*$/.test(uri.path)).map(async (uri) => findCode(uri).catch(() => [])),
  );
  return found.flat();
}
