import * as vscode from 'vscode';
import type { AppRef } from '../../apps/model/app-ref.ts';
import { appUuid } from '../../core/ids.ts';
import { inBackground } from '../../gateway/priority.ts';
import { auditLogSettings } from '../audit-settings.ts';
import { archiveOne, type ArchivingOptions } from './archive-audit-logs.ts';
import { type ArchivedApp, needsAttention, reportArchived } from './report-archived.ts';

/**
 * Updates the archives in folders whose setting says so, and returns their apps. A failure is logged, and the archive
 * stays due.
 */
export async function updateInBackground(apps: readonly AppRef[], options: ArchivingOptions): Promise<Set<AppRef>> {
  return inBackground(() => update(apps, options));
}

async function update(apps: readonly AppRef[], options: ArchivingOptions): Promise<Set<AppRef>> {
  const { archives, notify } = options;
  const handled = new Set<AppRef>();
  const troubled: ArchivedApp[] = [];
  for (const chosen of apps) {
    const folder = archives.states.get(appUuid(chosen.id))?.workspaceFolder;
    if (folder === undefined || !vscode.workspace.isTrusted || !auditLogSettings(folder).archivesAtStart) continue;
    handled.add(chosen);
    const archived = await archiveOne(chosen, folder, options, () => undefined, new AbortController().signal).catch(
      (error: unknown) => notify.log(`Archiving the audit logs of ${chosen.name}`, error),
    );
    if (archived && needsAttention(archived.result)) troubled.push(archived);
  }
  if (handled.size > 0) await archives.refresh();
  if (troubled.length > 0) {
    await reportArchived(troubled, options.prompts, options.now());
  }
  return handled;
}
