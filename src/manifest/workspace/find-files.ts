import { readdir } from 'node:fs/promises';
import * as vscode from 'vscode';
import { ForgeError } from '../../core/errors.ts';
import { forEachInPool } from '../../core/pool.ts';

/** No workspace of apps has more folders. Elsewhere than on this computer, each costs a request. */
const maxFolders = { file: 20_000, other: 5_000 } as const;

/** More concurrent reads would only keep the disk busy for long. */
const maxConcurrentReads = 8;

/** The files to find: by name, and by a glob where there are too many folders to look into. */
export interface FileQuery {
  /** Must find the same files as `matches`. */
  readonly glob: string;
  readonly matches: (name: string) => boolean;
  /** Names of folders to skip, at any depth. */
  readonly excludedFolders: readonly string[];
}

/**
 * Finds at most `limit` files in a folder, also those that the editor hides (`files.exclude`). It is read folder by
 * folder: VS Code’s own search leaves hidden files out, and can search only a few virtual file systems; in others it
 * never ends. Throws `unexpected` where a virtual file system has too many folders, and what such a file system throws.
 */
export async function findFiles(folder: vscode.Uri, query: FileQuery, limit: number): Promise<readonly vscode.Uri[]> {
  const isLocal = folder.scheme === 'file';
  const found = await walk(folder, query, limit, isLocal ? listLocal : listVirtual);
  if (found !== undefined) return found;
  if (!isLocal) throw new ForgeError('unexpected', `There are more than ${maxFolders.other} folders`);
  return vscode.workspace.findFiles(
    new vscode.RelativePattern(folder, query.glob),
    `**/{${query.excludedFolders.join(',')}}/**`,
    limit,
  );
}

type Listing = readonly { readonly name: string; readonly kind: 'file' | 'folder' }[];

/** The files of all folders; undefined where there are too many folders. */
async function walk(
  top: vscode.Uri,
  { matches, excludedFolders }: FileQuery,
  limit: number,
  list: (folder: vscode.Uri) => Promise<Listing>,
): Promise<readonly vscode.Uri[] | undefined> {
  const found: vscode.Uri[] = [];
  const most = top.scheme === 'file' ? maxFolders.file : maxFolders.other;
  let count = 1;
  for (let level: readonly vscode.Uri[] = [top]; level.length > 0;) {
    const next: vscode.Uri[] = [];
    await forEachInPool(level, maxConcurrentReads, async (at) => {
      if (found.length >= limit) return;
      for (const { name, kind } of await list(at)) {
        if (kind === 'folder' && !excludedFolders.includes(name)) next.push(vscode.Uri.joinPath(at, name));
        else if (kind === 'file' && matches(name)) found.push(vscode.Uri.joinPath(at, name));
      }
    });
    if (found.length >= limit) return found.slice(0, limit);
    count += next.length;
    if (count > most) return undefined;
    level = next;
  }
  return found;
}

async function listLocal(folder: vscode.Uri): Promise<Listing> {
  // What can’t be read, or was removed meanwhile, holds no code that could be read.
  const entries = await readdir(folder.fsPath, { withFileTypes: true }).catch(() => []);
  // A link to a folder may lead back up.
  return entries.map((entry) => ({ name: entry.name, kind: entry.isDirectory() ? 'folder' : 'file' }));
}

async function listVirtual(folder: vscode.Uri): Promise<Listing> {
  return (await vscode.workspace.fs.readDirectory(folder)).flatMap(([name, type]): Listing => {
    if (type === vscode.FileType.Directory) return [{ name, kind: 'folder' }];
    return (type & vscode.FileType.File) !== 0 ? [{ name, kind: 'file' }] : [];
  });
}
