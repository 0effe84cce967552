import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from './until.ts';

/** A file of the workspace that a test writes, or a folder it removes. */
export interface WorkspaceFile {
  readonly uri: vscode.Uri;
  write(text: string): Promise<void>;
  remove(): Promise<void>;
  /** Shows the file in an editor with the content on disk: VS Code refuses edits to an outdated text. */
  show(): Promise<vscode.TextEditor>;
}

/**
 * Returns the file at a path of the workspace folder, which need not exist. If a test waits for VS Code to notice the
 * file, its folder must be part of the sample workspace: files in a folder that has just been created may go unnoticed.
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
      const editor = await vscode.window.showTextDocument(document);
      // VS Code keeps the text of an earlier test for minutes, and may overlook that its file was deleted and written.
      if (document.getText() !== (await onDisk()))
        await vscode.commands.executeCommand('workbench.action.files.revert');
      await until(
        'the editor has the text',
        async () => document.getText() === (await onDisk()),
        vscode.workspace.onDidChangeTextDocument,
      );
      return editor;
    },
  };
}

/** Returns a manifest of the app with this UUID; the id is in line 4 (counted from 0). */
export function manifestOf(uuid: string): string {
  return `modules:
  function:
    - { key: main, handler: main.run }
app:
  id: ari:cloud:ecosystem::app/${uuid}
`;
}
