import * as vscode from 'vscode';
import type { RemovalCheck } from '../model/removal-check.ts';
import type { Prompts } from '../../vscode/prompts.ts';
import { plain } from '../../vscode/text.ts';
import type { RemovalTarget } from './removing.ts';

const saveCommand = 'forgeConsole.saveAuditLogs';

/** Where apps have hosted storage, offers to save their audit logs first. Gives whether to go on. */
export async function offerAuditLogs(
  apps: readonly { readonly target: RemovalTarget; readonly check: RemovalCheck }[],
  prompts: Prompts,
): Promise<boolean> {
  const stored = apps.filter(({ check }) => check.hostedStorage === true);
  if (stored.length === 0 || !(await vscode.commands.getCommands(true)).includes(saveCommand)) return true;
  const save = vscode.l10n.t('Save Audit Logs…');
  const goOn = vscode.l10n.t('Continue Without Saving');
  const text = vscode.l10n.t('Save audit logs first?');
  const detail = vscode.l10n.t(
    '{0}: uses storage hosted by Forge. Its audit logs stay available for 30 days only.',
    stored.map(({ check }) => plain(check.name)).join(', '),
  );
  const chosen = await prompts.message(text, [save, goOn], { severity: 'warning', modal: true, detail });
  if (chosen === save) {
    const rows = stored.flatMap(({ target }) => rowOf(target));
    await vscode.commands.executeCommand(saveCommand, rows[0], rows);
  }
  return chosen === save || chosen === goOn;
}

/** An app as the command takes it: as a row of the tree. */
function rowOf({ data, id, name }: RemovalTarget): object[] {
  const app = data.apps.state.value?.apps.get(id);
  if (app === undefined) return [];
  return [
    {
      id,
      parent: undefined,
      item: () => new vscode.TreeItem(name),
      subject: () => ({ kind: 'app', account: data.account, app }),
    },
  ];
}
