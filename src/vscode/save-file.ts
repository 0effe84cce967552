import * as vscode from 'vscode';
import { writeWholeFile } from '../files/whole-file.ts';

/**
 * Writes a file as a whole or not at all: on this machine's disk beside it, synced and renamed, chunk by chunk;
 * elsewhere through VS Code's file systems, which take a file at once. Replaces what is there, so whoever calls it has
 * asked. Throws what the disk, the file system or the chunks say.
 */
export async function saveFile(uri: vscode.Uri, text: string | AsyncIterable<string>): Promise<void> {
  if (uri.scheme === 'file') {
    await writeWholeFile(uri.fsPath, text);
    return;
  }
  const chunks: Uint8Array[] = [];
  if (typeof text === 'string') chunks.push(Buffer.from(text));
  else for await (const chunk of text) chunks.push(Buffer.from(chunk));
  await vscode.workspace.fs.writeFile(uri, Buffer.concat(chunks));
}
