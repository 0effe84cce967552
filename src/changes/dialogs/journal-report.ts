import { l10n } from 'vscode';
import type { Journal, JournalAction, JournalEntry } from '../model/journal.ts';
import type { ReportDocuments } from '../../vscode/report-document.ts';
import { exactTime } from '../../vscode/text.ts';
import { atlassianAppName } from '../../vscode/domain-names.ts';
import { heading, escapeReportText, table } from '../../vscode/report-layout.ts';

/** Shows the journal, newest entry first. */
export async function showJournal(journal: Journal, reports: ReportDocuments): Promise<void> {
  await reports.show(l10n.t('Journal of changes'), journalReport(await journal.read()), true);
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
    l10n.t('What'),
    l10n.t('Environment'),
    l10n.t('Account'),
    l10n.t('Request ID'),
    l10n.t('App ID'),
    l10n.t('Message'),
  ];
  const parts = [
    heading(l10n.t('What was changed with Forge Console')),
    rows.length === 0 ? l10n.t('Nothing yet.') : table(columns, rows),
    l10n.t('The journal keeps the newest changes, about 1,000, and older ones whose outcome isn’t known.'),
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
  environment = '',
  subject = '',
  installation,
  outcome,
  account,
  requestId = '',
  message = '',
}: JournalEntry): string[] {
  const what = installation ? `${installation.site} (${atlassianAppName(installation.atlassianApp)})` : subject;
  return [
    exactTime(new Date(at)),
    actionText(action),
    app.name,
    outcomeText(outcome),
    what,
    installation?.environment ?? environment,
    account.email,
    requestId,
    app.id,
    message,
  ].map(escapeReportText);
}

function actionText(action: JournalAction): string {
  const words: Record<JournalAction, string> = {
    delete: l10n.t('delete'),
    uninstall: l10n.t('uninstall'),
    rename: l10n.t('rename'),
    describe: l10n.t('edit description'),
    deploy: l10n.t('deploy'),
    install: l10n.t('install'),
    upgrade: l10n.t('upgrade'),
    bulkUpgrade: l10n.t('upgrade in bulk'),
    cancelBulkUpgrade: l10n.t('cancel bulk upgrade'),
    startRollingRelease: l10n.t('start rolling release'),
    cancelRollingRelease: l10n.t('cancel rolling release'),
    createEnvironment: l10n.t('create environment'),
    deleteEnvironment: l10n.t('delete environment'),
    setVariable: l10n.t('set variable'),
    unsetVariable: l10n.t('remove variable'),
    createWebTrigger: l10n.t('create web trigger'),
    deleteWebTrigger: l10n.t('delete web trigger'),
  };
  return words[action];
}

function outcomeText(outcome: JournalEntry['outcome']): string {
  const words: Record<JournalEntry['outcome'], string> = {
    sent: l10n.t('unknown: Atlassian hasn’t answered yet, or the window was closed before it did'),
    done: l10n.t('done'),
    refused: l10n.t('refused'),
    failed: l10n.t('failed'),
    kept: l10n.t('nothing changed'),
    unknown: l10n.t('unknown'),
  };
  return words[outcome];
}
