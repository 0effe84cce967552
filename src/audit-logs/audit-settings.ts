import * as vscode from 'vscode';
import { ForgeError } from '../core/errors.ts';
import { isDeviceName } from '../files/file-name.ts';
import { longestReminderDays } from './model/archive-state.ts';
import { csvForm } from '../vscode/csv-form.ts';
import type { Prompts } from '../vscode/prompts.ts';
import { type ExtraColumn, extraColumns } from './model/csv-columns.ts';
import type { ExportForm } from './model/export-csv.ts';
import { defaultNamePattern } from './model/export-name.ts';

const section = 'forgeConsole.auditLogs';

/** How and where audit logs are stored. */
export interface AuditLogSettings extends ExportForm {
  /** Segments of the path from the workspace folder. */
  readonly folder: readonly string[];
  readonly namePattern: string;
  readonly reminderDays: number;
  readonly archivesAtStart: boolean;
}

/** Days after an archive run until the next one is due. */
const defaultReminderDays = 21;

/** The current audit log settings of a workspace folder. Throws `misconfigured`. */
export function auditLogSettings(scope?: vscode.Uri): AuditLogSettings {
  const configuration = vscode.workspace.getConfiguration(section, scope);
  const read = (key: string): unknown => configuration.get<unknown>(key);
  const text = (key: string, fallback: string) => {
    const value = read(key);
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : fallback;
  };
  const days = read('reminderDays');
  const wanted = read('extraColumns');
  return {
    folder: pathWithin(text('folder', 'forge-audit-logs')),
    namePattern: text('fileName', defaultNamePattern),
    formulaSafe: read('formulaSafe') !== false,
    ...csvForm(scope),
    extraColumns: extraColumns.filter((column: ExtraColumn) => Array.isArray(wanted) && wanted.includes(column)),
    reminderDays: typeof days === 'number' && days >= 1 ? Math.min(days, longestReminderDays) : defaultReminderDays,
    archivesAtStart: read('archiveAtStart') === true,
  };
}

/** Whether the user wants to be reminded of archives. */
export function remindsOfArchives(): boolean {
  return vscode.workspace.getConfiguration(section).get<unknown>('remind') !== false;
}

/** Turns reminders off in the user's settings, and says how to turn them on again. */
export async function stopReminders(prompts: Prompts): Promise<void> {
  await vscode.workspace.getConfiguration(section).update('remind', false, vscode.ConfigurationTarget.Global);
  const open = vscode.l10n.t('Open Setting');
  const chosen = await prompts.message(vscode.l10n.t('Reminders to archive audit logs are off.'), [open], {
    severity: 'info',
  });
  if (chosen === open) await vscode.commands.executeCommand('workbench.action.openSettings', `${section}.remind`);
}

/** Calls the listener when a setting of audit logs changes. */
export function onDidChangeAuditLogSettings(listener: () => unknown): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(section)) listener();
  });
}

/** The segments of a path that stays within the workspace folder: the setting may come from a repository. */
function pathWithin(path: string): string[] {
  const steps = path.split(/[/\\]/).filter((step) => step !== '' && step !== '.');
  const isAbsolute = /^([/\\]|[a-z]:)/i.test(path);
  if (isAbsolute || steps.length === 0 || steps.some((step) => step === '..' || isDeviceName(step)))
    throw new ForgeError('misconfigured', `${section}.folder has to be a path within the workspace folder`);
  return steps;
}
