import * as vscode from 'vscode';
import type { Prompts } from '../../vscode/prompts.ts';

/**
 * Returns whether the workspace is trusted; if not, tells the user and offers to manage trust. `refusal` says what isn’t
 * done, where that is no change of an app.
 */
export async function requireTrust(
  prompts: Prompts,
  refusal = vscode.l10n.t(
    'In Restricted Mode no app can be changed, deleted or uninstalled. Trust this workspace first.',
  ),
): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = vscode.l10n.t('Manage Workspace Trust');
  if ((await prompts.message(refusal, [manage], { severity: 'warning' })) === manage)
    await vscode.commands.executeCommand('workbench.trust.manage');
  return false;
}
