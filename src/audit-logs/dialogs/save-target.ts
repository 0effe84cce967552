import { rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { exportName, freeName } from '../model/export-name.ts';
import type { DayRange } from '../model/day-range.ts';
import type { App } from '../../core/app.ts';
import { makeFolder } from '../../files/make-folder.ts';
import type { Prompts } from '../../vscode/prompts.ts';
import { saveFile, type SaveFileOptions } from '../../vscode/save-file.ts';
import { auditLogSettings } from '../audit-settings.ts';
import { plain } from '../../vscode/text.ts';

/** The file for an app's events in a workspace folder. Asks before replacing one; undefined if the user cancels. */
export async function targetIn(
  root: vscode.Uri,
  app: Pick<App, 'id' | 'name'>,
  range: DayRange,
  prompts: Prompts,
): Promise<vscode.Uri | undefined> {
  const { folder: steps, namePattern } = auditLogSettings(root);
  const folder = vscode.Uri.joinPath(root, ...steps);
  const name = exportName(namePattern, app, range);
  const taken = new Set((await namesIn(folder)).map((taken) => taken.toLowerCase()));
  if (!taken.has(name.toLowerCase())) return vscode.Uri.joinPath(folder, name);
  const [replace, keepBoth] = [vscode.l10n.t('Replace'), vscode.l10n.t('Keep Both')];
  const chosen = await prompts.message(vscode.l10n.t('{0} already exists.', plain(name)), [replace, keepBoth], {
    severity: 'warning',
    modal: true,
  });
  if (chosen === undefined) return undefined;
  return vscode.Uri.joinPath(folder, chosen === replace ? name : freeName(name, taken));
}

/** The file that the user chooses in a save dialog; undefined if they cancel. */
export async function targetByDialog(
  app: Pick<App, 'id' | 'name'>,
  range: DayRange,
  prompts: Prompts,
): Promise<vscode.Uri | undefined> {
  const fileName = exportName(auditLogSettings().namePattern, app, range);
  return prompts.saveAs({
    title: vscode.l10n.t('Save Audit Logs of {0}', plain(app.name)),
    fileName,
    kind: 'CSV',
    extension: 'csv',
  });
}

/** Writes a file as `saveFile` does, and creates its folder; if writing fails, a new folder is removed again. */
export async function saveWithFolder(
  target: vscode.Uri,
  chunks: AsyncIterable<string>,
  options: SaveFileOptions,
): Promise<vscode.Uri> {
  if (target.scheme !== 'file') return saveFile(target, chunks, options);
  const folder = dirname(target.fsPath);
  const firstMade = await makeFolder(folder);
  try {
    return await saveFile(target, chunks, options);
  } catch (error) {
    if (firstMade !== undefined) await removeEmpty(folder, firstMade);
    throw error;
  }
}

/** Removes empty folders from `folder` up to `upTo`. */
async function removeEmpty(folder: string, upTo: string): Promise<void> {
  for (let current = folder; current.length >= upTo.length; current = dirname(current)) {
    const removed = await rmdir(current).then(
      () => true,
      () => false,
    );
    if (!removed) return;
  }
}

async function namesIn(folder: vscode.Uri): Promise<string[]> {
  try {
    return (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name);
  } catch (error) {
    // Any other error will show when the file is written.
    if (error instanceof vscode.FileSystemError && error.code === 'NoPermissions') throw error;
    return [];
  }
}
