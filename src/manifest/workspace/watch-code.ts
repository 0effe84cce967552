import * as vscode from 'vscode';
import { codeGlob, isCodeName } from '../code/relevant-code.ts';
import { placeKey } from '../../files/place.ts';
import type { Disposable } from '../../core/emitter.ts';

/** Changes are reported this long after the last one, in milliseconds. */
const settleMs = 250;

export interface CodeListener {
  /** Whether changes of a file are reported at all. */
  isRelevant(uri: vscode.Uri): boolean;
  /** Files that were created, deleted or changed, also in an editor without saving; and new or deleted folders. */
  onFiles(changed: readonly vscode.Uri[]): unknown;
  /** A `.gitignore` file changed. */
  onIgnoreRules(gitignore: vscode.Uri): unknown;
}

/** Watches the code in the workspace folders until it is disposed of. */
export function watchCode(listener: CodeListener): Disposable {
  const pending = new Map<string, vscode.Uri>();
  let timer: NodeJS.Timeout | undefined;

  function report(uri: vscode.Uri): void {
    if (!listener.isRelevant(uri)) return;
    pending.set(placeKey(uri), uri);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const uris = [...pending.values()];
      pending.clear();
      for (const uri of uris.filter(isGitignore)) listener.onIgnoreRules(uri);
      listener.onFiles(uris.filter((one) => !isGitignore(one)));
    }, settleMs);
  }

  const files = vscode.workspace.createFileSystemWatcher(codeGlob);
  const rules = vscode.workspace.createFileSystemWatcher('**/.gitignore');
  // Where a whole folder is created or deleted, there may be no events for the files in it.
  const others = vscode.workspace.createFileSystemWatcher('**/*', false, true, false);
  const typed = ({ uri }: vscode.TextDocument) => {
    if (isCodeName(uri.path)) report(uri);
  };
  const subscriptions = [
    ...[files, rules, others].flatMap((watcher) => [
      watcher,
      watcher.onDidCreate(report),
      watcher.onDidChange(report),
      watcher.onDidDelete(report),
    ]),
    vscode.workspace.onDidChangeTextDocument(({ document }) => typed(document)),
    // Closing an editor discards what was not saved.
    vscode.workspace.onDidCloseTextDocument(typed),
  ];
  return {
    dispose() {
      clearTimeout(timer);
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

function isGitignore(uri: vscode.Uri): boolean {
  return uri.path.endsWith('/.gitignore');
}
