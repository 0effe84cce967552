import * as vscode from 'vscode';
import type { AppRef } from '../../apps/model/app-ref.ts';
import type { RemovalCheck } from '../model/removal-check.ts';
import { plain } from '../../vscode/text.ts';
import type { RemovalServices } from './removal-services.ts';

/**
 * Offers to save the audit logs of apps with hosted storage. Returns whether to go on with the deletion: not if they
 * were to be saved and any of them was not, which is said here.
 */
export async function offerAuditLogs(
  apps: readonly { readonly target: AppRef; readonly check: RemovalCheck }[],
  { prompts, notify, actions }: Pick<RemovalServices, 'prompts' | 'notify' | 'actions'>,
): Promise<boolean> {
  const stored = apps.filter(({ check }) => check.hostedStorage === true);
  if (stored.length === 0) return true;
  const save = vscode.l10n.t('Save Audit Logs…');
  const goOn = vscode.l10n.t('Continue Without Saving');
  const names = stored.map(({ check }) => plain(check.name)).join(', ');
  const text = vscode.l10n.t('Save audit logs first?');
  const detail = vscode.l10n.t(
    '{0}: uses storage hosted by Forge. Its audit logs stay available for 30 days only.',
    names,
  );
  const chosen = await prompts.message(text, [save, goOn], { severity: 'warning', modal: true, detail });
  if (chosen !== save) return chosen === goOn;
  const { all, told } = await actions.saveAuditLogs(stored.map(({ target }) => target));
  told.catch((error: unknown) => notify.log('Telling which audit logs were saved', error));
  if (!all)
    await prompts.message(
      vscode.l10n.t('Nothing was deleted, because the audit logs of {0} weren’t all saved.', names),
      [],
      { severity: 'warning' },
    );
  return all;
}
