import * as vscode from 'vscode';
import type { SavedAuditLogs } from '../../app-actions.ts';
import { exportChunks } from '../model/export-csv.ts';
import { fetchWindows } from '../model/fetch-windows.ts';
import type { DayRange } from '../model/day-range.ts';
import { toForgeError } from '../../core/errors.ts';
import type { Notify } from '../../vscode/notify.ts';
import type { Prompts } from '../../vscode/prompts.ts';
import { auditLogSettings } from '../audit-settings.ts';
import { tellSavedFile } from '../../vscode/saved-file.ts';
import { count, plain } from '../../vscode/text.ts';
import { chooseRange } from './choose-range.ts';
import type { AppRef } from '../../apps/model/app-ref.ts';
import { chooseWorkspaceFolder, refuseUntrusted } from './destination.ts';
import { reportFailure } from './audit-failure.ts';
import { unavailableReason } from './unavailable-reason.ts';
import { saveWithFolder, targetByDialog, targetIn } from './save-target.ts';
import { progressText } from './audit-words.ts';

export interface SaveOptions {
  readonly prompts: Prompts;
  readonly notify: Notify;
  readonly memento: vscode.Memento;
  readonly now: () => Date;
}

interface Plan {
  readonly chosen: AppRef;
  readonly target: vscode.Uri;
}

/** Asks for days and a destination, saves a file for each app, and reports the number of events. */
export async function saveAuditLogs(
  apps: readonly AppRef[],
  { prompts, notify, memento, now }: SaveOptions,
): Promise<SavedAuditLogs> {
  const nothing = { all: false, told: Promise.resolve() };
  const possible = await leaveOutUnavailable(apps, prompts);
  if (possible.length === 0) return nothing;
  const at = now();
  const range = await chooseRange(possible, { prompts, memento, now: at });
  if (range === undefined) return nothing;
  const plans = await planSaves(possible, range, prompts, notify);
  if (plans.length === 0) return nothing;

  const saved: SavedApp[] = [];
  for (const plan of plans) {
    const { name } = plan.chosen;
    try {
      const title = vscode.l10n.t('Saving audit logs of {0}', plain(name));
      saved.push(
        await prompts.progress(title, (report, signal) => saveOne(plan, range, { prompts, now: at, report, signal })),
      );
    } catch (error) {
      if (toForgeError(error).kind === 'cancelled') break;
      await reportFailure(notify, notSaved(plan.chosen), error);
    }
  }
  return { all: saved.length === apps.length, told: reportSaved(saved, prompts) };
}

/** Leaves out apps whose audit logs are unavailable to this account, unless the user wants to try anyway. */
async function leaveOutUnavailable(apps: readonly AppRef[], prompts: Prompts): Promise<AppRef[]> {
  const possible: AppRef[] = [];
  for (const chosen of apps) {
    const reason = unavailableReason(chosen);
    const anyway = vscode.l10n.t('Ask Anyway');
    if (reason === undefined) possible.push(chosen);
    else if ((await prompts.message(`${plain(chosen.name)}: ${reason}`, [anyway], { severity: 'warning' })) === anyway)
      possible.push(chosen);
  }
  return possible;
}

async function planSaves(apps: readonly AppRef[], range: DayRange, prompts: Prompts, notify: Notify): Promise<Plan[]> {
  const hasFolders = (vscode.workspace.workspaceFolders ?? []).length > 0;
  const isUntrusted = hasFolders && !vscode.workspace.isTrusted;
  if (isUntrusted && !(await refuseUntrusted(prompts, vscode.l10n.t('Save Elsewhere…')))) return [];
  const byDialog = !hasFolders || isUntrusted;
  const root = byDialog ? undefined : await chooseWorkspaceFolder(prompts, vscode.l10n.t('Save Audit Logs'));
  if (!byDialog && root === undefined) return [];
  const plans: Plan[] = [];
  for (const chosen of apps) {
    try {
      const target =
        root === undefined
          ? await targetByDialog(chosen, range, prompts)
          : await targetIn(root, chosen, range, prompts);
      if (target) plans.push({ chosen, target });
    } catch (error) {
      await reportFailure(notify, notSaved(chosen), error);
    }
  }
  return plans;
}

function notSaved({ name }: AppRef): string {
  return vscode.l10n.t('Couldn’t save the audit logs of {0}', plain(name));
}

interface SavedApp {
  readonly name: string;
  readonly file: vscode.Uri;
  readonly events: number;
}

async function saveOne(
  { chosen, target }: Plan,
  range: DayRange,
  {
    prompts,
    now,
    report,
    signal,
  }: {
    readonly prompts: Prompts;
    readonly now: Date;
    readonly report: (message: string) => void;
    readonly signal: AbortSignal;
  },
): Promise<SavedApp> {
  let events = 0;
  const batches = fetchWindows(
    range,
    (start, end, within) => chosen.data.details(chosen.id).auditEvents(start, end, within),
    now,
    signal,
  );
  const chunks = exportChunks(batches, auditLogSettings(target), (progress) => {
    events = progress.events;
    report(progressText(progress));
  });
  const onInUse = () => report(vscode.l10n.t('Another program is using the file. Trying again…'));
  const file = await saveWithFolder(target, chunks, { prompts, signal, onInUse });
  return { name: plain(chosen.name), file, events };
}

async function reportSaved(saved: readonly SavedApp[], prompts: Prompts): Promise<void> {
  const [first, ...others] = saved;
  if (first === undefined) return;
  const events = saved.reduce((sum, each) => sum + each.events, 0);
  const said = others.length > 0 ? savedOfApps(saved.length, events) : savedText(first.name, events);
  await tellSavedFile(said, first.file, prompts, others.length > 0);
}

function savedText(name: string, events: number): string {
  if (events === 0) return vscode.l10n.t('{0} has no audit events on these days. The file has only the header.', name);
  return events === 1
    ? vscode.l10n.t('1 event of {0} saved.', name)
    : vscode.l10n.t('{0} events of {1} saved.', count(events), name);
}

function savedOfApps(apps: number, events: number): string {
  return events === 1
    ? vscode.l10n.t('1 event of {0} apps saved.', count(apps))
    : vscode.l10n.t('{0} events of {1} apps saved.', count(events), count(apps));
}
