import * as vscode from 'vscode';
import type { Event } from '../core/emitter.ts';
import type { AppAri } from '../core/ids.ts';
import { isWithinPlace, pathWithin, placeKey } from '../files/place.ts';
import type { Manifest } from '../manifest/model/manifest.ts';

/** A manifest in the workspace, in whose folder the Forge CLI runs. */
export interface AppManifest {
  readonly uri: vscode.Uri;
  readonly appId: AppAri;
  readonly manifest: Manifest;
}

/** The manifests of the workspace, and how people choose among them. */
export interface AppManifests {
  readonly list: readonly AppManifest[];
  of(id: AppAri): readonly AppManifest[];
  /** Parses a text of a manifest. */
  parse(uri: vscode.Uri, text: string): Promise<Manifest>;
  readonly onDidChange: Event<undefined>;
}

/** A manifest as it was found, which may not say of which app. */
export type FoundManifest = Omit<AppManifest, 'appId'> & { readonly appId?: AppAri };

/** The manifests of the workspace as they were found. */
export interface FoundManifests extends Omit<AppManifests, 'list' | 'of'> {
  readonly list: readonly FoundManifest[];
}

/**
 * Asks which manifest a command is about, where that is not clear. Undefined if the user cancelled, or if there is none,
 * which is shown.
 */
export interface ManifestChoice {
  readonly byEditor: (title: string) => Promise<FoundManifest | undefined>;
  readonly among: <M extends FoundManifest>(list: readonly M[], title: string) => Promise<M | undefined>;
}

/** The manifests that say of which app they are. */
export function manifestsOfApps(found: FoundManifests): AppManifests {
  const list = () => found.list.filter(isOfApp);
  return {
    get list() {
      return list();
    },
    of: (id) =>
      list()
        .filter(({ appId }) => appId === id)
        .sort((a, b) => a.uri.path.localeCompare(b.uri.path)),
    parse: (uri, text) => found.parse(uri, text),
    onDidChange: found.onDidChange,
  };
}

/** The name of an app as an account lists it; where none does, the folder of its manifest. */
export function appName(manifest: AppManifest, app: { readonly name: string } | undefined): string {
  const root = vscode.workspace.getWorkspaceFolder(manifest.uri);
  const inRoot = root && folderInWorkspace(manifest) === '' ? root.name : undefined;
  return app?.name ?? inRoot ?? vscode.workspace.asRelativePath(appFolder(manifest));
}

/** Whether a manifest says of which app it is. */
export function isOfApp(manifest: FoundManifest): manifest is AppManifest {
  return manifest.appId !== undefined;
}

/** The folder of an app. */
export function appFolder({ uri }: Pick<AppManifest, 'uri'>): vscode.Uri {
  return vscode.Uri.joinPath(uri, '..');
}

/** The manifest of the app that a file belongs to: the nearest one above it. */
export function manifestAbove(list: readonly AppManifest[], file: vscode.Uri): AppManifest | undefined {
  return list
    .filter((manifest) => isWithinPlace(appFolder(manifest), file))
    .sort((a, b) => b.uri.path.length - a.uri.path.length)[0];
}

/** The manifest directly in a folder. */
export function manifestIn(list: readonly AppManifest[], folder: vscode.Uri): AppManifest | undefined {
  return list.find((manifest) => placeKey(appFolder(manifest)) === placeKey(folder));
}

/** The app's folder relative to its workspace folder; empty if they are one. */
export function folderInWorkspace(manifest: AppManifest): string {
  const root = vscode.workspace.getWorkspaceFolder(manifest.uri);
  return root ? pathWithin(root.uri, appFolder(manifest)) : '';
}

/** Whether the Forge CLI can run in the app's folder: it needs a disk. */
export function isOnDisk({ uri }: AppManifest): boolean {
  return uri.scheme === 'file' && vscode.workspace.getWorkspaceFolder(uri) !== undefined;
}
