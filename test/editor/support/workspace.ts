import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** A file of the workspace that a test writes. */
export interface WorkspaceFile {
  readonly uri: vscode.Uri;
  write(text: string): Promise<void>;
  remove(): Promise<void>;
}

/** The file at a path of the workspace's folder, whether it is there or not. */
export function workspaceFile(...path: readonly string[]): WorkspaceFile {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'no folder is open');
  const uri = vscode.Uri.joinPath(folder.uri, ...path);
  return {
    uri,
    write: async (text) => vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text)),
    remove: async () => vscode.workspace.fs.delete(uri),
  };
}
