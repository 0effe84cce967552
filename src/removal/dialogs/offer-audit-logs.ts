import * as vscode from 'vscode';
import type { AppRef } from '../../apps/model/app-ref.ts';
import type { RemovalCheck } from '../model/removal-check.ts';
import { plain } from '../../vscode/text.ts';
import type { RemovalServices } from './removal-services.ts';

/** Offers to save the audit logs of apps with hosted storage. Returns whether to go on with the deletion. */
export async function offerAuditLogs(
  apps: readonly { readonly target: AppRef; readonly check: RemovalCheck }[],
  { prompts, actions }: Pick<RemovalServices, 'prompts' | 'actions'>,
): Promise<boolean> {
  const stored = apps.filter(({ check }) => check.hostedStorage === true);
  if (stored.length === 0) return true;
  const save = vscode.l10n.t('Save Audit Logs…');
  const goOn = vscode.l10n.t('Continue Without Saving');
  const text = vscode.l10n.t('Save audit logs first?');
  const detail = vscode.l10n.t(
    '{0}: uses storage hosted by Forge. Its audit logs stay available for 30 days only.',
    stored.map(({ check }) => plain(check.name)).join(', '),
  );
  const chosen = await prompts.message(text, [save, goOn], { severity: 'warning', modal: true, detail });
  if (chosen === save) await actions.saveAuditLogs(stored.map(({ target }) => target));
  return chosen === save || chosen === goOn;
}
