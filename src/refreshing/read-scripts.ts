import * as vscode from 'vscode';
import { readBytes } from '../vscode/read-bytes.ts';
import type { ReadScripts } from './model/changed-parts.ts';

/** The largest package.json that is read, in bytes. */
const largest = 256 * 1024;

/** Reads the scripts of package.json files below a folder. */
export function scriptsBelow(root: vscode.Uri | undefined): ReadScripts {
  return async (folder) => {
    if (root === undefined) return undefined;
    const file = vscode.Uri.joinPath(root, folder, 'package.json');
    try {
      const [bytes, { parseScripts }] = await Promise.all([readBytes(file, largest), import('./package-scripts.ts')]);
      return typeof bytes === 'object' ? parseScripts(new TextDecoder().decode(bytes)) : undefined;
    } catch {
      return undefined;
    }
  };
}
