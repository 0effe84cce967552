import * as vscode from 'vscode';
import { readFileUpTo } from '../files/regular-file.ts';

/** The content of a file; `tooLarge` or `noFile` where it is not read, undefined where nothing is there. */
export type BoundedBytes = Uint8Array | 'tooLarge' | 'noFile' | undefined;

/**
 * Reads a file of the workspace of at most `maxBytes` bytes: the one way to read what somebody else may have put there.
 * `noFile` stands for a folder, a device or a pipe, also behind a link. Throws what the file system throws.
 */
export async function readBytes(uri: vscode.Uri, maxBytes: number): Promise<BoundedBytes> {
  return uri.scheme === 'file' ? readFileUpTo(uri.fsPath, maxBytes) : readVirtual(uri, maxBytes);
}

async function readVirtual(uri: vscode.Uri, maxBytes: number): Promise<BoundedBytes> {
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.File) === 0) return 'noFile';
    if (size > maxBytes) return 'tooLarge';
    const content = await vscode.workspace.fs.readFile(uri);
    return content.length > maxBytes ? 'tooLarge' : content;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
}
