import * as vscode from 'vscode';
import { createEmitter, type Event } from '../core/emitter.ts';
import type { AppAri } from '../core/ids.ts';
import type { Place } from '../manifest/manifest.ts';

/** The Forge CLI reads manifest.yml, nothing else. */
const pattern = '**/manifest.yml';
const excluded = '**/{node_modules,.git,dist,out}/**';

/** More would be no workspace of Forge apps. */
const maxManifests = 1000;

/** Largest manifest that Forge takes, with some room. */
const maxBytes = 1024 * 1024;

export interface FoundManifest {
  readonly uri: vscode.Uri;
  readonly appId: AppAri;
  /** Where `app.id` stands. */
  readonly at: Place;
}

/** The Forge manifests in the workspace folders. */
export interface Manifests {
  /** The manifests of an app, in the order of their paths. */
  of(id: AppAri): readonly FoundManifest[];
  readonly onDidChange: Event<undefined>;
  /** Reads all manifests; afterwards they are watched. Call once. */
  start(): Promise<void>;
  dispose(): void;
}

/** The manifests of the workspace, none of them read yet; `onError` hears of files that can't be read. */
export function createManifests(onError: (doing: string, error: unknown) => void): Manifests {
  const changed = createEmitter<undefined>();
  const found = new Map<string, FoundManifest>();
  const disposables: vscode.Disposable[] = [];

  async function read(uri: vscode.Uri): Promise<void> {
    try {
      const { size } = await vscode.workspace.fs.stat(uri);
      const text = size > maxBytes ? '' : new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
      // The YAML parser is loaded with the first manifest.
      const { parseManifest } = await import('../manifest/manifest.ts');
      const { app } = parseManifest(text);
      if (app === undefined) found.delete(uri.toString());
      else found.set(uri.toString(), { uri, appId: app.id, at: app.at });
    } catch (error) {
      found.delete(uri.toString());
      onError(`Reading ${uri.path}`, error);
    }
  }

  async function readAll(): Promise<void> {
    const uris = await vscode.workspace.findFiles(pattern, excluded, maxManifests);
    found.clear();
    await Promise.all(uris.map(read));
    changed.fire(undefined);
  }

  async function reread(uri: vscode.Uri): Promise<void> {
    if (uri.path.includes('/node_modules/')) return;
    await read(uri);
    changed.fire(undefined);
  }

  return {
    of: (id) => [...found.values()].filter(({ appId }) => appId === id).sort((a, b) => a.uri.path.localeCompare(b.uri.path)),
    onDidChange: changed.event,
    async start() {
      const watcher = vscode.workspace.createFileSystemWatcher(pattern);
      disposables.push(
        watcher,
        watcher.onDidCreate(reread),
        watcher.onDidChange(reread),
        watcher.onDidDelete((uri) => {
          if (found.delete(uri.toString())) changed.fire(undefined);
        }),
        vscode.workspace.onDidChangeWorkspaceFolders(() => void readAll()),
      );
      await readAll();
    },
    dispose() {
      for (const disposable of disposables) disposable.dispose();
    },
  };
}
