import * as vscode from 'vscode';
import type { FileQuery } from './find-files.ts';
import { isManifestName, manifestGlob } from '../model/manifest-name.ts';
import { readText } from './read-text.ts';

const excludedFolders = ['node_modules', '.git', 'dist', 'out'];

/** The Forge CLI reads manifest.yml and no other name. */
export const manifestQuery: FileQuery = {
  glob: manifestGlob(),
  matches: (name) => isManifestName(name),
  excludedFolders,
};

/** Whether a file is named as a manifest. */
export function isManifest(uri: vscode.Uri): boolean {
  return isManifestName(uri.path.slice(uri.path.lastIndexOf('/') + 1));
}

/** Much more than the 200 KB that Forge accepts; larger files are not even loaded. */
const maxBytes = 1024 * 1024;

/** Whether no folder between a file and its workspace folder is excluded. */
export function isInSourceFolder(uri: vscode.Uri): boolean {
  const folders = vscode.workspace.asRelativePath(uri, false).split('/').slice(0, -1);
  return !folders.some((folder) => excludedFolders.includes(folder));
}

/**
 * The text of a manifest; undefined where there is none. Throws where it is too large to be a manifest or is no file,
 * and what the file system throws.
 */
export async function readManifestText(uri: vscode.Uri): Promise<string | undefined> {
  const read = await readText(uri, maxBytes);
  if (read === 'noFile') throw new Error('it is not a file');
  if (read === 'tooLarge')
    throw new Error('it has more than 1 MB, and Forge takes manifests of at most 200 KB; it is not read');
  return read?.text;
}
