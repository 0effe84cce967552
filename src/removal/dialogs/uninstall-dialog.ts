import * as vscode from 'vscode';
import { checkApp, type RemovalCheck } from '../model/removal-check.ts';
import { realRows, type NamedRow } from '../model/named-rows.ts';
import { uninstallAll } from '../model/uninstall.ts';
import { type PlannedUninstall, planUninstall } from '../model/uninstall-plan.ts';
import type { PickItem } from '../../vscode/prompts.ts';
import { count, plain } from '../../vscode/text.ts';
import { confirmByCount, confirmByName } from '../../changes/dialogs/confirm.ts';
import { heading, escapeReportText, table, wrapped } from '../../vscode/report-layout.ts';
import type { AppRef } from '../../apps/model/app-ref.ts';
import type { RemovalServices } from './removal-services.ts';
import { offerAuditLogs } from './offer-audit-logs.ts';
import { requireTrust } from '../../changes/dialogs/require-trust.ts';
import type { FollowUp } from './result-report.ts';
import { reportUninstalls } from './uninstall-report.ts';
import { atlassianAppsText, installationCount, siteCount } from './removal-words.ts';

/**
 * What to uninstall: everything, one installation, those of an environment by its key as the Forge CLI writes it, or
 * what the user chooses.
 */
export type UninstallScope = 'all' | 'choose' | { readonly installationId: string } | { readonly environment: string };

interface ChosenRows {
  readonly ids: ReadonlySet<string>;
  readonly all: boolean;
}

/**
 * The whole dialog for uninstalling an app: check, choice, report, confirmation, uninstallation, outcome. `followUp` is
 * offered once everything was uninstalled.
 */
export async function uninstallFrom(
  target: AppRef,
  scope: UninstallScope,
  services: RemovalServices,
  followUp?: FollowUp,
): Promise<void> {
  const { prompts, reports } = services;
  if (!(await requireTrust(prompts)) || (await services.running.follow([target]))) return;
  const check = await checkTarget(target, services);
  if (check === undefined) return;
  if (check.rows.length === 0) {
    await prompts.message(vscode.l10n.t('{0} isn’t installed anywhere.', plain(check.name)), [], { severity: 'info' });
    return;
  }
  const chosen = await chooseRows(check, scope, services);
  if (chosen === undefined) return;
  const plan = planUninstall(check.rows, chosen.ids, chosen.all);
  if (plan.length === 0) {
    await prompts.message(vscode.l10n.t('{0} is no longer installed there.', plain(check.name)), [], {
      severity: 'info',
    });
    await refreshInstallations(target);
    return;
  }
  await reports.show(vscode.l10n.t('Before uninstalling {0}', check.name), planReport(check, plan));
  const stopAtFailure = plan.length === 1 ? false : await askWhetherToStop(prompts, check.name);
  if (stopAtFailure === undefined || !(await offerAuditLogs({ target, check }, services))) return;
  if (!(await confirm(check, plan, services))) return;
  await uninstallConfirmed(target, check, plan, { stopAtFailure, ...(followUp && { followUp }) }, services);
}

async function checkTarget(
  { data, id, name }: AppRef,
  { prompts, notify }: RemovalServices,
): Promise<RemovalCheck | undefined> {
  try {
    return await prompts.progress(vscode.l10n.t('Checking before uninstalling'), (report, signal) => {
      report(plain(name));
      return checkApp(data.client, data.account.id, id, signal);
    });
  } catch (error) {
    await notify.error(vscode.l10n.t('Couldn’t check {0}, so nothing was uninstalled', plain(name)), error);
    return undefined;
  }
}

async function chooseRows(
  { rows, name }: RemovalCheck,
  scope: UninstallScope,
  { prompts }: RemovalServices,
): Promise<ChosenRows | undefined> {
  const real = realRows(rows);
  if (scope === 'all' || (scope === 'choose' && real.length === 0)) return allOf(real);
  if (typeof scope === 'object')
    return 'installationId' in scope
      ? { ids: new Set([scope.installationId]), all: false }
      : someOf(real.filter(({ environment }) => environment === scope.environment));
  return prompts.pick(choicesOf(real), {
    title: vscode.l10n.t('Uninstall {0}', plain(name)),
    placeholder: vscode.l10n.t('Where do you want to uninstall it?'),
  });
}

/** All installations, then sites with several of them, then each installation. */
function choicesOf(real: readonly NamedRow[]): PickItem<ChosenRows>[] {
  const sites = [...Map.groupBy(real, ({ siteId }) => siteId).values()].filter(
    (rows) => rows.length > 1 && rows.length < real.length,
  );
  const all: PickItem<ChosenRows> = {
    label: vscode.l10n.t('All'),
    description: vscode.l10n.t('{0} on {1}', installationCount(real.length), siteCount(real)),
    value: allOf(real),
  };
  return [
    ...(real.length > 1 ? [all] : []),
    ...sites.map((rows) => ({
      label: plain(rows[0]?.site ?? ''),
      description: vscode.l10n.t('the whole site: {0}', installationCount(rows.length)),
      value: someOf(rows),
    })),
    ...real.map((row) => ({
      label: plain(row.site),
      description: [atlassianAppsText(row), plain(row.environment)].join(' · '),
      value: someOf([row]),
    })),
  ];
}

