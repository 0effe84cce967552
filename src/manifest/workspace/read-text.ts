import * as vscode from 'vscode';
import { maxCodeLength } from '../code/relevant-code.ts';

/**
 * The text of a code file, from its editor where there are unsaved changes, else from the file. Undefined where there
 * is no such file, `tooLarge` where it can't be hand-written. Throws what the file system throws.
 */
export async function readCode(uri: vscode.Uri): Promise<{ readonly text: string } | 'tooLarge' | undefined> {
  const unsaved = vscode.workspace.textDocuments.find(
    (document) => document.isDirty && document.uri.toString() === uri.toString(),
  );
  if (unsaved) return { text: unsaved.getText() };
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.File) === 0) return undefined;
    // A character takes up to four bytes.
    if (size > maxCodeLength * 4) return 'tooLarge';
    return { text: new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)) };
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
}
