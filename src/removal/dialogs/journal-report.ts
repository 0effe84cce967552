import { l10n } from 'vscode';
import type { Journal, JournalEntry } from '../model/journal.ts';
import { exactTime } from '../../vscode/text.ts';
import { atlassianAppName } from '../../vscode/domain-names.ts';
import { heading, escapeReportText, table } from '../../vscode/report-layout.ts';
import type { RemovalServices } from './removal-services.ts';

/** Shows the journal, newest entry first. */
export async function showJournal({ journal, reports }: Pick<RemovalServices, 'journal' | 'reports'>): Promise<void> {
  await reports.show(l10n.t('Journal of deletions'), journalReport(await journal.read()), true);
}

/** The journal as plain text: one line per request, with its outcome. */
export function journalReport({ entries, unreadable }: Awaited<ReturnType<Journal['read']>>): string {
  const byRequest = [...Map.groupBy(entries, ({ request }) => request).values()];
  const rows = byRequest
    .flatMap((entriesOfRequest) => entriesOfRequest.at(-1) ?? [])
    .toReversed()
    .map(toRow);
  const columns = [
    l10n.t('Time (UTC)'),
    l10n.t('Action'),
    l10n.t('App'),
    l10n.t('Outcome'),
    l10n.t('From'),
    l10n.t('Account'),
    l10n.t('Request ID'),
    l10n.t('App ID'),
    l10n.t('Message'),
  ];
  const parts = [
    heading(l10n.t('What was deleted and uninstalled with Forge Console')),
    rows.length === 0 ? l10n.t('Nothing yet.') : table(columns, rows),
    ...(unreadable === 0
      ? []
      : [
          unreadable === 1
            ? l10n.t('1 line of the journal can’t be read.')
            : l10n.t('{0} lines of the journal can’t be read.', unreadable),
        ]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function toRow({
  at,
  action,
  app,
  installation,
  outcome,
  account,
  requestId = '',
  message = '',
}: JournalEntry): string[] {
  const from = installation
    ? `${installation.site} (${atlassianAppName(installation.atlassianApp)}, ${installation.environment})`
    : '';
  return [
    exactTime(new Date(at)),
    actionText(action),
    app.name,
    outcomeText(outcome),
    from,
    account.email,
    requestId,
    app.id,
    message,
  ].map(escapeReportText);
}

function actionText(action: JournalEntry['action']): string {
  const words: Record<JournalEntry['action'], string> = {
    delete: l10n.t('delete'),
    uninstall: l10n.t('uninstall'),
    rename: l10n.t('rename'),
    describe: l10n.t('edit description'),
  };
  return words[action];
}

function outcomeText(outcome: JournalEntry['outcome']): string {
  const words: Record<JournalEntry['outcome'], string> = {
    sent: l10n.t('unknown: the window was closed before Atlassian answered'),
    done: l10n.t('done'),
    refused: l10n.t('refused'),
    failed: l10n.t('failed'),
    kept: l10n.t('still there'),
    unknown: l10n.t('unknown'),
  };
  return words[outcome];
}
