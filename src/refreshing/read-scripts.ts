import * as vscode from 'vscode';
import type { ReadScripts } from './model/changed-parts.ts';

/** The largest package.json that is read, in bytes. */
const largest = 256 * 1024;

/** Reads the scripts of package.json files below a folder. */
export function scriptsBelow(root: vscode.Uri | undefined): ReadScripts {
  return async (folder) => {
    if (root === undefined) return undefined;
    const file = vscode.Uri.joinPath(root, folder, 'package.json');
    try {
      const { type, size } = await vscode.workspace.fs.stat(file);
      if ((type & vscode.FileType.File) === 0 || size > largest) return undefined;
      const [bytes, { parseScripts }] = await Promise.all([
        vscode.workspace.fs.readFile(file),
        import('./package-scripts.ts'),
      ]);
      return parseScripts(new TextDecoder().decode(bytes));
    } catch {
      return undefined;
    }
  };
}
