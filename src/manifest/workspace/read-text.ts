import * as vscode from 'vscode';
import { placeKey } from '../../files/place.ts';
import { readBytes } from '../../vscode/read-bytes.ts';

/** The text of a file; `tooLarge` or `noFile` where it is not read. */
export type WorkspaceText = { readonly text: string } | 'tooLarge' | 'noFile';

/**
 * The text of a file of the workspace, from its editor where there are unsaved changes, else from the file. Undefined
 * where nothing is there. Throws as `readBytes` does.
 */
export async function readText(uri: vscode.Uri, maxBytes: number): Promise<WorkspaceText | undefined> {
  const unsaved = vscode.workspace.textDocuments.find(
    (document) => document.isDirty && placeKey(document.uri) === placeKey(uri),
  );
  if (unsaved) return { text: unsaved.getText() };
  const content = await readBytes(uri, maxBytes);
  return typeof content === 'object' ? { text: new TextDecoder().decode(content) } : content;
}
