import * as vscode from 'vscode';
import type { AppAri } from '../../core/ids.ts';
import type { FoundManifest, Manifests } from './manifests.ts';

/** The apps whose manifests are in the workspace. */
export interface WorkspaceApps {
  /** The folders of an app's manifests, with what its functions run (such as `index.run`) by their keys. */
  readonly foldersOf: (id: AppAri) => readonly {
    readonly folder: vscode.Uri;
    readonly handlers: ReadonlyMap<string, string>;
  }[];
  /** The app of the file in the active editor, else of one that is seen, else the only one; undefined without any. */
  readonly openApp: () => AppAri | undefined;
}

/** Looks apps up among the manifests. */
export function workspaceApps(manifests: Manifests): WorkspaceApps {
  const folderOf = ({ uri }: FoundManifest) => vscode.Uri.joinPath(uri, '..');

  /** The app in whose folder a file is; the innermost if folders are nested. */
  function appOf({ document: { uri } }: vscode.TextEditor): AppAri | undefined {
    const around = manifests.list.filter((found) => {
      const folder = folderOf(found);
      return folder.scheme === uri.scheme && uri.path.startsWith(`${folder.path.replace(/\/$/, '')}/`);
    });
    return around.sort((a, b) => b.uri.path.length - a.uri.path.length)[0]?.appId;
  }

  return {
    foldersOf: (id) =>
      manifests.of(id).map((found) => ({
        folder: folderOf(found),
        handlers: new Map(
          found.manifest.modules.flatMap(({ key, handler }) =>
            key === undefined || handler === undefined ? [] : [[key, handler] as const],
          ),
        ),
      })),
    openApp() {
      const editors = [vscode.window.activeTextEditor, ...vscode.window.visibleTextEditors].filter(
        (editor) => editor !== undefined,
      );
      const apps = new Set(manifests.list.map(({ appId }) => appId));
      const [only] = apps.size === 1 ? apps : [];
      return editors.map(appOf).find((id) => id !== undefined) ?? only;
    },
  };
}
