import * as vscode from 'vscode';
import { readFileUpTo } from '../../files/regular-file.ts';

/** The text of a file; `tooLarge` or `noFile` where it is not read. */
export type WorkspaceText = { readonly text: string } | 'tooLarge' | 'noFile';

/**
 * The text of a file of the workspace, from its editor where there are unsaved changes, else from the file: the one way
 * in which the code reads what somebody else may have put there. `noFile` stands for a folder, a device or a pipe, also
 * behind a link. Undefined where nothing is there. Throws what the file system throws.
 */
export async function readText(uri: vscode.Uri, maxBytes: number): Promise<WorkspaceText | undefined> {
  const unsaved = vscode.workspace.textDocuments.find(
    (document) => document.isDirty && document.uri.toString() === uri.toString(),
  );
  if (unsaved) return { text: unsaved.getText() };
  const content = uri.scheme === 'file' ? await readFileUpTo(uri.fsPath, maxBytes) : await readVirtual(uri, maxBytes);
  return typeof content === 'object' ? { text: new TextDecoder().decode(content) } : content;
}

async function readVirtual(uri: vscode.Uri, maxBytes: number): Promise<Uint8Array | 'tooLarge' | 'noFile' | undefined> {
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
