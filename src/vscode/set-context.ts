import * as vscode from 'vscode';
import type { ContextKeys } from '../contributions.ts';

/** Sets a key that `when` clauses of package.json ask for. */
export function setContext<Key extends keyof ContextKeys>(key: Key, value: ContextKeys[Key]): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
