import * as vscode from 'vscode';
import type { AppRef } from '../../apps/model/app-ref.ts';
import { machine } from '../../vscode/machine.ts';
import type { Prompts } from '../../vscode/prompts.ts';
import { reveal } from '../../vscode/saved-file.ts';
import { count, exactTime, plain } from '../../vscode/text.ts';
import type { ArchiveResult } from '../model/archive.ts';
import type { MendedMonth } from '../model/archive-run.ts';
import { dayCount } from '../model/fetched-days.ts';
import { gapText } from './audit-words.ts';

export interface ArchivedApp {
  readonly app: AppRef;
  readonly result: ArchiveResult;
}

/** How many sentences about gaps and lost rows a message has. */
const shownWarnings = 3;

/** Whether a run found something that the user has to know, also of a run in the background. */
export function needsAttention({ mended, distrusted, clockAheadMs }: ArchiveResult): boolean {
  return mended.length > 0 || distrusted.length > 0 || clockAheadMs !== undefined;
}

/** Reports what was archived, changed events, gaps, and what was wrong with the archives. */
export async function reportArchived(done: readonly ArchivedApp[], prompts: Prompts, now: Date): Promise<void> {
  const [first] = done;
  if (first === undefined) return;
  const changed = done.reduce((sum, { result }) => sum + result.changed.length, 0);
  const warnings = done.flatMap(({ app, result }) =>
    warningsOf(result, now).map((text) => (done.length > 1 ? vscode.l10n.t('{0}: {1}', plain(app.name), text) : text)),
  );
  const parts = [
    addedText(done),
    ...(changed > 0 ? [changedText(changed)] : []),
    ...warnings.slice(0, shownWarnings),
    ...(warnings.length > shownWarnings ? [vscode.l10n.t('Show Audit Archive Status lists all gaps.')] : []),
  ];
  const show = vscode.l10n.t('Reveal');
  const chosen = await prompts.message(parts.join(' '), [show], {
    severity: warnings.length + changed > 0 ? 'warning' : 'info',
  });
  if (chosen === show) await reveal(vscode.Uri.joinPath(vscode.Uri.file(first.result.folder), 'index.json'));
}

function addedText(done: readonly ArchivedApp[]): string {
  const added = done.reduce((sum, { result }) => sum + result.added, 0);
  const [first] = done;
  if (first && done.length === 1) {
    const name = plain(first.app.name);
    if (added === 0) return vscode.l10n.t('The audit archive of {0} is up to date: no new events.', name);
    if (added === 1) return vscode.l10n.t('Archived 1 new event of {0}.', name);
    return vscode.l10n.t('Archived {0} new events of {1}.', count(added), name);
  }
  const apps = count(done.length);
  if (added === 0) return vscode.l10n.t('The audit archives of {0} apps are up to date: no new events.', apps);
  if (added === 1) return vscode.l10n.t('Archived 1 new event of {0} apps.', apps);
  return vscode.l10n.t('Archived {0} new events of {1} apps.', count(added), apps);
}

function changedText(changed: number): string {
  return changed === 1
    ? vscode.l10n.t('1 archived event has changed at Atlassian; both rows are kept.')
    : vscode.l10n.t('{0} archived events have changed at Atlassian; both rows are kept.', count(changed));
}

/** Sentences about what is wrong with an archive, the gravest first. */
function warningsOf({ gaps, mended, distrusted, clockAheadMs }: ArchiveResult, now: Date): string[] {
  const days = distrusted.reduce((sum, range) => sum + dayCount(range), 0);
  return [
    ...mended.map(mendedText),
    ...(clockAheadMs === undefined ? [] : [clockText(now, clockAheadMs)]),
    ...(days > 0 ? [distrustedText(days)] : []),
    ...gaps.map((gap) => vscode.l10n.t('{0}.', gapText(gap))),
  ];
}

function mendedText({ file, kind, missing, archived, copy }: MendedMonth): string {
  if (copy !== undefined && missing === 0)
    return vscode.l10n.t(
      'The end of {0} was missing. Its days were fetched again, and the cut file is kept as {1}.',
      file,
      copy,
    );
  if (missing > 0)
    return vscode.l10n.t(
      '{0} lacks {1} of its {2} archived rows, and Atlassian doesn’t have them any longer. Restore the file if you have a copy, for example in Git.',
      file,
      count(missing),
      count(archived),
    );
  if (kind === 'altered')
    return vscode.l10n.t('{0} was changed after it was archived. Its days were fetched again.', file);
  return vscode.l10n.t('{0} had lost rows. They were fetched again.', file);
}

function clockText(now: Date, aheadMs: number): string {
  return vscode.l10n.t(
    'The clock of {0} is wrong: it says {1}, and Atlassian’s says {2}. The archive goes by Atlassian’s.',
    plain(machine().name),
    exactTime(now),
    exactTime(new Date(now.getTime() - aheadMs)),
  );
}

function distrustedText(days: number): string {
  return days === 1
    ? vscode.l10n.t('1 day was noted as archived by a clock that was ahead, and was fetched again.')
    : vscode.l10n.t('{0} days were noted as archived by a clock that was ahead, and were fetched again.', count(days));
}
