import * as vscode from 'vscode';
import { accountLabel } from '../../accounts/authentication-provider.ts';
import { toForgeError } from '../../core/errors.ts';
import { appExists } from '../../gateway/operations/app-existence.ts';
import { checkApp, type RemovalCheck } from '../model/removal-check.ts';
import { deleteApps, type DeletionResult } from '../model/deletion.ts';
import { obstaclesOf } from '../model/obstacles.ts';
import { count, plain } from '../../vscode/text.ts';
import { checkReport } from './check-report.ts';
import { confirmByCount, confirmByName } from './confirm.ts';
import { tellDeleted } from './deletion-report.ts';
import { escapeReportText } from '../../vscode/report-layout.ts';
import type { AppRef } from '../../apps/model/app-ref.ts';
import type { Removing } from './removing.ts';
import { offerAuditLogs } from './save-first.ts';
import { mayRemove } from './require-trust.ts';
import { uninstallFrom } from './uninstall-dialog.ts';
import { accountOf, showWaysOut, type WaysOn } from './ways-out.ts';

interface Checked {
  readonly target: AppRef;
  readonly check: RemovalCheck;
}

/**
 * Leads from wanting apps gone to their being gone: check, report, what stands in the way, confirmation, deletion,
 * outcome.
 */
export async function removeApps(targets: readonly AppRef[], removing: Removing): Promise<void> {
  const { prompts, reports } = removing;
  if (targets.length === 0 || !(await mayRemove(prompts))) return;
  const checked = await checkAll(targets, removing);
  if (checked === undefined) return;
  const free = checked.filter(({ check }) => obstaclesOf(check).length === 0);
  const blocked = checked.filter(({ check }) => obstaclesOf(check).length > 0);
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
    if (checked.length === 1) await showWaysOut(first.target, first.check, removing, waysOn(first.target, removing));
    else await pickBlocked(blocked, removing);
    return;
  }
  if (!(await offerAuditLogs(free, removing)) || !(await confirm(free, blocked.length, removing))) return;
  await carryOut(free, removing);
}

function waysOn(target: AppRef, removing: Removing): WaysOn {
  return {
    uninstallAll: (app) =>
      uninstallFrom(app, 'all', removing, {
        label: vscode.l10n.t('Delete App…'),
        run: () => removeApps([app], removing),
      }),
    deleteAs: (app) => removeApps([app], removing),
    checkAgain: () => removeApps([target], removing),
  };
}

/**
 * The checks of the apps, with progress; undefined when the person gave up or one of them could not be checked, which
 * is told.
 */
async function checkAll(targets: readonly AppRef[], removing: Removing): Promise<Checked[] | undefined> {
  const { prompts, notify } = removing;
  let current: AppRef | undefined;
  try {
    return await prompts.progress(vscode.l10n.t('Checking before deleting'), async (report, signal) => {
      const checked: Checked[] = [];
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
    if (toForgeError(error).kind === 'notFound' && (await tellOtherAccount(current, removing))) return undefined;
    const retry = { label: vscode.l10n.t('Check Again'), run: () => removeApps(targets, removing) };
    await notify.error(
      vscode.l10n.t('{0} could not be checked, and nothing was deleted', plain(current.name)),
      error,
      retry,
    );
    return undefined;
  }
}

/** Says which other account an app belongs to, and offers to go on as that one. Gives whether there is one. */
async function tellOtherAccount(target: AppRef, removing: Removing): Promise<boolean> {
  const owner = await accountOf(target, removing.data.list, ({ client }) => appExists(client, target.id));
  if (owner === undefined) return false;
  const go = vscode.l10n.t('Delete as This Account…');
  const text = vscode.l10n.t(
    '{0} does not belong to {1} but to {2}: each account has its own list of apps.',
    plain(target.name),
    plain(accountLabel(target.data.account)),
    plain(accountLabel(owner.account)),
  );
  if ((await removing.prompts.message(text, [go], { severity: 'warning' })) === go)
    await removeApps([{ ...target, data: owner }], removing);
  return true;
}

async function pickBlocked(blocked: readonly Checked[], removing: Removing): Promise<void> {
  const items = blocked.map((one) => ({
    label: plain(one.check.name),
    description: vscode.l10n.t('{0} in the way', count(obstaclesOf(one.check).length)),
    value: one,
  }));
  const chosen = await removing.prompts.pick(items, {
    title: vscode.l10n.t('None of these apps can be deleted yet'),
    placeholder: vscode.l10n.t('Choose an app to see the ways out'),
  });
  if (chosen) await showWaysOut(chosen.target, chosen.check, removing, waysOn(chosen.target, removing));
}

async function confirm(free: readonly Checked[], blocked: number, { prompts }: Removing): Promise<boolean> {
  const [only, ...others] = free;
  if (only === undefined) return false;
  const left = blocked === 0 ? '' : vscode.l10n.t(' {0} others can’t be deleted yet and stay.', count(blocked));
  if (others.length === 0)
    return confirmByName(
      prompts,
      vscode.l10n.t('Delete {0}', plain(only.check.name)),
      vscode.l10n.t('Deleting an app can’t be undone.{0}', left),
      only.check.name,
    );
  const names = free.map(({ check }) => plain(escapeReportText(check.name))).join(', ');
  return confirmByCount(
    prompts,
    vscode.l10n.t('Delete {0} Apps', count(free.length)),
    vscode.l10n.t('Deleting apps can’t be undone.{0} To be deleted: {1}.', left, names),
    free.length,
  );
}

async function carryOut(confirmed: readonly Checked[], removing: Removing): Promise<void> {
  const { prompts, journal, timing, notify, actions } = removing;
  const ends = new Map(
    confirmed.map(({ target }) => [
      `${target.data.account.key} ${target.id}`,
      target.data.removals.begin(target.id, 'deleting'),
    ]),
  );
  const dataOf = new Map(confirmed.map(({ target }) => [target.data.account.key, target.data]));
  let results: DeletionResult[] = [];
  try {
    results = await prompts.progress(
      confirmed.length === 1 ? vscode.l10n.t('Deleting') : vscode.l10n.t('Deleting {0} apps', count(confirmed.length)),
      (report, signal) =>
        deleteApps(
          confirmed.map(({ target, check }) => ({ account: target.data.account, client: target.data.client, check })),
          {
            journal,
            timing,
            signal,
            onJournalFailure: (error) => notify.log('Writing the journal', error),
            onProgress: ({ check }, phase) =>
              report(
                phase === 'asking'
                  ? vscode.l10n.t('{0}: the answer was lost; asking what became of it', plain(check.name))
                  : plain(check.name),
              ),
          },
        ),
    );
    for (const { app, outcome } of results) {
      const data = dataOf.get(app.account.key);
      if (data === undefined || (outcome.status !== 'deleted' && outcome.status !== 'gone')) continue;
      actions.close({ data, id: app.check.id });
      data.drop(app.check.id);
    }
  } finally {
    for (const end of ends.values()) end();
  }
  await tellDeleted(results, removing);
}
