import * as vscode from 'vscode';
import { maxCodeLength } from '../code/relevant-code.ts';
import type { FilesBeside } from '../model/check-files.ts';
import { readText } from './read-text.ts';

/** The files around a manifest, as they are when they are asked for; folders are read once. */
export function filesBeside(manifest: vscode.Uri): FilesBeside {
  const folders = new Map<string, Promise<ReadonlySet<string> | undefined>>();
  const at = (path: string) => vscode.Uri.joinPath(manifest, '..', path);
  const read = async (folder: string) =>
    vscode.workspace.fs.readDirectory(at(folder)).then(
      (entries) => new Set(entries.map(([name]) => name)),
      () => undefined,
    );
  return {
    names(folder) {
      const names = folders.get(folder) ?? read(folder);
      folders.set(folder, names);
      return names;
    },
    async text(path) {
      const content = await readText(at(path), maxCodeLength * 4).catch(() => undefined);
      return typeof content === 'object' ? content.text : undefined;
    },
  };
}
