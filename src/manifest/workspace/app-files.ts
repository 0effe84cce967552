import * as vscode from 'vscode';
import { isWithinPlace, pathWithin, placeKey } from '../../files/place.ts';
import type { CodeSource } from '../code/app-code.ts';
import { type AppLayout, type EntryPoints, layOut } from '../code/app-layout.ts';
import type { ReadFile } from '../code/app-reading.ts';
import { maxCodeLength } from '../code/relevant-code.ts';
import type { ListFolder } from './folder-listing.ts';
import { readText } from './read-text.ts';

export interface AppFilesOptions {
  /** The folder of the app's manifest. */
  readonly folder: vscode.Uri;
  /** Whether a file belongs to an app whose folder lies within this one's. */
  readonly isInOtherApp: (uri: vscode.Uri) => boolean;
  readonly entryPoints: () => EntryPoints | undefined;
  /** Shared with the other apps. */
  readonly listFolder: ListFolder;
  /** Receives why files are not read. */
  readonly onError: (doing: string, error: unknown) => void;
}

/** The files that an app's code may be in. Paths are relative to the workspace folder. */
export interface AppFiles extends CodeSource {
  pathOf(uri: vscode.Uri): string;
  uriOf(path: string): vscode.Uri;
}

/**
 * The code files in an app's folder, and where they import what lies outside in the workspace folder also those there,
 * by the current `.gitignore` files. Throws as `ListFolder` does.
 */
export function createAppFiles(options: AppFilesOptions): AppFiles {
  const { folder, onError } = options;
  const top = vscode.workspace.getWorkspaceFolder(folder)?.uri ?? folder;
  const pathOf = (uri: vscode.Uri) => pathWithin(top, uri);
  const uriOf = (path: string) => vscode.Uri.joinPath(top, path);
  return {
    pathOf,
    uriOf,
    layOut: async (isWide) => {
      const narrow = () => layOutFolder(folder, top, options);
      if (!isWide) return narrow();
      return layOutFolder(top, top, options).catch(async (error: unknown): Promise<AppLayout> => {
        onError(`Looking for code in ${top.path}`, error);
        return { ...(await narrow()), isWide: true };
      });
    },
    readFile: async (path) => readCode(path, uriOf(path), onError),
  };
}

async function layOutFolder(within: vscode.Uri, top: vscode.Uri, options: AppFilesOptions): Promise<AppLayout> {
  const { folder, isInOtherApp, entryPoints, listFolder } = options;
  const { code, packages } = await listFolder(within, top);
  const starts = entryPoints();
  return layOut({
    folder: pathWithin(top, folder),
    code,
    isWide: placeKey(within) === placeKey(top),
    isInOtherApp: (path) => isInOtherApp(vscode.Uri.joinPath(top, path)),
    packages,
    ...(starts && { entryPoints: starts }),
  });
}

async function readCode(path: string, uri: vscode.Uri, onError: AppFilesOptions['onError']): Promise<ReadFile> {
  try {
    // A character takes up to four bytes.
    const read = await readText(uri, maxCodeLength * 4);
    if (read === 'tooLarge') return { path, failed: 'tooLarge' };
    return typeof read === 'object' ? { path, text: read.text } : { path };
  } catch (error) {
    onError(`Reading ${uri.path}`, error);
    return { path, failed: 'unreadable' };
  }
}

/** Whether a file lies in a folder, at any depth. */
export function isWithin(folder: vscode.Uri, uri: vscode.Uri): boolean {
  return isWithinPlace(folder, uri);
}
