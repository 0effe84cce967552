import * as vscode from 'vscode';
import type { Prompts } from '../../vscode/prompts.ts';

/** Returns whether the workspace is trusted; if not, tells the user and offers to manage trust. */
export async function requireTrust(prompts: Prompts): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = vscode.l10n.t('Manage Workspace Trust');
  const text = vscode.l10n.t(
    'In Restricted Mode no app can be changed, deleted or uninstalled. Trust this workspace first.',
  );
  if ((await prompts.message(text, [manage], { severity: 'warning' })) === manage)
    await vscode.commands.executeCommand('workbench.trust.manage');
  return false;
}
