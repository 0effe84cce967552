import * as vscode from 'vscode';
import { archiveApp, type ArchiveResult } from '../model/archive.ts';
import { toForgeError } from '../../core/errors.ts';
import type { Notify } from '../../vscode/notify.ts';
import type { Prompts } from '../../vscode/prompts.ts';
import { reveal } from '../../vscode/saved-file.ts';
import { count, plain } from '../../vscode/text.ts';
import { archiveRoot, type WorkspaceArchives } from './workspace-archives.ts';
import type { AppRef } from '../../apps/model/app-ref.ts';
import { chooseWorkspaceFolder, refuseUntrusted } from './destination.ts';
import { reportFailure } from './audit-failure.ts';
import { eventCount, gapText } from './audit-words.ts';

export interface ArchivingOptions {
  readonly prompts: Prompts;
  readonly notify: Notify;
  readonly archives: WorkspaceArchives;
  readonly now: () => Date;
}

export interface ArchivedApp {
  readonly app: AppRef;
  readonly result: ArchiveResult;
}

/** Updates the archives of apps in a workspace folder, and reports new events, changed events and gaps. */
export async function archiveAuditLogs(apps: readonly AppRef[], options: ArchivingOptions): Promise<void> {
  const { prompts, notify } = options;
  const folder = await writableFolder(prompts);
  if (folder === undefined) return;
  const done: ArchivedApp[] = [];
  for (const chosen of apps) {
    const name = plain(chosen.name);
    try {
      const run = (report: (message: string) => void, signal: AbortSignal) =>
        archiveOne(chosen, folder, options, report, signal);
      done.push(await prompts.progress(vscode.l10n.t('Archiving audit logs of {0}', name), run));
    } catch (error) {
      if (toForgeError(error).kind === 'cancelled') break;
      await reportFailure(notify, vscode.l10n.t('The audit logs of {0} could not be archived', name), error);
    }
  }
  await options.archives.refresh();
  await reportArchived(done, prompts);
}

/** Archives one app. Throws as `archiveApp` does. */
export async function archiveOne(
  app: AppRef,
  folder: vscode.Uri,
  { now }: Pick<ArchivingOptions, 'now'>,
  report: (message: string) => void,
  signal: AbortSignal,
): Promise<ArchivedApp> {
  const result = await archiveApp({
    root: archiveRoot(folder),
    app,
    load: (start, end, within) => app.data.details(app.id).auditEvents(start, end, within),
    now: now(),
    signal,
    onProgress: ({ events, upTo }) =>
      report(vscode.l10n.t('{0} so far, up to {1}', eventCount(events), upTo.toISOString().slice(0, 10))),
  });
  return { app, result };
}

/** A workspace folder for archives; undefined if there is none, which is reported here, or if the user cancels. */
async function writableFolder(prompts: Prompts): Promise<vscode.Uri | undefined> {
  if ((vscode.workspace.workspaceFolders ?? []).length === 0) {
    const open = vscode.l10n.t('Open Folder…');
    const chosen = await prompts.message(
      vscode.l10n.t('An archive is kept in a folder of the workspace, and no folder is open.'),
      [open],
      { severity: 'info' },
    );
    if (chosen === open) await vscode.commands.executeCommand('vscode.openFolder');
    return undefined;
  }
  if (!vscode.workspace.isTrusted) {
    await refuseUntrusted(prompts);
    return undefined;
  }
  const folder = await chooseWorkspaceFolder(prompts, vscode.l10n.t('Archive Audit Logs'));
  if (folder === undefined || folder.scheme === 'file') return folder;
  await prompts.message(
    vscode.l10n.t(
      'An archive needs a folder on a disk: elsewhere it could not be kept safe. Save Audit Logs works here.',
    ),
    [],
    { severity: 'info' },
  );
  return undefined;
}

async function reportArchived(done: readonly ArchivedApp[], prompts: Prompts): Promise<void> {
  const [first] = done;
  if (first === undefined) return;
  const added = done.reduce((sum, { result }) => sum + result.added, 0);
  const changed = done.reduce((sum, { result }) => sum + result.changed.length, 0);
  const gaps = done.flatMap(({ app, result }) =>
    result.gaps.map((gap) => `${done.length > 1 ? `${plain(app.name)}: ` : ''}${gapText(gap)}.`),
  );
  const parts = [
    done.length === 1
      ? vscode.l10n.t('Archive of {0}: {1} added.', plain(first.app.name), eventCount(added))
      : vscode.l10n.t('{0} archives: {1} added.', done.length, eventCount(added)),
    ...(changed > 0
      ? [
          vscode.l10n.t(
            '{0} archived before are told differently now; both rows are kept.',
            changed === 1 ? vscode.l10n.t('1 event') : vscode.l10n.t('{0} events', count(changed)),
          ),
        ]
      : []),
    ...gaps.slice(0, shownGaps),
    ...(gaps.length > shownGaps ? [vscode.l10n.t('The archive status shows more of these.')] : []),
  ];
  const show = vscode.l10n.t('Reveal');
  const chosen = await prompts.message(parts.join(' '), [show], {
    severity: gaps.length + changed > 0 ? 'warning' : 'info',
  });
  if (chosen === show) await reveal(vscode.Uri.joinPath(vscode.Uri.file(first.result.folder), 'index.json'));
}

/** How many gaps a message names. */
const shownGaps = 2;
