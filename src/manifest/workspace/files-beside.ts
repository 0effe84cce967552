import * as vscode from 'vscode';
import { maxCodeLength } from '../code/relevant-code.ts';
import { type FilesBeside, listedOnce } from '../model/check-files.ts';
import { readText } from './read-text.ts';

/** The files around a manifest, as they are when they are asked for; folders are read once. */
export function filesBeside(manifest: vscode.Uri): FilesBeside {
  const at = (path: string) => vscode.Uri.joinPath(manifest, '..', path);
  return listedOnce({
    list: (folder) => vscode.workspace.fs.readDirectory(at(folder)).then((entries) => entries.map(([name]) => name)),
    async text(path) {
      const content = await readText(at(path), maxCodeLength * 4);
      return typeof content === 'object' ? content.text : undefined;
    },
  });
}
