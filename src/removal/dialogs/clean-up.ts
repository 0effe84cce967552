import * as vscode from 'vscode';
import { findUnused, type UnusedApps } from '../model/unused.ts';
import type { AccountData } from '../../apps/model/account-data.ts';
import { count, plain, relativeTime } from '../../vscode/text.ts';
import { removeApps } from './delete-dialog.ts';
import { appRef } from '../../apps/model/app-ref.ts';
import type { Removing } from './removing.ts';
import { mayRemove } from './require-trust.ts';
import { installationCount, unusedText } from './removal-words.ts';

/** The most apps that an account holds. */
const mostApps = 100;

/**
 * Finds apps of an account that look unused, lets the person choose among them, and deletes those chosen after the
 * usual checks.
 */
export async function cleanUp(data: AccountData, removing: Removing): Promise<void> {
  const { prompts, notify } = removing;
  if (!(await mayRemove(prompts))) return;
  const title = vscode.l10n.t('Clean Up Unused Apps');
  const ages = [3, 6, 12, 24].map((months) => ({ label: vscode.l10n.t('{0} months', count(months)), value: months }));
  const months = await prompts.pick(ages, {
    title,
    placeholder: vscode.l10n.t('Count apps as unused that were not updated for…'),
  });
  if (months === undefined) return;

  let found: UnusedApps;
  try {
    found = await prompts.progress(vscode.l10n.t('Looking for unused apps'), async (report, signal) => {
      await data.apps.refresh();
      const { state } = data.apps;
      if (state.status === 'failed') throw state.error;
      const apps = [...(state.value?.apps.values() ?? [])];
      return findUnused(data.client, data.account.id, apps, months, new Date(), signal, (done) =>
        report(vscode.l10n.t('{0} of {1}', count(done), count(apps.length))),
      );
    });
  } catch (error) {
    await notify.error(vscode.l10n.t('Unused apps could not be looked for'), error);
    return;
  }
  const { candidates, unchecked } = found;
  const missed =
    unchecked.length === 0 ? '' : vscode.l10n.t(' {0} apps could not be looked at.', count(unchecked.length));
  for (const { app, error } of unchecked) notify.log(`Looking whether ${app.id} is used`, error);
  if (candidates.length === 0) {
    await prompts.message(vscode.l10n.t('No app of yours looks unused.{0}', missed), [], {
      severity: unchecked.length === 0 ? 'info' : 'warning',
    });
    return;
  }
  const items = candidates.map(({ app, usage, reasons }) => ({
    label: plain(app.name),
    description: reasons.map(unusedText).join(' · '),
    detail: [
      vscode.l10n.t('updated {0}', relativeTime(app.updatedAt)),
      ...(usage.installations > 0 ? [installationCount(usage.installations)] : []),
    ].join(' · '),
    value: app,
  }));
  const owned = data.apps.state.value?.apps.size ?? 0;
  const chosen = await prompts.pickMany(items, {
    title,
    placeholder: vscode.l10n.t(
      'You own these, and they look unused. The account shows {0} apps; it can hold {1}.{2}',
      count(owned),
      count(mostApps),
      missed,
    ),
  });
  if (chosen)
    await removeApps(
      chosen.map((app) => appRef(data, app)),
      removing,
    );
}
