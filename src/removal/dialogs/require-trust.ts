import * as vscode from 'vscode';
import type { Prompts } from '../../vscode/prompts.ts';

/** Whether things may be removed from here: not in a restricted workspace. Says why not, and opens the way out. */
export async function mayRemove(prompts: Prompts): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = vscode.l10n.t('Manage Workspace Trust');
  const text = vscode.l10n.t('In Restricted Mode nothing can be deleted or uninstalled: trust this workspace first.');
  if ((await prompts.message(text, [manage], { severity: 'warning' })) === manage)
    await vscode.commands.executeCommand('workbench.trust.manage');
  return false;
}
