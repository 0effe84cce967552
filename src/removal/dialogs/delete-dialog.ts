import * as vscode from 'vscode';
import { toForgeError } from '../../core/errors.ts';
import { checkApp, type RemovalCheck } from '../model/removal-check.ts';
import { deleteApps, type DeletionResult } from '../model/deletion.ts';
import { blockersOf } from '../model/blockers.ts';
import { pendingRequest } from '../model/pending-request.ts';
import { count, plain } from '../../vscode/text.ts';
import { checkReport } from './check-report.ts';
import { confirmByCount, confirmByName } from './confirm.ts';
import { reportDeletions } from './deletion-report.ts';
import { escapeReportText } from '../../vscode/report-layout.ts';
import { pendingDeletionText } from './outcome-words.ts';
import type { AppRef } from '../../apps/model/app-ref.ts';
import type { RemovalServices } from './removal-services.ts';
import { offerAuditLogs } from './offer-audit-logs.ts';
import { requireTrust } from './require-trust.ts';
import { uninstallFrom } from './uninstall-dialog.ts';
import { showBlockers } from './blocker-actions.ts';
import { offerOtherAccount } from './other-account.ts';

interface CheckedApp {
  readonly target: AppRef;
  readonly check: RemovalCheck;
}

/**
 * The whole dialog for deleting apps: check, report, blockers or confirmation, deletion, outcome. Does nothing in a
 * workspace that is not trusted.
 */
export async function removeApps(targets: readonly AppRef[], services: RemovalServices): Promise<void> {
  const { prompts, reports } = services;
  if (targets.length === 0 || !(await requireTrust(prompts))) return;
  if (await areBeingDeleted(targets, services)) return;
  const checked = await checkAll(targets, services);
  if (checked === undefined) return;
  const free = checked.filter(({ check }) => blockersOf(check).length === 0);
  const blocked = checked.filter(({ check }) => blockersOf(check).length > 0);
  const [first] = checked;
  if (first === undefined) return;
  const text = [...free, ...blocked].map(({ check, target }) => checkReport(check, target.data.account)).join('\n\n');
  await reports.show(
    checked.length === 1
      ? vscode.l10n.t('Before deleting {0}', first.check.name)
      : vscode.l10n.t('Before deleting {0} apps', checked.length),
    text,
  );

  if (free.length === 0) {
    if (checked.length === 1) await explainBlockers(first, services);
    else await pickBlockedApp(blocked, services);
    return;
  }
  if (!(await offerAuditLogs(free, services)) || !(await confirm(free, blocked.length, services))) return;
  await deleteConfirmed(free, services);
}

/** Whether one of the apps is being deleted, here or in another window; says so, with the progress of the former. */
async function areBeingDeleted(
  targets: readonly AppRef[],
  { running, journal, timing, prompts }: RemovalServices,
): Promise<boolean> {
  if (await running.follow(targets)) return true;
  for (const { id, name, data } of targets) {
    const pending = await pendingRequest(journal, { gateway: data.account.gateway, app: { id } }, timing.epoch());
    if (pending === undefined) continue;
    await prompts.message(plain(pendingDeletionText(name, pending.since)), [], { severity: 'warning' });
    return true;
  }
  return false;
}

async function explainBlockers({ target, check }: CheckedApp, services: RemovalServices): Promise<void> {
  await showBlockers(target, check, services, {
    uninstallAll: (app) =>
      uninstallFrom(app, 'all', services, {
        label: vscode.l10n.t('Delete App…'),
        run: () => removeApps([app], services),
      }),
    deleteAs: (app) => removeApps([app], services),
    checkAgain: () => removeApps([target], services),
  });
}

