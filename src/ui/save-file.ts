import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';

/**
 * Writes a file as a whole or not at all: on this machine's disk beside it, synced and renamed; elsewhere through VS Code's
 * file systems. Replaces what is there, so whoever calls it has asked. Throws what the disk or file system says.
 */
export async function saveFile(uri: vscode.Uri, text: string): Promise<void> {
  if (uri.scheme !== 'file') {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    return;
  }
  // Not made from the file's own name, which can be as long as a name may be.
  const beside = join(dirname(uri.fsPath), `.${randomUUID()}.tmp`);
  try {
    const handle = await open(beside, 'wx');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, uri.fsPath);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
