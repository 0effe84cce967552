import * as vscode from 'vscode';
import { ForgeError } from '../../core/errors.ts';
import { forEachInPool } from '../../core/pool.ts';
import { isWithinPlace, pathWithin, placeKey } from '../../files/place.ts';
import { type CodePackage, parsePackage } from '../code/app-layout.ts';
import { ignoreLimits } from '../code/ignore-limits.ts';
import { codeNames, installedFolders, isCodeName, isPackageFile, maxPackageBytes } from '../code/relevant-code.ts';
import type { ManifestThread } from '../model/manifest-thread.ts';
import { findFiles, type FileQuery } from './find-files.ts';
import { readText } from './read-text.ts';

/** No app has more files of its own code, `.gitignore` files among them. */
const maxFiles = 10_000;

/** More concurrent reads would only hold more files in memory. */
const maxConcurrentReads = 8;

/** As git has it where file systems ignore case. */
const ignoreCase = process.platform === 'win32' || process.platform === 'darwin';

const query: FileQuery = {
  glob: `**/{${[...codeNames, '.gitignore'].join(',')}}`,
  matches: (name) => isCodeName(name) || isPackageFile(name) || name === '.gitignore',
  excludedFolders: installedFolders,
};

/** What is in a folder. Paths are relative to the workspace folder. */
export interface FolderListing {
  /** The code files that git does not ignore. */
  readonly code: readonly string[];
  readonly packages: readonly CodePackage[];
}

/**
 * Lists the code in a folder of a workspace folder (`top`), by the current `.gitignore` files. Throws as `findFiles` does,
 * and `unexpected` where there are too many files.
 */
export type ListFolder = (folder: vscode.Uri, top: vscode.Uri) => Promise<FolderListing>;

export interface FolderListingOptions {
  readonly thread: Pick<ManifestThread, 'ignored'>;
  /** Receives why rules are not applied. */
  readonly onError: (doing: string, error: unknown) => void;
}

/**
 * Lists folders for several apps: each folder is read once for all that ask before that begins. What is asked meanwhile is
 * read afterwards, so that no change is missed.
 */
export function createFolderListings(options: FolderListingOptions): ListFolder {
  const waiting = new Map<string, Promise<FolderListing>>();
  const last = new Map<string, Promise<unknown>>();
  return (folder, top) => {
    const key = placeKey(folder);
    const known = waiting.get(key);
    if (known !== undefined) return known;
    const before = last.get(key) ?? Promise.resolve();
    const listing = before.then(() => {
      waiting.delete(key);
      return list(folder, top, options);
    });
    waiting.set(key, listing);
    const ended = listing
      .catch(() => undefined)
      .then(() => {
        if (last.get(key) === ended) last.delete(key);
      });
    last.set(key, ended);
    return listing;
  };
}

async function list(folder: vscode.Uri, top: vscode.Uri, options: FolderListingOptions): Promise<FolderListing> {
  const found = await findFiles(folder, query, maxFiles);
  if (found.length >= maxFiles) throw new ForgeError('unexpected', `There are more than ${maxFiles} code files`);
  const paths = found.map((uri) => pathWithin(top, uri));
  const packages = await readPackages(paths.filter(isPackageFile), top);
  const gitignores = await readGitignores(found.filter(isGitignore), folder, top, options);
  const code = paths.filter(isCodeName);
  const ignored = gitignores.size === 0 ? [] : await ignoredAmong(code, gitignores, top, options);
  return { code: code.filter((_, index) => ignored[index] !== true), packages };
}

async function ignoredAmong(
  paths: readonly string[],
  gitignores: ReadonlyMap<string, string>,
  top: vscode.Uri,
  { thread, onError }: FolderListingOptions,
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
    const folder = pathWithin(top, vscode.Uri.joinPath(uri, '..'));
    const found = typeof read === 'object' ? parsePackage(folder, read.text) : undefined;
    if (found) packages.push(found);
  });
  return packages;
}

/** The texts of those that were found in a folder and of those above it, by the folder of each relative to the top. */
async function readGitignores(
  within: readonly vscode.Uri[],
  folder: vscode.Uri,
  top: vscode.Uri,
  { onError }: FolderListingOptions,
): Promise<ReadonlyMap<string, string>> {
  const found = [...within];
  // The root of a file system is its own parent; there `isWithinPlace` ends the loop.
  for (let at = folder; isWithinPlace(top, at); at = vscode.Uri.joinPath(at, '..'))
    found.push(vscode.Uri.joinPath(at, '..', '.gitignore'));
  const texts = new Map<string, string>();
  await forEachInPool(found, maxConcurrentReads, async (uri) => {
    try {
      const read = await readText(uri, ignoreLimits.bytes);
      if (read === 'tooLarge') onError(`Reading ${uri.path}`, new Error(tooLarge));
      else if (typeof read === 'object') texts.set(pathWithin(top, vscode.Uri.joinPath(uri, '..')), read.text);
    } catch (error) {
      onError(`Reading ${uri.path}`, error);
    }
  });
  return texts;
}

const tooLarge = `it has more than ${ignoreLimits.bytes / 1024} KB, and its rules are not applied`;

/** All code files in a folder, also ignored ones and those of other apps. Throws as `findFiles` does. */
export async function findCodeFiles(folder: vscode.Uri): Promise<readonly vscode.Uri[]> {
  return (await findFiles(folder, query, maxFiles)).filter((uri) => !isGitignore(uri));
}

function isGitignore(uri: vscode.Uri): boolean {
  return uri.path.endsWith('/.gitignore');
}