/** Checks the apps, with progress; undefined if the user cancelled or if a check failed, which is reported here. */
async function checkAll(targets: readonly AppRef[], services: RemovalServices): Promise<CheckedApp[] | undefined> {
  const { prompts, notify } = services;
  let current: AppRef | undefined;
  try {
    return await prompts.progress(vscode.l10n.t('Checking before deleting'), async (report, signal) => {
      const checked: CheckedApp[] = [];
      for (const target of targets) {
        current = target;
        report(
          targets.length === 1
            ? plain(target.name)
            : vscode.l10n.t('{0} of {1}: {2}', count(checked.length + 1), count(targets.length), plain(target.name)),
        );
        const { client, account } = target.data;
        checked.push({ target, check: await checkApp(client, account.id, target.id, signal) });
      }
      return checked;
    });
  } catch (error) {
    if (current === undefined) throw error;
    const deleteAs = (target: AppRef) => removeApps([target], services);
    if (toForgeError(error).kind === 'notFound' && (await offerOtherAccount(current, services, deleteAs)))
      return undefined;
    const retry = { label: vscode.l10n.t('Check Again'), run: () => removeApps(targets, services) };
    await notify.error(
      vscode.l10n.t('{0} could not be checked, and nothing was deleted', plain(current.name)),
      error,
      retry,
    );
    return undefined;
  }
}

async function pickBlockedApp(blocked: readonly CheckedApp[], services: RemovalServices): Promise<void> {
  const items = blocked.map((one) => ({
    label: plain(one.check.name),
    description: vscode.l10n.t('{0} in the way', count(blockersOf(one.check).length)),
    value: one,
  }));
  const chosen = await services.prompts.pick(items, {
    title: vscode.l10n.t('None of these apps can be deleted yet'),
    placeholder: vscode.l10n.t('Choose an app to see the ways out'),
  });
  if (chosen) await explainBlockers(chosen, services);
}

async function confirm(free: readonly CheckedApp[], blocked: number, { prompts }: RemovalServices): Promise<boolean> {
  const [only, ...others] = free;
  if (only === undefined) return false;
  const left = blocked === 0 ? '' : vscode.l10n.t(' {0} others can’t be deleted yet and stay.', count(blocked));
  if (others.length === 0)
    return confirmByName(prompts, {
      title: vscode.l10n.t('Delete {0}', plain(only.check.name)),
      warning: vscode.l10n.t('Deleting an app can’t be undone.{0}', left),
      app: only.check,
    });
  const names = free.map(({ check }) => plain(escapeReportText(check.name))).join(', ');
  return confirmByCount(
    prompts,
    vscode.l10n.t('Delete {0} Apps', count(free.length)),
    vscode.l10n.t('Deleting apps can’t be undone.{0} To be deleted: {1}.', left, names),
    free.length,
  );
}

async function deleteConfirmed(confirmed: readonly CheckedApp[], services: RemovalServices): Promise<void> {
  const targets = confirmed.map(({ target }) => target);
  // Another command may have begun while this one asked.
  if (await services.running.follow(targets)) return;
  const title =
    confirmed.length === 1 ? vscode.l10n.t('Deleting') : vscode.l10n.t('Deleting {0} apps', count(confirmed.length));
  const results = await services.running.run(targets, 'deleting', title, async (report, signal) => {
    const done = await runDeletion(confirmed, services, report, signal);
    forgetDeleted(done, confirmed, services);
    return done;
  });
  await reportDeletions(results, services);
}

async function runDeletion(
  confirmed: readonly CheckedApp[],
  { journal, timing, notify }: RemovalServices,
  report: (message: string) => void,
  signal: AbortSignal,
): Promise<DeletionResult[]> {
  const apps = confirmed.map(({ target, check }) => ({
    account: target.data.account,
    client: target.data.client,
    check,
  }));
  return deleteApps(apps, {
    journal,
    timing,
    signal,
    onJournalFailure: (error) => notify.log('Writing the journal', error),
    onProgress: ({ check }, phase) =>
      report(
        phase === 'asking'
          ? vscode.l10n.t('{0}: Atlassian’s reply was lost; checking whether it was deleted', plain(check.name))
          : plain(check.name),
      ),
  });
}

/** Closes the panels of apps that this account doesn't see any more, and drops them from its data. */
function forgetDeleted(
  results: readonly DeletionResult[],
  confirmed: readonly CheckedApp[],
  { actions }: RemovalServices,
): void {
  const dataOf = new Map(confirmed.map(({ target }) => [target.data.account.key, target.data]));
  for (const { app, outcome } of results) {
    const data = dataOf.get(app.account.key);
    if (data === undefined || !['deleted', 'gone', 'outOfSight'].includes(outcome.status)) continue;
    actions.close({ data, id: app.check.id });
    data.drop(app.check.id);
  }
}
