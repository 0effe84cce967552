import * as vscode from 'vscode';
import type { RemovalCheck } from '../model/removal-check.ts';
import type { UninstallResult } from '../model/uninstall.ts';
import { count, plain } from '../../vscode/text.ts';
import { heading, escapeReportText, table } from '../../vscode/report-layout.ts';
import type { RemovalServices } from './removal-services.ts';
import { type FollowUp, showResultReport } from './result-report.ts';
import { uninstallStatus, uninstallText } from './outcome-words.ts';
import { atlassianAppsText } from './removal-words.ts';

/**
 * Reports the outcome of uninstallations: one in a message, several in a report. `followUp` is offered if everything
 * was uninstalled.
 */
export async function reportUninstalls(
  { name }: RemovalCheck,
  results: readonly UninstallResult[],
  services: RemovalServices,
  followUp?: FollowUp,
): Promise<void> {
  const [only, ...others] = results;
  if (only === undefined) return;
  if (others.length === 0) await reportOne(name, only, services, followUp);
  else await reportAll(name, results, services, followUp);
}

function isDone({ outcome }: UninstallResult): boolean {
  return outcome.status === 'uninstalled' || outcome.status === 'gone';
}

async function reportOne(
  name: string,
  result: UninstallResult,
  { prompts, notify }: RemovalServices,
  followUp: FollowUp | undefined,
): Promise<void> {
  const { planned, outcome } = result;
  const why = plain(uninstallText(name, planned.row.site, outcome));
  const text = isDone(result) ? why : withOtherwise(why, followUp);
  if ('error' in outcome) {
    await notify.failure(text, outcome.error);
  } else if (isDone(result)) {
    const chosen = await prompts.message(text, followUp ? [followUp.label] : [], { severity: 'info' });
    if (chosen !== undefined) await followUp?.run();
  } else {
    await prompts.message(text, [], { severity: 'warning' });
  }
}

function withOtherwise(text: string, followUp: FollowUp | undefined): string {
  return followUp ? `${text} ${followUp.otherwise}` : text;
}

async function reportAll(
  name: string,
  results: readonly UninstallResult[],
  services: RemovalServices,
  followUp: FollowUp | undefined,
): Promise<void> {
  const done = results.filter(isDone).length;
  const notStarted = results.filter(({ outcome }) => outcome.status === 'notStarted').length;
  const counts = vscode.l10n.t(
    '{0}: {1} uninstalled, {2} failed, {3} not started.',
    plain(name),
    count(done),
    count(results.length - done - notStarted),
    count(notStarted),
  );
  const summary = done === results.length ? counts : withOtherwise(counts, followUp);
  const columns = [
    vscode.l10n.t('Site'),
    vscode.l10n.t('Atlassian apps'),
    vscode.l10n.t('Environment'),
    vscode.l10n.t('Installation ID'),
    vscode.l10n.t('Result'),
    vscode.l10n.t('Details'),
  ];
  const rows = results.map(({ planned: { row }, outcome }) => [
    row.site,
    atlassianAppsText(row),
    row.environment,
    row.id,
    uninstallStatus(outcome),
    uninstallText(name, row.site, outcome),
  ]);
  await showResultReport(
    {
      title: vscode.l10n.t('What was uninstalled'),
      summary,
      text: `${heading(escapeReportText(summary))}\n\n${table(
        columns,
        rows.map((cells) => cells.map(escapeReportText)),
      )}\n`,
      columns,
      rows,
      fileName: 'uninstalled.csv',
      severity: done === results.length ? 'info' : 'warning',
      ...(done === results.length && followUp && { followUp }),
    },
    services,
  );
}
