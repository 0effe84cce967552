import * as vscode from 'vscode';
import { writeWholeFile } from '../files/whole-file.ts';

/**
 * Writes a file completely or not at all. On the local disk it writes chunk by chunk to a temporary file beside it,
 * syncs and renames it; elsewhere it uses VS Code's file systems, which take a file only as a whole. Replaces an
 * existing file without asking. Throws the errors of the disk, the file system or the chunks.
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
