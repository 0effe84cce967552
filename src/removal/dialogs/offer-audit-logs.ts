import * as vscode from 'vscode';
import type { AppRef } from '../../apps/model/app-ref.ts';
import type { RemovalCheck } from '../model/removal-check.ts';
import { plain } from '../../vscode/text.ts';
import type { RemovalServices } from './removal-services.ts';

interface LoggedApp {
  readonly target: AppRef;
  readonly check: RemovalCheck;
}
type Services = Pick<RemovalServices, 'prompts' | 'notify' | 'actions'>;

/** Saves the audit logs of the apps with hosted storage. Says so where not all were saved, and returns whether they were. */
export async function saveAuditLogs(
  apps: readonly LoggedApp[],
  { prompts, notify, actions }: Services,
): Promise<boolean> {
  const stored = apps.filter(({ check }) => check.hostedStorage === true);
  const { all, told } = await actions.saveAuditLogs(stored.map(({ target }) => target));
  told.catch((error: unknown) => notify.log('Telling which audit logs were saved', error));
  if (!all) {
    const names = stored.map(({ check }) => plain(check.name)).join(', ');
    const text = vscode.l10n.t('Not all audit logs of {0} were saved, so nothing was deleted or uninstalled.', names);
    await prompts.message(text, [], { severity: 'warning' });
  }
  return all;
}

/**
 * Offers to save the audit logs of an app with hosted storage before it is uninstalled: then the time begins after which
 * they are erased. Returns whether to go on: not if they were to be saved and were not.
 */
export async function offerAuditLogs(app: LoggedApp, services: Services): Promise<boolean> {
  if (app.check.hostedStorage !== true) return true;
  const save = vscode.l10n.t('Save Audit Logs…');
  const goOn = vscode.l10n.t('Continue Without Saving');
  const text = vscode.l10n.t('Save the audit logs of {0} first?', plain(app.check.name));
  const detail = vscode.l10n.t(
    'A site’s audit logs are available for 30 days after the app is uninstalled from it. Then Atlassian erases them.',
  );
  const chosen = await services.prompts.message(text, [save, goOn], { severity: 'warning', modal: true, detail });
  return chosen === save ? saveAuditLogs([app], services) : chosen === goOn;
}
