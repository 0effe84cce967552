import * as vscode from 'vscode';
import { codeGlob, isAppCode } from '../code/relevant-code.ts';
import type { Disposable } from '../../core/emitter.ts';

/** How long after the last change it is told, in milliseconds. */
const settleMs = 250;

/** Hears of changes to code. */
export interface CodeListener {
  /** Whether a change there matters. */
  isOfInterest(uri: vscode.Uri): boolean;
  /**
   * Files that were changed, also in an editor without being saved, made or removed; and folders that were removed or
   * made.
   */
  onFiles(changed: readonly vscode.Uri[]): unknown;
  /** The rules of which files git ignores changed, in this file. */
  onRules(gitignore: vscode.Uri): unknown;
}

/** Watches the code in the workspace folders. */
export function watchCode(listener: CodeListener): Disposable {
  const pending = new Map<string, vscode.Uri>();
  let timer: NodeJS.Timeout | undefined;

  function note(uri: vscode.Uri): void {
    if (!listener.isOfInterest(uri)) return;
    pending.set(uri.toString(), uri);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const uris = [...pending.values()];
      pending.clear();
      for (const uri of uris.filter(isRules)) listener.onRules(uri);
      listener.onFiles(uris.filter((one) => !isRules(one)));
    }, settleMs);
  }

  const files = vscode.workspace.createFileSystemWatcher(codeGlob);
  const rules = vscode.workspace.createFileSystemWatcher('**/.gitignore');
  // Of a folder that comes or goes as a whole, what is in it may not be told.
  const others = vscode.workspace.createFileSystemWatcher('**/*', false, true, false);
  const typed = ({ uri }: vscode.TextDocument) => {
    if (isAppCode(uri.path)) note(uri);
  };
  const subscriptions = [
    ...[files, rules, others].flatMap((watcher) => [
      watcher,
      watcher.onDidCreate(note),
      watcher.onDidChange(note),
      watcher.onDidDelete(note),
    ]),
    vscode.workspace.onDidChangeTextDocument(({ document }) => typed(document)),
    // What was typed and not saved is gone with its editor.
    vscode.workspace.onDidCloseTextDocument(typed),
  ];
  return {
    dispose() {
      clearTimeout(timer);
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

function isRules(uri: vscode.Uri): boolean {
  return uri.path.endsWith('/.gitignore');
}
