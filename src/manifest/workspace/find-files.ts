import * as vscode from 'vscode';
import { ForgeError } from '../../core/errors.ts';

/** No workspace of apps has more folders, each of which costs a request to its file system. */
const maxFolders = 5_000;

/** The files to find: by a glob where VS Code can search, by name where it can't. */
export interface FileQuery {
  /** Must find the same files as `matches`. */
  readonly glob: string;
  readonly matches: (name: string) => boolean;
  /** Names of folders to skip, at any depth. */
  readonly excludedFolders: readonly string[];
}

/**
 * Finds at most `limit` files in a folder. Virtual file systems are read folder by folder: VS Code can search only a
 * few of them, and in others its search never ends. Throws `unexpected` where these have too many folders, and what
 * such a file system throws.
 */
export async function findFiles(
  folder: vscode.Uri,
  { glob, matches, excludedFolders }: FileQuery,
  limit: number,
): Promise<readonly vscode.Uri[]> {
  if (folder.scheme === 'file')
    return vscode.workspace.findFiles(
      new vscode.RelativePattern(folder, glob),
      `**/{${excludedFolders.join(',')}}/**`,
      limit,
    );
  const found: vscode.Uri[] = [];
  const folders = [folder];
  for (const at of folders) {
    for (const [name, type] of await vscode.workspace.fs.readDirectory(at)) {
      // A link to a folder may lead back up.
      if (type === vscode.FileType.Directory && !excludedFolders.includes(name))
        folders.push(vscode.Uri.joinPath(at, name));
      else if ((type & vscode.FileType.File) !== 0 && matches(name)) found.push(vscode.Uri.joinPath(at, name));
    }
    if (found.length >= limit) return found.slice(0, limit);
    if (folders.length > maxFolders) throw new ForgeError('unexpected', `There are more than ${maxFolders} folders`);
  }
  return found;
}
