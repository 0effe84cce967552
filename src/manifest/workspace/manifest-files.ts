import * as vscode from 'vscode';
import type { FileQuery } from './find-files.ts';

const excludedFolders = ['node_modules', '.git', 'dist', 'out'];

/** The Forge CLI reads manifest.yml and no other name. */
export const manifestQuery: FileQuery = {
  glob: '**/manifest.yml',
  matches: (name) => name === 'manifest.yml',
  excludedFolders,
};

/** Much more than the 200 KB that Forge accepts; larger files are not even loaded. */
const maxBytes = 1024 * 1024;

/** Whether no folder between a file and its workspace folder is excluded. */
export function isInSourceFolder(uri: vscode.Uri): boolean {
  const folders = vscode.workspace.asRelativePath(uri, false).split('/').slice(0, -1);
  return !folders.some((folder) => excludedFolders.includes(folder));
}

/**
 * The text of a manifest, from its editor where there are unsaved changes, else from the file. Throws where the file is
 * too large to be a manifest, and what the file system throws.
 */
export async function readManifestText(uri: vscode.Uri): Promise<string> {
  const unsaved = vscode.workspace.textDocuments.find(
    (document) => document.isDirty && document.uri.toString() === uri.toString(),
  );
  if (unsaved) return unsaved.getText();
  const { size, type } = await vscode.workspace.fs.stat(uri);
  // A link to a device would never end.
  if ((type & vscode.FileType.File) === 0) throw new Error('it is no file');
  if (size > maxBytes) throw new Error(`it has ${size} bytes, and Forge takes manifests of at most 200 KB`);
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}
