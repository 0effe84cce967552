import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';

const key = 'forgeConsole.forgeCli.path';

/**
 * The path of the Forge CLI in the settings; empty if there is none. Only the user's own settings count: a workspace must
 * not say what is started. VS Code ignores its values for settings of this scope, but this code does not rely on that.
 */
export function forgeCliSetting(): string {
  const value = vscode.workspace.getConfiguration().inspect<unknown>(key)?.globalValue;
  const path = typeof value === 'string' ? value.trim() : '';
  return path.startsWith('~/') ? join(homedir(), path.slice(2)) : path;
}

/** Opens the settings editor at the setting. */
export async function openForgeCliSetting(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openSettings', { query: key });
}
