import * as vscode from 'vscode';
import { toForgeError } from '../../core/errors.ts';
import { checkApp } from '../model/removal-check.ts';
import { deleteApps, type DeletionResult } from '../model/deletion.ts';
import { blockersOf } from '../model/blockers.ts';
import type { ChangePhase } from '../../changes/model/change.ts';
import { pendingRequest } from '../../changes/model/pending-change.ts';
import { count, plain } from '../../vscode/text.ts';
import { confirmByCount, confirmByName } from '../../changes/dialogs/confirm.ts';
import { reportDeletions } from './deletion-report.ts';
import { escapeReportText } from '../../vscode/report-layout.ts';
import { pendingDeletionText } from './outcome-words.ts';
import type { AppRef } from '../../apps/model/app-ref.ts';
import type { RemovalServices } from './removal-services.ts';
import { type CheckedApp, deletionReview, type ReviewSteps } from './deletion-review.ts';
import { saveAuditLogs } from './offer-audit-logs.ts';
import { requireTrust } from '../../changes/dialogs/require-trust.ts';
import { uninstallFrom } from './uninstall-dialog.ts';
import { offerOtherAccount } from './other-account.ts';

/**
 * The whole dialog for deleting apps: check, review, confirmation, deletion, outcome. Does nothing in a workspace that is
 * not trusted.
 */
export async function removeApps(targets: readonly AppRef[], services: RemovalServices): Promise<void> {
  const { prompts } = services;
  if (targets.length === 0 || !(await requireTrust(prompts))) return;
  if (await areBeingDeleted(targets, services)) return;
  const checked = await checkAll(targets, services);
  if (checked !== undefined) await review(checked, services);
}

/** Shows the review, and goes on with what is chosen there; nothing once it is closed. */
async function review(checked: readonly CheckedApp[], services: RemovalServices): Promise<void> {
  const { prompts } = services;
  const targets = checked.map(({ target }) => target);
  const free = checked.filter(({ check }) => blockersOf(check).length === 0);
  const steps: ReviewSteps = {
    deleteApps: async () =>
      (await confirm(free, checked.length - free.length, services)) ? () => deleteConfirmed(free, services) : undefined,
    async saveAuditLogs() {
      await saveAuditLogs(free, services);
      return undefined;
    },
  };
  const page = await prompts.review(
    deletionReview(checked, steps, {
      services,
      uninstallAll: (app) =>
        uninstallFrom(app, 'all', services, {
          label: vscode.l10n.t('Delete App…'),
          otherwise: vscode.l10n.t('{0} wasn’t deleted.', plain(app.name)),
          run: () => removeApps([app], services),
        }),
      deleteAs: (app) => removeApps([app], services),
      checkAgain: () => removeApps(targets, services),
    }),
  );
  try {
    for (let step = await page.next(); step !== undefined; step = await page.next()) {
      const then = await step();
      if (then === undefined) continue;
      if (page.isOpen) {
        page.close();
        await then();
      } else
        await prompts.message(vscode.l10n.t('Nothing was deleted: the review was closed.'), [], { severity: 'info' });
      return;
    }
  } finally {
    page.close();
  }
}

/** Whether one of the apps is being deleted, here or in another window; says so, with the progress of the former. */
async function areBeingDeleted(
  targets: readonly AppRef[],
  { running, journal, timing, prompts }: RemovalServices,
): Promise<boolean> {
  if (await running.follow(targets)) return true;
  for (const { id, name, data } of targets) {
    const deletion = { gateway: data.account.gateway, action: 'delete', app: { id } } as const;
    const pending = await pendingRequest(journal, deletion, timing.epoch());
    if (pending === undefined || pending.isLeft) continue;
    await prompts.message(plain(pendingDeletionText(name, pending.since)), [], { severity: 'warning' });
    return true;
  }
  return false;
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
    await notify.error(vscode.l10n.t('Couldn’t check {0}, so nothing was deleted', plain(current.name)), error, retry);
    return undefined;
  }
}

async function confirm(free: readonly CheckedApp[], blocked: number, { prompts }: RemovalServices): Promise<boolean> {
  const [only, ...others] = free;
  if (only === undefined) return false;
  const undone = undoneText(free.length, blocked);
  if (others.length === 0)
    return confirmByName(prompts, {
      title: vscode.l10n.t('Delete {0}', plain(only.check.name)),
      warning: undone,
      app: only.check,
    });
  const names = free.map(({ check }) => plain(escapeReportText(check.name))).join(', ');
  return confirmByCount(
    prompts,
    vscode.l10n.t('Delete {0} Apps', count(free.length)),
    vscode.l10n.t('{0} These will be deleted: {1}.', undone, names),
    free.length,
  );
}

/** That it can't be undone, and what becomes of the apps that can't be deleted. */
function undoneText(free: number, blocked: number): string {
  const undone =
    free === 1 ? vscode.l10n.t('Deleting an app can’t be undone.') : vscode.l10n.t('Deleting apps can’t be undone.');
  if (blocked === 0) return undone;
  return blocked === 1
    ? vscode.l10n.t('{0} 1 other app can’t be deleted yet and will be kept.', undone)
    : vscode.l10n.t('{0} {1} other apps can’t be deleted yet and will be kept.', undone, count(blocked));
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
    onProgress: ({ check }, phase) => report(deletionProgress(plain(check.name), phase)),
  });
}

function deletionProgress(app: string, phase: ChangePhase): string {
  if (phase === 'asking') return vscode.l10n.t('{0}: Atlassian’s reply was lost; checking whether it was deleted', app);
  if (phase === 'askingAboutLeft')
    return vscode.l10n.t('{0}: the window that was deleting it was closed; checking what became of that', app);
  return app;
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
