import * as vscode from 'vscode';
import { maxCodeLength } from '../code/relevant-code.ts';

/**
 * The text of a code file: of its editor where something was typed and not saved, else of the file. Undefined where it
 * is not there, `tooLarge` where it is no code that people write. Throws what the file system throws.
 */
export async function codeText(uri: vscode.Uri): Promise<{ readonly text: string } | 'tooLarge' | undefined> {
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
