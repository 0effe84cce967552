import * as vscode from 'vscode';
import { forEachInPool } from '../../core/pool.ts';
import { isWithinPlace, pathWithin, placeKey } from '../../files/place.ts';
import type { CodeSource } from '../code/app-code.ts';
import { type AppLayout, type CodePackage, type EntryPoints, layOut, parsePackage } from '../code/app-layout.ts';
import type { ReadFile } from '../code/app-reading.ts';
import { ignoreLimits } from '../code/ignore-limits.ts';
import {
  codeGlob,
  installedFolders,
  isCodeName,
  isPackageFile,
  maxCodeLength,
  maxPackageBytes,
} from '../code/relevant-code.ts';
import { ForgeError } from '../../core/errors.ts';
import type { ManifestThread } from '../model/manifest-thread.ts';
import { findFiles, type FileQuery } from './find-files.ts';
import { readText } from './read-text.ts';

/** No app has more files of its own code. */
const maxFiles = 10_000;

const codeQuery: FileQuery = {
  glob: codeGlob,
  matches: (name) => isCodeName(name) || isPackageFile(name),
  excludedFolders: installedFolders,
};
const gitignoreQuery: FileQuery = {
  glob: '**/.gitignore',
  matches: (name) => name === '.gitignore',
  excludedFolders: installedFolders,
};

export interface AppFilesOptions {
  /** The folder of the app's manifest. */
  readonly folder: vscode.Uri;
  /** Whether a file belongs to an app whose folder lies within this one's. */
  readonly isInOtherApp: (uri: vscode.Uri) => boolean;
  readonly entryPoints: () => EntryPoints | undefined;
  readonly thread: Pick<ManifestThread, 'ignored'>;
  /** Receives why rules are not applied, and why files are not read. */
  readonly onError: (doing: string, error: unknown) => void;
}

/** The files that an app's code may be in. Paths are relative to the workspace folder. */
export interface AppFiles extends CodeSource {
  pathOf(uri: vscode.Uri): string;
  uriOf(path: string): vscode.Uri;
}

/**
 * The code files in an app's folder, and where they import what lies outside in the workspace folder also those there,
 * by the current `.gitignore` files. Throws as `findFiles` does, and `unexpected` where there are too many files.
 */
export function createAppFiles(options: AppFilesOptions): AppFiles {
  const { folder, onError } = options;
  const top = vscode.workspace.getWorkspaceFolder(folder)?.uri ?? folder;
  const pathOf = (uri: vscode.Uri) => relativePath(top, uri);
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
  const { folder, isInOtherApp, entryPoints, thread, onError } = options;
  const found = await findFiles(within, codeQuery, maxFiles);
  if (found.length >= maxFiles) throw new ForgeError('unexpected', `There are more than ${maxFiles} code files`);
  const all = found.map((uri) => relativePath(top, uri));
  const packages = await readPackages(all.filter(isPackageFile), top);
  const gitignores = await readGitignores(top, within, onError);
  const code = all.filter((path) => !isPackageFile(path));
  const ignored = gitignores.size === 0 ? [] : await ignoredAmong(code, gitignores, thread, top, onError);
  const starts = entryPoints();
  return layOut({
    folder: relativePath(top, folder),
    code: code.filter((_, index) => ignored[index] !== true),
    isWide: placeKey(within) === placeKey(top),
    isInOtherApp: (path) => isInOtherApp(vscode.Uri.joinPath(top, path)),
    packages,
    ...(starts && { entryPoints: starts }),
  });
}

async function ignoredAmong(
  paths: readonly string[],
  gitignores: ReadonlyMap<string, string>,
  thread: AppFilesOptions['thread'],
  top: vscode.Uri,
  onError: AppFilesOptions['onError'],
): Promise<readonly boolean[]> {
  const { ignored, notApplied } = await thread.ignored({ gitignores, paths, ignoreCase });
  for (const problem of notApplied) onError(`Reading what git ignores in ${top.path}`, new Error(problem));
  return ignored;
}

async function readPackages(paths: readonly string[], top: vscode.Uri): Promise<readonly CodePackage[]> {
  const packages: CodePackage[] = [];
  await forEachInPool(paths, maxConcurrentReads, async (path) => {
    const uri = vscode.Uri.joinPath(top, path);
    const read = await readText(uri, maxPackageBytes).catch(() => undefined);
    const folder = relativePath(top, vscode.Uri.joinPath(uri, '..'));
    const found = typeof read === 'object' ? parsePackage(folder, read.text) : undefined;
    if (found) packages.push(found);
  });
  return packages;
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

/** The texts of those in and above a folder, by the folder of each relative to the top. */
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
