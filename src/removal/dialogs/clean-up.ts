import * as vscode from 'vscode';
import { findUnused, type UnusedApp, type UnusedApps } from '../model/unused-apps.ts';
import type { AccountData } from '../../apps/model/account-data.ts';
import type { PickItem } from '../../vscode/prompts.ts';
import type { App } from '../../core/app.ts';
import { count, plain, relativeTime } from '../../vscode/text.ts';
import { removeApps } from './delete-dialog.ts';
import { appRef } from '../../apps/model/app-ref.ts';
import type { RemovalServices } from './removal-services.ts';
import { requireTrust } from '../../changes/dialogs/require-trust.ts';
import { installationCount, unusedText } from './removal-words.ts';

/** How many apps an account can hold. */
const maxApps = 100;

/** Finds apps of an account that look unused, lets the user choose some, and deletes them after the usual checks. */
export async function cleanUp(data: AccountData, services: RemovalServices): Promise<void> {
  const { prompts, notify } = services;
  if (!(await requireTrust(prompts))) return;
  const title = vscode.l10n.t('Clean Up Unused Apps');
  const ages = [3, 6, 12, 24].map((months) => ({ label: vscode.l10n.t('{0} months', count(months)), value: months }));
  const months = await prompts.pick(ages, {
    title,
    placeholder: vscode.l10n.t('How long must an app not have been updated to count as unused?'),
  });
  if (months === undefined) return;

  let found: UnusedApps;
  try {
    found = await search(data, months, services);
  } catch (error) {
    await notify.error(vscode.l10n.t('Couldn’t search for unused apps'), error);
    return;
  }
  const { candidates, unchecked } = found;
  const missed = missedText(unchecked.length);
  for (const { app, error } of unchecked) notify.log(`Looking whether ${app.id} is used`, error);
  if (candidates.length === 0) {
    await prompts.message([vscode.l10n.t('None of your apps look unused.'), ...missed].join(' '), [], {
      severity: unchecked.length === 0 ? 'info' : 'warning',
    });
    return;
  }
  const owned = data.apps.state.value?.apps.size ?? 0;
  const chosen = await prompts.pickMany(candidates.map(toItem), {
    title,
    placeholder: [
      vscode.l10n.t(
        'You own these apps, and they look unused. This account has {0} of at most {1} apps.',
        count(owned),
        count(maxApps),
      ),
      ...missed,
    ].join(' '),
  });
  if (chosen === undefined) return;
  const targets = chosen.map((app) => appRef(data, app));
  await removeApps(targets, services);
}

/** How many apps could not be checked; nothing if all could. */
function missedText(number: number): readonly string[] {
  if (number === 0) return [];
  return number === 1
    ? [vscode.l10n.t('Couldn’t check 1 app.')]
    : [vscode.l10n.t('Couldn’t check {0} apps.', count(number))];
}

async function search(data: AccountData, months: number, { prompts }: RemovalServices): Promise<UnusedApps> {
  return prompts.progress(vscode.l10n.t('Looking for unused apps'), async (report, signal) => {
    await data.apps.refresh();
    const { state } = data.apps;
    if (state.status === 'failed') throw state.error;
    const apps = [...(state.value?.apps.values() ?? [])];
    return findUnused({
      client: data.client,
      accountId: data.account.id,
      apps,
      months,
      now: new Date(),
      signal,
      onProgress: (done) => report(vscode.l10n.t('{0} of {1}', count(done), count(apps.length))),
    });
  });
}

function toItem({ app, usage, reasons }: UnusedApp): PickItem<App> {
  return {
    label: plain(app.name),
    description: reasons.map(unusedText).join(' · '),
    detail: [
      vscode.l10n.t('Updated {0}', relativeTime(app.updatedAt)),
      ...(usage.installations > 0 ? [installationCount(usage.installations)] : []),
    ].join(' · '),
    value: app,
  };
}
