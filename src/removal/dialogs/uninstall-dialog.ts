import * as vscode from 'vscode';
import { checkApp, type RemovalCheck } from '../model/removal-check.ts';
import { realRows, type NamedRow } from '../model/installed-rows.ts';
import { uninstallAll } from '../model/uninstall.ts';
import { type PlannedUninstall, planUninstall } from '../model/uninstall-plan.ts';
import type { PickItem } from '../../vscode/prompts.ts';
import { count, plain } from '../../vscode/text.ts';
import { confirmByCount, confirmByName } from './confirm.ts';
import { heading, escapeReportText, table, wrapped } from '../../vscode/report-layout.ts';
import type { AppRef } from '../../apps/model/app-ref.ts';
import type { Removing } from './removing.ts';
import { mayRemove } from './require-trust.ts';
import type { Next } from './save-result.ts';
import { tellUninstalled } from './uninstall-report.ts';
import { atlassianAppsText, installationCount, siteCount } from './removal-words.ts';

/** What is to be uninstalled: all, one installation by its id, or what the person chooses. */
export type UninstallScope = 'all' | 'choose' | { readonly installationId: string };

interface Chosen {
  readonly ids: ReadonlySet<string>;
  readonly all: boolean;
}

/**
 * Leads from wanting an app uninstalled to a report of what happened: check, choice, consequence, confirmation, one
 * after another. `next` is offered once all that was wanted is done.
 */
export async function uninstallFrom(
  target: AppRef,
  scope: UninstallScope,
  removing: Removing,
  next?: Next,
): Promise<void> {
  const { prompts, reports } = removing;
  if (!(await mayRemove(prompts))) return;
  const check = await checkTarget(target, removing);
  if (check === undefined) return;
  if (check.rows.length === 0) {
    await prompts.message(vscode.l10n.t('{0} is not installed anywhere.', plain(check.name)), [], { severity: 'info' });
    return;
  }
  const chosen = await choose(check, scope, removing);
  if (chosen === undefined) return;
  const plan = planUninstall(check.rows, chosen.ids, chosen.all);
  if (plan.length === 0) {
    await prompts.message(vscode.l10n.t('{0} is not installed there any more.', plain(check.name)), [], {
      severity: 'info',
    });
    await refresh(target);
    return;
  }
  await reports.show(vscode.l10n.t('Before uninstalling {0}', check.name), planReport(check, plan));
  const stopAtFailure = plan.length === 1 ? false : await askWhetherToStop(prompts, check.name);
  if (stopAtFailure === undefined || !(await confirm(check, plan, removing))) return;
  await carryOut(target, check, plan, { stopAtFailure, ...(next && { next }) }, removing);
}

async function checkTarget(
  { data, id, name }: AppRef,
  { prompts, notify }: Removing,
): Promise<RemovalCheck | undefined> {
  try {
    return await prompts.progress(vscode.l10n.t('Checking before uninstalling'), (report, signal) => {
      report(plain(name));
      return checkApp(data.client, data.account.id, id, signal);
    });
  } catch (error) {
    await notify.error(vscode.l10n.t('{0} could not be checked, and nothing was uninstalled', plain(name)), error);
    return undefined;
  }
}

