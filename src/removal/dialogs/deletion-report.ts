import * as vscode from 'vscode';
import { accountLabel } from '../../accounts/authentication-provider.ts';
import type { DeletionResult } from '../model/deletion.ts';
import { count, plain } from '../../vscode/text.ts';
import { checkReport } from './check-report.ts';
import { heading, escapeReportText, table } from '../../vscode/report-layout.ts';
import type { Removing } from './removing.ts';
import { offerResult } from './save-result.ts';
import { deletionText } from './removal-words.ts';

/** Tells what became of apps that were to be deleted: one in a message, several in a report as well. */
export async function tellDeleted(results: readonly DeletionResult[], removing: Removing): Promise<void> {
  const { prompts, notify, reports } = removing;
  const [only, ...others] = results;
  if (only === undefined) return;
  const changed = results.flatMap(({ app, outcome }) =>
    outcome.status === 'changed' ? [checkReport(outcome.now, app.account)] : [],
  );
  if (changed.length > 0) await reports.show(vscode.l10n.t('What changed'), changed.join('\n\n'));
  if (others.length === 0) {
    const { app, outcome } = only;
    const text = plain(`${app.check.name}: ${deletionText(outcome)}.`);
    if (outcome.status === 'deleted')
      await prompts.message(vscode.l10n.t('{0} was deleted.', plain(app.check.name)), [], { severity: 'info' });
    else if (outcome.status === 'notStarted')
      await prompts.message(
        vscode.l10n.t('{0} was not deleted: cancelled before anything was sent.', plain(app.check.name)),
        [],
        { severity: 'info' },
      );
    else if ('error' in outcome) await notify.failure(text, outcome.error);
    else await prompts.message(text, [], { severity: 'warning' });
    return;
  }
  const deleted = results.filter(({ outcome }) => outcome.status === 'deleted').length;
  const summary = vscode.l10n.t('{0} of {1} apps were deleted.', count(deleted), count(results.length));
  const columns = [vscode.l10n.t('App'), vscode.l10n.t('App ID'), vscode.l10n.t('Account'), vscode.l10n.t('Result')];
  const rows = results.map(({ app, outcome }) => [
    app.check.name,
    app.check.id,
    accountLabel(app.account),
    deletionText(outcome),
  ]);
  await offerResult(
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
    removing,
  );
}
