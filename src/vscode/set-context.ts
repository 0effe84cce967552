import * as vscode from 'vscode';
import type { ContextKeys } from '../contributions.ts';

/** Sets a context key that `when` clauses in package.json use. */
export function setContext<Key extends keyof ContextKeys>(key: Key, value: ContextKeys[Key]): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