async function choose(
  { rows, name }: RemovalCheck,
  scope: UninstallScope,
  { prompts }: Removing,
): Promise<Chosen | undefined> {
  const real = realRows(rows);
  const all: Chosen = { ids: new Set(real.map(({ id }) => id)), all: true };
  if (scope === 'all' || (scope === 'choose' && real.length === 0)) return all;
  if (scope !== 'choose') return { ids: new Set([scope.installationId]), all: false };
  const some = (those: readonly NamedRow[]): Chosen => ({ ids: new Set(those.map(({ id }) => id)), all: false });
  const sites = [...Map.groupBy(real, ({ siteId }) => siteId).values()].filter(
    (those) => those.length > 1 && those.length < real.length,
  );
  const items: PickItem<Chosen>[] = [
    ...(real.length > 1
      ? [
          {
            label: vscode.l10n.t('All'),
            description: vscode.l10n.t('{0} on {1}', installationCount(real.length), siteCount(real)),
            value: all,
          },
        ]
      : []),
    ...sites.map((those) => ({
      label: plain(those[0]?.site ?? ''),
      description: vscode.l10n.t('the whole site: {0}', installationCount(those.length)),
      value: some(those),
    })),
    ...real.map((row) => ({
      label: plain(row.site),
      description: [atlassianAppsText(row), plain(row.environment)].join(' · '),
      value: some([row]),
    })),
  ];
  return prompts.pick(items, {
    title: vscode.l10n.t('Uninstall {0}', plain(name)),
    placeholder: vscode.l10n.t('From where?'),
  });
}

function consequence(): string {
  return vscode.l10n.t(
    'Data that the app keeps in storage hosted by Forge is soft-deleted; it can be linked again only on request, within 21 days.',
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

async function askWhetherToStop(prompts: Removing['prompts'], name: string): Promise<boolean | undefined> {
  return prompts.pick(
    [
      { label: vscode.l10n.t('Go on with the rest'), value: false },
      { label: vscode.l10n.t('Stop at the first failure'), value: true },
    ],
    { title: vscode.l10n.t('Uninstall {0}', plain(name)), placeholder: vscode.l10n.t('If one of them fails?') },
  );
}

/**
 * Production asks for the app's name, several installations for their number, a single one of elsewhere for a button.
 */
async function confirm(
  { name }: RemovalCheck,
  plan: readonly PlannedUninstall[],
  { prompts }: Removing,
): Promise<boolean> {
  const title = vscode.l10n.t('Uninstall {0}', plain(name));
  const [only, ...others] = plan;
  if (only === undefined) return false;
  const what =
    others.length === 0
      ? vscode.l10n.t('From {0}.', plain(only.row.site))
      : vscode.l10n.t('From {0}: {1}.', siteCount(plan.map(({ row }) => row)), installationCount(plan.length));
  if (plan.some(({ row }) => row.isProduction && !row.technical))
    return confirmByName(prompts, title, `${what} ${consequence()}`, name);
  if (others.length > 0) return confirmByCount(prompts, title, `${what} ${consequence()}`, plan.length);
  const uninstall = vscode.l10n.t('Uninstall');
  const text = vscode.l10n.t('Uninstall {0} from {1}?', plain(name), plain(only.row.site));
  return (
    (await prompts.message(text, [uninstall], { severity: 'warning', modal: true, detail: consequence() })) ===
    uninstall
  );
}

async function carryOut(
  target: AppRef,
  check: RemovalCheck,
  plan: readonly PlannedUninstall[],
  { stopAtFailure, next }: { stopAtFailure: boolean; next?: Next },
  removing: Removing,
): Promise<void> {
  const { prompts, journal, timing, notify } = removing;
  const { data } = target;
  const end = data.removals.begin(target.id, 'uninstalling');
  try {
    const results = await prompts.progress(vscode.l10n.t('Uninstalling {0}', plain(check.name)), (report, signal) =>
      uninstallAll({ account: data.account, client: data.client, check }, plan, {
        journal,
        timing,
        signal,
        stopAtFailure,
        onJournalFailure: (error) => notify.log('Writing the journal', error),
        onProgress: ({ row }, done) =>
          report(
            plan.length === 1
              ? plain(row.site)
              : vscode.l10n.t('{0} of {1}: {2}', count(done + 1), count(plan.length), plain(row.site)),
          ),
      }),
    );
    await refresh(target);
    end();
    await tellUninstalled(check, results, removing, next);
  } finally {
    end();
  }
}

/** What is shown of the installations is fetched anew, where it is shown. */
async function refresh({ data, id }: AppRef): Promise<void> {
  const { installations } = data.details(id);
  if (installations.state !== undefined) await installations.refresh();
}
