import * as vscode from 'vscode';
import { ForgeError } from '../../core/errors.ts';

/** More folders would be no workspace of apps; each costs a request to its file system. */
const maxFolders = 5_000;

/** Files that are looked for: by a glob where VS Code searches, by their names where it can't. */
export interface SoughtFiles {
  /** The glob and `isOne` find the same files. */
  readonly glob: string;
  readonly isOne: (name: string) => boolean;
  /** Names of folders that are not looked into, at any depth. */
  readonly without: readonly string[];
}

/**
 * Files below a folder, at most so many. Folders of virtual file systems are read one after another: VS Code searches
 * only those of some, and waits for ever where nobody does. Throws `unexpected` where these are too many, and what such
 * a file system throws.
 */
export async function findFiles(
  folder: vscode.Uri,
  { glob, isOne, without }: SoughtFiles,
  most: number,
): Promise<readonly vscode.Uri[]> {
  if (folder.scheme === 'file')
    return vscode.workspace.findFiles(new vscode.RelativePattern(folder, glob), `**/{${without.join(',')}}/**`, most);
  const found: vscode.Uri[] = [];
  const folders = [folder];
  for (const at of folders) {
    for (const [name, type] of await vscode.workspace.fs.readDirectory(at)) {
      // A link to a folder may lead back up.
      if (type === vscode.FileType.Directory && !without.includes(name)) folders.push(vscode.Uri.joinPath(at, name));
      else if ((type & vscode.FileType.File) !== 0 && isOne(name)) found.push(vscode.Uri.joinPath(at, name));
    }
    if (found.length >= most) return found.slice(0, most);
    if (folders.length > maxFolders) throw new ForgeError('unexpected', `There are more than ${maxFolders} folders`);
  }
  return found;
}
