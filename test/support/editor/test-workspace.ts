import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from './until.ts';

/** A file of the workspace that a test writes, or a folder that it removes. */
export interface WorkspaceFile {
  readonly uri: vscode.Uri;
  write(text: string): Promise<void>;
  remove(): Promise<void>;
  /** Shows it in an editor that has what is on disk: VS Code refuses what is typed into an older text. */
  show(): Promise<vscode.TextEditor>;
}

/**
 * The file at a path of the workspace's folder, whether it is there or not. Where a test waits for VS Code to notice
 * the file, its folder has to be one of the sample workspace: files in a folder that is just being made may go
 * unnoticed.
 */
export function workspaceFile(...path: readonly string[]): WorkspaceFile {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'no folder is open');
  const uri = vscode.Uri.joinPath(folder.uri, ...path);
  return {
    uri,
    write: async (text) => vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text)),
    remove: async () => vscode.workspace.fs.delete(uri, { recursive: true }),
    async show() {
      const document = await vscode.workspace.openTextDocument(uri);
      const onDisk = async () => new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
      await until(
        'the editor has the text',
        async () => document.getText() === (await onDisk()),
        vscode.workspace.onDidChangeTextDocument,
      );
      return vscode.window.showTextDocument(document);
    },
  };
}

/** The text of a manifest of the app with this UUID; its id stands in line 4 (counted from 0). */
export function manifestOf(uuid: string): string {
  return `modules:
  function:
    - { key: main, handler: index.run }
app:
  id: ari:cloud:ecosystem::app/${uuid}
`;
}
