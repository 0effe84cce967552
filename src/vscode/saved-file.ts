import * as vscode from 'vscode';
import type { Prompts } from './prompts.ts';

/**
 * Reports a saved file, with buttons to open it, show its location or copy its path; for one of several files only
 * the button for the location. A file outside the workspace can be shown only where its computer has a file manager.
 */
export async function tellSavedFile(
  text: string,
  target: vscode.Uri,
  prompts: Prompts,
  isOneOfSeveral = false,
): Promise<void> {
  const actions = { open: vscode.l10n.t('Open'), reveal: vscode.l10n.t('Reveal'), copy: vscode.l10n.t('Copy Path') };
  const offered = canReveal(target) ? Object.values(actions) : [actions.open, actions.copy];
  const place = canReveal(target) ? actions.reveal : actions.copy;
  const chosen = await prompts.message(text, isOneOfSeveral ? [place] : offered, { severity: 'info' });
  if (chosen === actions.open) await vscode.commands.executeCommand('vscode.open', target);
  if (chosen === actions.reveal) await reveal(target);
  if (chosen === actions.copy)
    await vscode.env.clipboard.writeText(target.scheme === 'file' ? target.fsPath : target.toString());
}

/** Whether there is something to reveal a file in: the explorer, or the file manager of the computer in front. */
function canReveal(target: vscode.Uri): boolean {
  if (vscode.workspace.getWorkspaceFolder(target) !== undefined) return true;
  return target.scheme === 'file' && vscode.env.remoteName === undefined && vscode.env.uiKind === vscode.UIKind.Desktop;
}

/** Reveals a file of the workspace in the explorer, any other in the system's file manager. */
export async function reveal(target: vscode.Uri): Promise<void> {
  const command =
    vscode.workspace.getWorkspaceFolder(target) || target.scheme !== 'file' ? 'revealInExplorer' : 'revealFileInOS';
  await vscode.commands.executeCommand(command, target);
}
