import * as vscode from 'vscode';
import { archiveApp } from '../model/archive.ts';
import { toForgeError } from '../../core/errors.ts';
import type { Notify } from '../../vscode/notify.ts';
import type { Prompts } from '../../vscode/prompts.ts';
import { plain } from '../../vscode/text.ts';
import { archiveRoot, type WorkspaceArchives } from './workspace-archives.ts';
import type { AppRef } from '../../apps/model/app-ref.ts';
import { chooseWorkspaceFolder, refuseUntrusted } from './destination.ts';
import { reportFailure } from './audit-failure.ts';
import { progressText } from './audit-words.ts';
import { type ArchivedApp, reportArchived } from './report-archived.ts';

export interface ArchivingOptions {
  readonly prompts: Prompts;
  readonly notify: Notify;
  readonly archives: WorkspaceArchives;
  readonly now: () => Date;
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
      await reportFailure(notify, vscode.l10n.t('Couldn’t archive the audit logs of {0}', name), error);
    }
  }
  await options.archives.refresh();
  await reportArchived(done, prompts, options.now());
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
    workspaceFolder: folder.fsPath,
    clockAheadMs: () => app.data.client.clockAheadMs(),
    app,
    load: (start, end, within) => app.data.details(app.id).auditEvents(start, end, within),
    now: now(),
    signal,
    onProgress: (progress) => report(progressText(progress)),
    onWaiting: () => report(vscode.l10n.t('Waiting for another window that is archiving this app…')),
    onInUse: () => report(vscode.l10n.t('Another program is using a file of the archive. Trying again…')),
  });
  return { app, result };
}

/** A workspace folder for archives; undefined if there is none, which is reported here, or if the user cancels. */
async function writableFolder(prompts: Prompts): Promise<vscode.Uri | undefined> {
  if ((vscode.workspace.workspaceFolders ?? []).length === 0) {
    const open = vscode.l10n.t('Open Folder…');
    const chosen = await prompts.message(
      vscode.l10n.t('Archives are kept in a workspace folder. Open a folder first.'),
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
  await prompts.message(vscode.l10n.t('Archives need a folder on disk. You can use Save Audit Logs here.'), [], {
    severity: 'info',
  });
  return undefined;
}