function allOf(rows: readonly NamedRow[]): ChosenRows {
  return { ids: new Set(rows.map(({ id }) => id)), all: true };
}

function someOf(rows: readonly NamedRow[]): ChosenRows {
  return { ids: new Set(rows.map(({ id }) => id)), all: false };
}

function consequence(): string {
  return vscode.l10n.t(
    'The app’s data in Forge-hosted storage is soft-deleted. Atlassian can restore it only on request, within 21 days.',
  );
}

function planReport({ name }: RemovalCheck, plan: readonly PlannedUninstall[]): string {
  const rows = plan.map(({ row }) => [
    escapeReportText(row.site),
    atlassianAppsText(row),
    escapeReportText(row.environment),
    row.isProduction ? vscode.l10n.t('yes') : vscode.l10n.t('no'),
  ]);
  const columns = [
    vscode.l10n.t('Site'),
    vscode.l10n.t('Atlassian apps'),
    vscode.l10n.t('Environment'),
    vscode.l10n.t('Production'),
  ];
  return [
    heading(vscode.l10n.t('To be uninstalled: {0}', escapeReportText(name))),
    wrapped(consequence()),
    `${table(columns, rows)}\n`,
  ].join('\n\n');
}

async function askWhetherToStop(prompts: RemovalServices['prompts'], name: string): Promise<boolean | undefined> {
  return prompts.pick(
    [
      { label: vscode.l10n.t('Continue with the rest'), value: false },
      { label: vscode.l10n.t('Stop at the first failure'), value: true },
    ],
    {
      title: vscode.l10n.t('Uninstall {0}', plain(name)),
      placeholder: vscode.l10n.t('What should happen if one of them fails?'),
    },
  );
}

/**
 * Production has to be confirmed by the app's name, several installations by their number, and any other single one by
 * a button.
 */
async function confirm(
  { id, name }: RemovalCheck,
  plan: readonly PlannedUninstall[],
  { prompts }: RemovalServices,
): Promise<boolean> {
  const title = vscode.l10n.t('Uninstall {0}', plain(name));
  const [only, ...others] = plan;
  if (only === undefined) return false;
  const what =
    others.length === 0
      ? vscode.l10n.t('From {0}.', plain(only.row.site))
      : vscode.l10n.t('From {0}: {1}.', siteCount(plan.map(({ row }) => row)), installationCount(plan.length));
  if (plan.some(({ row }) => row.isProduction && !row.technical))
    return confirmByName(prompts, { title, warning: `${what} ${consequence()}`, app: { id, name } });
  if (others.length > 0) return confirmByCount(prompts, title, `${what} ${consequence()}`, plan.length);
  const uninstall = vscode.l10n.t('Uninstall');
  const text = vscode.l10n.t('Uninstall {0} from {1}?', plain(name), plain(only.row.site));
  return (
    (await prompts.message(text, [uninstall], { severity: 'warning', modal: true, detail: consequence() })) ===
    uninstall
  );
}

async function uninstallConfirmed(
  target: AppRef,
  check: RemovalCheck,
  plan: readonly PlannedUninstall[],
  { stopAtFailure, followUp }: { stopAtFailure: boolean; followUp?: FollowUp },
  services: RemovalServices,
): Promise<void> {
  const { running, journal, timing, notify } = services;
  const { data } = target;
  // Another command may have begun while this one asked.
  if (await running.follow([target])) return;
  const title = vscode.l10n.t('Uninstalling {0}', plain(check.name));
  const results = await running.run([target], 'uninstalling', title, async (report, signal) => {
    const done = await uninstallAll({ account: data.account, client: data.client, check }, plan, {
      journal,
      timing,
      signal,
      stopAtFailure,
      onJournalFailure: (error) => notify.log('Writing the journal', error),
      onProgress: ({ row }, before) =>
        report(
          plan.length === 1
            ? plain(row.site)
            : vscode.l10n.t('{0} of {1}: {2}', count(before + 1), count(plan.length), plain(row.site)),
        ),
    });
    await refreshInstallations(target);
    return done;
  });
  await reportUninstalls(check, results, services, followUp);
}

/** Reloads the installations, unless nothing has shown them yet. */
async function refreshInstallations({ data, id }: AppRef): Promise<void> {
  const { installations } = data.details(id);
  if (installations.state !== undefined) await installations.refresh();
}
