import * as vscode from 'vscode';
import { accountLabel } from '../../accounts/authentication-provider.ts';
import { consoleLink } from '../../core/console-links.ts';
import type { DeletionResult } from '../model/deletion.ts';
import type { RemovalCheck } from '../model/removal-check.ts';
import type { ConfirmedApp } from '../model/confirmed-app.ts';
import { count, plain } from '../../vscode/text.ts';
import { checkReport } from './check-report.ts';
import { heading, escapeReportText, table } from '../../vscode/report-layout.ts';
import type { RemovalServices } from './removal-services.ts';
import { showResultReport } from './result-report.ts';
import { deletionStatus, deletionText } from './outcome-words.ts';

/** Reports the outcome of deletions: one in a message, several in a report. Changed apps get a new check report. */
export async function reportDeletions(results: readonly DeletionResult[], services: RemovalServices): Promise<void> {
  const [only, ...others] = results;
  if (only === undefined) return;
  const changed = results.flatMap(({ app, outcome }) =>
    outcome.status === 'changed' ? [changeReport(app, outcome.now, services)] : [],
  );
  if (changed.length > 0) await services.reports.show(vscode.l10n.t('What changed'), changed.join('\n\n'));
  if (others.length === 0) await reportOne(only, services);
  else await reportAll(results, services);
}

/** The facts that decide, as they are now; the others as they were confirmed. */
function changeReport({ account, check }: ConfirmedApp, now: RemovalCheck, { data }: RemovalServices): string {
  const { payment, hostedStorage, distributionLink } = check;
  const known = { ...now, payment, hostedStorage, ...(distributionLink && { distributionLink }) };
  return checkReport(known, account, data.get(account.key)?.mySites.ids ?? new Set());
}

async function reportOne({ app, outcome }: DeletionResult, services: RemovalServices): Promise<void> {
  const { prompts, notify, data } = services;
  const text = plain(deletionText(app.check.name, outcome));
  switch (outcome.status) {
    case 'deleted':
    case 'notStarted':
      await prompts.message(text, [], { severity: 'info' });
      return;
    case 'outOfSight': {
      const look = vscode.l10n.t('Open Developer Console');
      if ((await prompts.message(text, [look], { severity: 'warning' })) === look)
        await prompts.openExternal(consoleLink(app.account, app.check.id));
      return;
    }
    case 'kept':
    case 'unknown':
      await notify.failure(text, outcome.error, {
        label: vscode.l10n.t('Refresh Apps'),
        run: () => data.get(app.account.key)?.apps.refresh(),
      });
      return;
    default:
      if ('error' in outcome) await notify.failure(text, outcome.error);
      else await prompts.message(text, [], { severity: 'warning' });
  }
}

async function reportAll(results: readonly DeletionResult[], services: RemovalServices): Promise<void> {
  const deleted = results.filter(({ outcome }) => outcome.status === 'deleted').length;
  const summary = vscode.l10n.t('{0} of {1} apps were deleted.', count(deleted), count(results.length));
  const columns = [
    vscode.l10n.t('App'),
    vscode.l10n.t('App ID'),
    vscode.l10n.t('Account'),
    vscode.l10n.t('Result'),
    vscode.l10n.t('Details'),
  ];
  const rows = results.map(({ app, outcome }) => [
    app.check.name,
    app.check.id,
    accountLabel(app.account),
    deletionStatus(outcome),
    deletionText(app.check.name, outcome),
  ]);
  await showResultReport(
    {
      title: vscode.l10n.t('What was deleted'),
      summary,
      text: `${heading(summary)}\n\n${table(
        columns,
        rows.map((cells) => cells.map(escapeReportText)),
      )}\n`,
      columns,
      rows,
      fileName: 'deleted-apps.csv',
      severity: deleted === results.length ? 'info' : 'warning',
    },
    services,
  );
}
