import * as vscode from 'vscode';
import type { IgnoreRules } from '../code/ignore-rules.ts';
import { codeFileName, codeGlob, isAppCode, excludedFolders } from '../code/relevant-code.ts';
import { findFiles, type SoughtFiles } from './find-files.ts';

/** More files would be no app's own code. */
export const maxFiles = 10_000;

const code: SoughtFiles = { glob: codeGlob, isOne: (name) => codeFileName.test(name), without: excludedFolders };
const gitignores: SoughtFiles = {
  glob: '**/.gitignore',
  isOne: (name) => name === '.gitignore',
  without: excludedFolders,
};

/** The files that can hold code of one app: below its folder, written by people, not ignored by git. */
export interface AppFiles {
  /** Finds all of them, at most `maxFiles`. */
  list(): Promise<readonly vscode.Uri[]>;
  /** Whether a file is one of them, if it is there. */
  has(uri: vscode.Uri): boolean;
}

/**
 * The code files below a folder, by the `.gitignore` files that are there now, in the folder, below it, and above it up
 * to the workspace folder. `isElsewhere` tells of files of other apps whose folders lie within.
 */
export async function readAppFiles(folder: vscode.Uri, isElsewhere: (uri: vscode.Uri) => boolean): Promise<AppFiles> {
  const top = vscode.workspace.getWorkspaceFolder(folder)?.uri ?? folder;
  const rules = await readRules(top, folder);
  const has = (uri: vscode.Uri) =>
    isWithin(folder, uri) &&
    isAppCode(relative(folder, uri)) &&
    !isElsewhere(uri) &&
    !rules.ignores(relative(top, uri));
  return {
    has,
    list: async () => (await findCode(folder)).filter(has),
  };
}

/** The code files below a folder, whoever's they are and whatever ignores them. Throws as `findFiles` does. */
export async function findCode(folder: vscode.Uri): Promise<readonly vscode.Uri[]> {
  return findFiles(folder, code, maxFiles);
}

/** Whether a file lies in a folder or below it. */
export function isWithin(folder: vscode.Uri, uri: vscode.Uri): boolean {
  return (
    uri.scheme === folder.scheme && uri.authority === folder.authority && uri.path.startsWith(asFolder(folder.path))
  );
}

async function readRules(top: vscode.Uri, folder: vscode.Uri): Promise<IgnoreRules> {
  const below = await findFiles(folder, gitignores, maxFiles);
  const above: vscode.Uri[] = [];
  // The folder above the root of a file system is the root.
  for (let at = folder; at.path !== top.path && isWithin(top, at); at = vscode.Uri.joinPath(at, '..'))
    above.push(vscode.Uri.joinPath(at, '..', '.gitignore'));
  const texts = await Promise.all(
    [...below, ...above].map(
      async (uri) => [relative(top, vscode.Uri.joinPath(uri, '..')), await textIfThere(uri)] as const,
    ),
  );
  // The package that knows the rules is loaded with the first app that has code.
  const { createIgnoreRules } = await import('../code/ignore-rules.ts');
  return createIgnoreRules(
    new Map(texts.filter((entry): entry is readonly [string, string] => entry[1] !== undefined)),
  );
}

async function textIfThere(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    // It is not there, or is no file that can be read: then it rules nothing.
    return undefined;
  }
}

/** The path from a folder to what lies within it; `''` for the folder itself. */
export function relative(folder: vscode.Uri, uri: vscode.Uri): string {
  return uri.path.slice(asFolder(folder.path).length);
}

function asFolder(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}
