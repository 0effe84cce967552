import * as vscode from 'vscode';
import type { IgnoreRules } from '../code/ignore-rules.ts';
import { codeFileName, codeGlob, isAppCode, excludedFolders } from '../code/relevant-code.ts';
import { findFiles, type FileQuery } from './find-files.ts';

/** No app has more files of its own code. */
export const maxFiles = 10_000;

const codeQuery: FileQuery = { glob: codeGlob, matches: (name) => codeFileName.test(name), excludedFolders };
const gitignoreQuery: FileQuery = {
  glob: '**/.gitignore',
  matches: (name) => name === '.gitignore',
  excludedFolders,
};

/** The files that can hold an app's code: in its folder, hand-written, not ignored by git. */
export interface AppFiles {
  /** Finds all of them, up to `maxFiles`. */
  list(): Promise<readonly vscode.Uri[]>;
  /** Whether a file is one of them, if it exists. */
  has(uri: vscode.Uri): boolean;
}

/**
 * The code files in a folder, by the current `.gitignore` files in the folder, below it, and above it up to the
 * workspace folder. `isInOtherApp` excludes files of apps whose folders lie within.
 */
export async function readAppFiles(folder: vscode.Uri, isInOtherApp: (uri: vscode.Uri) => boolean): Promise<AppFiles> {
  const top = vscode.workspace.getWorkspaceFolder(folder)?.uri ?? folder;
  const rules = await readRules(top, folder);
  const has = (uri: vscode.Uri) =>
    isWithin(folder, uri) &&
    isAppCode(relativePath(folder, uri)) &&
    !isInOtherApp(uri) &&
    !rules.ignores(relativePath(top, uri));
  return {
    has,
    list: async () => (await findCodeFiles(folder)).filter(has),
  };
}

/** All code files in a folder, also ignored ones and those of other apps. Throws as `findFiles` does. */
export async function findCodeFiles(folder: vscode.Uri): Promise<readonly vscode.Uri[]> {
  return findFiles(folder, codeQuery, maxFiles);
}

/** Whether a file lies in a folder, at any depth. */
export function isWithin(folder: vscode.Uri, uri: vscode.Uri): boolean {
  return (
    uri.scheme === folder.scheme && uri.authority === folder.authority && uri.path.startsWith(asFolder(folder.path))
  );
}

async function readRules(top: vscode.Uri, folder: vscode.Uri): Promise<IgnoreRules> {
  const below = await findFiles(folder, gitignoreQuery, maxFiles);
  const above: vscode.Uri[] = [];
  // The root of a file system is its own parent; there `isWithin` ends the loop.
  for (let at = folder; at.path !== top.path && isWithin(top, at); at = vscode.Uri.joinPath(at, '..'))
    above.push(vscode.Uri.joinPath(at, '..', '.gitignore'));
  const texts = await Promise.all(
    [...below, ...above].map(
      async (uri) => [relativePath(top, vscode.Uri.joinPath(uri, '..')), await textIfReadable(uri)] as const,
    ),
  );
  // Loads the package `ignore` with the first app that has code.
  const { createIgnoreRules } = await import('../code/ignore-rules.ts');
  return createIgnoreRules(
    new Map(texts.filter((entry): entry is readonly [string, string] => entry[1] !== undefined)),
  );
}

async function textIfReadable(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    // A missing or unreadable file has no rules.
    return undefined;
  }
}

/** The path of a file relative to a folder around it; `''` for the folder itself. */
export function relativePath(folder: vscode.Uri, uri: vscode.Uri): string {
  return uri.path.slice(asFolder(folder.path).length);
}

function asFolder(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}
