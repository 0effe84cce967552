import * as vscode from 'vscode';
import { placeKey } from '../../files/place.ts';
import { machine } from '../../vscode/machine.ts';
import { auditLogSettings } from '../audit-settings.ts';
import { lookAgain, noteSeen, parseSeen, type SeenArchive } from '../model/seen-archives.ts';
import type { WorkspaceArchives } from './workspace-archives.ts';

const seenKey = 'seenAuditArchives';

/** Keeps in mind where the archives of the open folders are, for windows in which these are not open. */
export async function noteArchives(archives: WorkspaceArchives, memento: vscode.Memento): Promise<void> {
  const { name } = machine();
  const found = [...archives.states.values()].map(({ appId, folder, workspaceFolder }): SeenArchive => ({
    appId,
    folder,
    workspace: workspaceFolder.toString(),
    machine: name,
    reminderDays: auditLogSettings(workspaceFolder).reminderDays,
  }));
  const before = parseSeen(memento.get(seenKey));
  const after = noteSeen(before, found);
  if (JSON.stringify(after) !== JSON.stringify(before)) await memento.update(seenKey, after);
}

/** A due archive in a workspace folder that is not open. */
export interface DueElsewhere {
  readonly appId: string;
  readonly workspaceFolder: vscode.Uri;
}

/**
 * The due archives of some apps (plain UUIDs) in folders that are not open in this window. Forgets those that are gone.
 * One disk after another is asked, and none after one that does not answer.
 */
export async function dueElsewhere(
  apps: ReadonlySet<string>,
  { archives, memento, now }: { archives: WorkspaceArchives; memento: vscode.Memento; now: () => Date },
): Promise<readonly DueElsewhere[]> {
  const open = new Set((vscode.workspace.workspaceFolders ?? []).map(({ uri }) => placeKey(uri)));
  const { name } = machine();
  const due: DueElsewhere[] = [];
  const gone = new Set<string>();
  for (const seen of parseSeen(memento.get(seenKey))) {
    if (seen.machine !== name || !apps.has(seen.appId) || archives.states.has(seen.appId)) continue;
    const workspaceFolder = vscode.Uri.parse(seen.workspace);
    if (open.has(placeKey(workspaceFolder))) continue;
    const found = await lookAgain(seen, now());
    if (found === 'noAnswer') break;
    if (found === 'due') due.push({ appId: seen.appId, workspaceFolder });
    if (found === 'gone') gone.add(seen.folder);
  }
  if (gone.size > 0) {
    const left = parseSeen(memento.get(seenKey)).filter(({ machine, folder }) => machine !== name || !gone.has(folder));
    await memento.update(seenKey, left);
  }
  return due;
}
