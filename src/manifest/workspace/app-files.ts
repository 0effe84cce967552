import * as vscode from 'vscode';
import { isWithinPlace, pathWithin } from '../../files/place.ts';
import { forEachInPool } from '../../core/pool.ts';
import { ignoreLimits } from '../code/ignore-limits.ts';
import type { ManifestThread } from '../model/manifest-thread.ts';
import { codeFileName, codeGlob, isAppCode, excludedFolders } from '../code/relevant-code.ts';
import { findFiles, type FileQuery } from './find-files.ts';
import { readText } from './read-text.ts';

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
  /** Those of some files that are among them, if they exist. */
  among(uris: readonly vscode.Uri[]): Promise<readonly vscode.Uri[]>;
}

export interface AppFilesOptions {
  /** Whether a file belongs to an app whose folder lies within this one's. */
  readonly isInOtherApp: (uri: vscode.Uri) => boolean;
  readonly thread: Pick<ManifestThread, 'ignored'>;
  /** Receives why rules are not applied. */
  readonly onError: (doing: string, error: unknown) => void;
}

/**
 * The code files in a folder, by the current `.gitignore` files in the folder, below it, and above it up to the
 * workspace folder.
 */
export async function readAppFiles(
  folder: vscode.Uri,
  { isInOtherApp, thread, onError }: AppFilesOptions,
): Promise<AppFiles> {
  const top = vscode.workspace.getWorkspaceFolder(folder)?.uri ?? folder;
  const gitignores = await readGitignores(top, folder, onError);

  async function among(uris: readonly vscode.Uri[]): Promise<readonly vscode.Uri[]> {
    const code = uris.filter(
      (uri) => isWithin(folder, uri) && isAppCode(relativePath(folder, uri)) && !isInOtherApp(uri),
    );
    if (code.length === 0 || gitignores.size === 0) return code;
    const paths = code.map((uri) => relativePath(top, uri));
    const { ignored, notApplied } = await thread.ignored({ gitignores, paths, ignoreCase });
    for (const problem of notApplied) onError(`Reading what git ignores in ${top.path}`, new Error(problem));
    return code.filter((_, index) => ignored[index] !== true);
  }

  return { among, list: async () => among(await findCodeFiles(folder)) };
}

/** All code files in a folder, also ignored ones and those of other apps. Throws as `findFiles` does. */
export async function findCodeFiles(folder: vscode.Uri): Promise<readonly vscode.Uri[]> {
  return findFiles(folder, codeQuery, maxFiles);
}

/** Whether a file lies in a folder, at any depth. */
export function isWithin(folder: vscode.Uri, uri: vscode.Uri): boolean {
  return isWithinPlace(folder, uri);
}

/** More `.gitignore` files than any app has. */
const maxGitignores = 1_000;

/** More concurrent reads would only hold more files in memory. */
const maxConcurrentReads = 8;

/** As git has it where file systems ignore case. */
const ignoreCase = process.platform === 'win32' || process.platform === 'darwin';

/** Their texts, by the folder of each relative to the top. */
async function readGitignores(
  top: vscode.Uri,
  folder: vscode.Uri,
  onError: AppFilesOptions['onError'],
): Promise<ReadonlyMap<string, string>> {
  const found = [...(await findFiles(folder, gitignoreQuery, maxGitignores))];
  // The root of a file system is its own parent; there `isWithin` ends the loop.
  for (let at = folder; isWithin(top, at); at = vscode.Uri.joinPath(at, '..'))
    found.push(vscode.Uri.joinPath(at, '..', '.gitignore'));
  const texts = new Map<string, string>();
  await forEachInPool(found, maxConcurrentReads, async (uri) => {
    try {
      const read = await readText(uri, ignoreLimits.bytes);
      if (read === 'tooLarge') onError(`Reading ${uri.path}`, new Error(tooLarge));
      else if (typeof read === 'object') texts.set(relativePath(top, vscode.Uri.joinPath(uri, '..')), read.text);
    } catch (error) {
      onError(`Reading ${uri.path}`, error);
    }
  });
  return texts;
}

const tooLarge = `it has more than ${ignoreLimits.bytes / 1024} KB, and its rules are not applied`;

/** The path of a file relative to a folder around it; `''` for the folder itself. */
export function relativePath(folder: vscode.Uri, uri: vscode.Uri): string {
  return pathWithin(folder, uri);
}
