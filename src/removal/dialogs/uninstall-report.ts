import * as vscode from 'vscode';
import type { RemovalCheck } from '../model/removal-check.ts';
import type { UninstallResult } from '../model/uninstall.ts';
import { count, plain } from '../../vscode/text.ts';
import { heading, escapeReportText, table } from '../../vscode/report-layout.ts';
import type { Removing } from './removing.ts';
import { type Next, offerResult } from './save-result.ts';
import { atlassianAppsText, uninstallText } from './removal-words.ts';

/**
 * Tells what became of installations that were to be removed: one in a message, several in a report; `next` is offered
 * where all are gone.
 */
export async function tellUninstalled(
  { name }: RemovalCheck,
  results: readonly UninstallResult[],
  removing: Removing,
  next?: Next,
): Promise<void> {
  const { prompts, notify } = removing;
  const [only, ...others] = results;
  if (only === undefined) return;
  const isDone = ({ outcome }: UninstallResult) => outcome.status === 'uninstalled' || outcome.status === 'gone';
  if (others.length === 0) {
    const { planned, outcome } = only;
    const text = plain(`${name}, ${planned.row.site}: ${uninstallText(outcome)}.`);
    if ('error' in outcome) await notify.failure(text, outcome.error);
    else if (isDone(only) && next) {
      const chosen = await prompts.message(
        vscode.l10n.t('{0} was uninstalled from {1}.', plain(name), plain(planned.row.site)),
        [next.label],
        { severity: 'info' },
      );
      if (chosen !== undefined) await next.run();
    } else
      await prompts.message(
        isDone(only) ? vscode.l10n.t('{0} was uninstalled from {1}.', plain(name), plain(planned.row.site)) : text,
        [],
        { severity: isDone(only) ? 'info' : 'warning' },
      );
    return;
  }
  const done = results.filter(isDone).length;
  const notStarted = results.filter(({ outcome }) => outcome.status === 'notStarted').length;
  const summary = vscode.l10n.t(
    '{0}: {1} uninstalled, {2} failed, {3} not started.',
    plain(name),
    count(done),
    count(results.length - done - notStarted),
    count(notStarted),
  );
  const columns = [
    vscode.l10n.t('Site'),
    vscode.l10n.t('Atlassian apps'),
    vscode.l10n.t('Environment'),
    vscode.l10n.t('Installation ID'),
    vscode.l10n.t('Result'),
  ];
  const rows = results.map(({ planned: { row }, outcome }) => [
    row.site,
    atlassianAppsText(row),
    row.environment,
    row.id,
    uninstallText(outcome),
  ]);
  await offerResult(
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
      ...(done === results.length && next && { next }),
    },
    removing,
  );
}
