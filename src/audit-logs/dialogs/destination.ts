import * as vscode from 'vscode';
import type { Prompts } from '../../vscode/prompts.ts';
import { plain } from '../../vscode/text.ts';

/** The only workspace folder, or the one picked; undefined if none is open or the user cancels. */
export async function chooseWorkspaceFolder(prompts: Prompts, title: string): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length < 2) return folders[0]?.uri;
  const items = folders.map(({ name, uri }) => ({ label: plain(name), description: plain(uri.fsPath), value: uri }));
  return prompts.pick(items, { title, placeholder: vscode.l10n.t('Choose a workspace folder') });
}

/**
 * Tells the user that nothing is written into an untrusted workspace, and offers to manage trust. Returns whether the
 * alternative `otherWay` was chosen.
 */
export async function refuseUntrusted(prompts: Prompts, otherWay?: string): Promise<boolean> {
  const manage = vscode.l10n.t('Manage Workspace Trust');
  const text = vscode.l10n.t('Nothing can be saved in this workspace until you trust it.');
  const chosen = await prompts.message(text, [...(otherWay === undefined ? [] : [otherWay]), manage], {
    severity: 'warning',
  });
  if (chosen === manage) await vscode.commands.executeCommand('workbench.trust.manage');
  return chosen !== undefined && chosen === otherWay;
}
