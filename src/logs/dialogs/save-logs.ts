import { l10n } from 'vscode';
import { appStem } from '../../audit-logs/model/export-name.ts';
import type { AppRef } from '../../apps/model/app-ref.ts';
import { systemClock } from '../../core/clock.ts';
import { toForgeError } from '../../core/errors.ts';
import { safeFileName } from '../../files/file-name.ts';
import { fetchExportedLogs } from '../../gateway/fetch-exported-logs.ts';
import { csvForm } from '../../vscode/csv-form.ts';
import { diskReason } from '../../vscode/disk-reason.ts';
import { type Notify, reason } from '../../vscode/notify.ts';
import type { PickItem, Prompts } from '../../vscode/prompts.ts';
import { saveFile } from '../../vscode/save-file.ts';
import { tellSavedFile } from '../../vscode/saved-file.ts';
import { count, exactTime, plain } from '../../vscode/text.ts';
import type { ExpressionSearch } from '../model/line-view.ts';
import type { LogFilter } from '../model/log-filter.ts';
import { linesToSave, planSave, type SavePlan, type SaveProgress, type SaveSource } from '../model/log-save.ts';
import { createLogSource } from '../model/log-source.ts';
import type { Patience } from '../model/patient-request.ts';
import { type SavedForm, savedText } from '../model/saved-lines.ts';
import type { LogEnvironment } from '../model/server-query.ts';

/** What is saved: the lines of an app that a filter finds, whether they were looked at or not. */
export interface LogsToSave {
  readonly app: AppRef;
  readonly filter: LogFilter;
  readonly search: ExpressionSearch;
}

interface Tools {
  readonly prompts: Prompts;
  readonly notify: Notify;
}

interface Planned extends LogsToSave {
  readonly plan: SavePlan;
  readonly source: SaveSource;
  readonly environments: readonly LogEnvironment[];
}

/**
 * Counts the lines, says what the limits mean for them, asks for a form and a file, and saves the lines as they come: the
 * whole file or none. A failure on the way can be resumed. Returns whether a file was saved.
 */
export async function saveLogs(wanted: LogsToSave, tools: Tools): Promise<boolean> {
  const { prompts, notify } = tools;
  const { app } = wanted;
  try {
    const planned = await prompts.progress(l10n.t('Counting the log lines of {0}', plain(app.name)), (_, signal) =>
      plannedFor(wanted, signal),
    );
    if (planned.plan.lines === 0) {
      const { from, to } = timesOf(planned.plan);
      const text = l10n.t('{0} has no log lines to save from {1} to {2}.', plain(app.name), from, to);
      await prompts.message(text, [], { severity: 'info' });
      return false;
    }
    return await saveAs(planned, tools);
  } catch (error) {
    const disk = diskReason(error);
    if (disk === undefined) await notify.error(l10n.t('Couldn’t save the logs of {0}', plain(app.name)), error);
    else await notify.failure(l10n.t('Couldn’t save the logs of {0}: {1}.', plain(app.name), disk), error);
    return false;
  }
}

async function plannedFor(wanted: LogsToSave, signal: AbortSignal): Promise<Planned> {
  const { data, id } = wanted.app;
  const source: SaveSource = {
    source: createLogSource(data.client, id, data.details(id)),
    exported: (query, within) => fetchExportedLogs(data.client, id, query, within),
    clock: systemClock,
  };
  const environments = await source.source.environments();
  const plan = await planSave(source, wanted.filter, environments, quietly(signal));
  return { ...wanted, plan, source, environments };
}

async function saveAs(planned: Planned, { prompts }: Tools): Promise<boolean> {
  const { app, plan } = planned;
  const title = l10n.t('Save Logs of {0}', plain(app.name));
  const form = await prompts.pick(forms(), { title, placeholder: planText(plan) });
  if (form === undefined) return false;
  const fileName = fileNameOf(planned, form);
  const target = await prompts.saveAs({ title, fileName, kind: formName(form), extension: form });
  if (target === undefined) return false;

  let found = 0;
  const file = await prompts.progress(l10n.t('Saving logs of {0}', plain(app.name)), (report, signal) => {
    const pieces = linesToSave(plan, planned.source, {
      ...planned,
      patience: tellingLimits(signal, report),
      goesOn: (error) => askToResume(planned, found, error, { prompts, signal }),
      onProgress(progress) {
        found = progress.lines;
        report(progressText(progress));
      },
    });
    const environments = new Map(planned.environments.map(({ id, key }) => [id, key]));
    const text = savedText(pieces, { form, environments, csv: { formulaSafe: true, ...csvForm(target) } });
    const onInUse = () => report(l10n.t('Another program is using the file. Trying again…'));
    return saveFile(target, text, { prompts, signal, onInUse });
  });
  const said =
    found === 1
      ? l10n.t('1 log line of {0} saved.', plain(app.name))
      : l10n.t('{0} log lines of {1} saved.', count(found), plain(app.name));
  await tellSavedFile(said, file, prompts);
  return true;
}

/** Asks whether to go on after a failure: what came so far is kept until then. */
async function askToResume(
  { app }: Planned,
  found: number,
  thrown: unknown,
  { prompts, signal }: { readonly prompts: Prompts; readonly signal: AbortSignal },
): Promise<boolean> {
  const error = toForgeError(thrown);
  if (signal.aborted || error.kind === 'cancelled') return false;
  const resume = l10n.t('Resume');
  const text = stoppedText(plain(app.name), found, reason(error));
  return (await prompts.message(text, [resume], { severity: 'warning' })) === resume;
}

function stoppedText(app: string, found: number, why: string): string {
  if (found === 0)
    return l10n.t(
      'Saving the logs of {0} stopped before the first line: {1}. Resume to go on; otherwise no file is saved.',
      app,
      why,
    );
  return found === 1
    ? l10n.t(
        'Saving the logs of {0} stopped after 1 line: {1}. Resume to fetch the rest; otherwise no file is saved.',
        app,
        why,
      )
    : l10n.t(
        'Saving the logs of {0} stopped after {1} lines: {2}. Resume to fetch the rest; otherwise no file is saved.',
        app,
        count(found),
        why,
      );
}

function forms(): PickItem<SavedForm>[] {
  const details: Readonly<Record<SavedForm, string>> = {
    csv: l10n.t('For spreadsheets: a row for each line, formulas made safe'),
    jsonl: l10n.t('For tools: a JSON object for each line, with everything known of it'),
    log: l10n.t('To read: time, level and message'),
  };
  return (['csv', 'jsonl', 'log'] as const).map((value) => ({ value, label: formName(value), detail: details[value] }));
}

function formName(form: SavedForm): string {
  return { csv: 'CSV', jsonl: 'JSON Lines', log: l10n.t('Plain Text') }[form];
}

function fileNameOf({ app, plan }: Planned, form: SavedForm): string {
  const [from, to] = [plan.range.from, plan.range.to].map((at) =>
    new Date(at).toISOString().slice(0, 16).replace(':', '-'),
  );
  return safeFileName(`${appStem(app)}_logs_${from ?? ''}_${to ?? ''}`, `.${form}`);
}

/** What is about to be fetched, and what the limits mean for it, in sentences. */
function planText(plan: SavePlan): string {
  const { by, shortestMs } = plan;
  if (by === 'query') return `${linesText(plan)} ${l10n.t('Atlassian keeps log lines for 30 days.')}`;
  const minutes = Math.max(1, Math.ceil(shortestMs / 60_000));
  return [
    linesText(plan),
    l10n.t('They come from Atlassian’s export, which goes 14 days back and takes 30 requests a minute.'),
    ...(minutes === 1 ? [] : [l10n.t('That takes at least {0} minutes.', count(minutes))]),
  ].join(' ');
}

function linesText(plan: SavePlan): string {
  const { from, to } = timesOf(plan);
  if (plan.lines === undefined) return l10n.t('Log lines from {0} to {1}.', from, to);
  return plan.lines === 1
    ? l10n.t('About 1 line from {0} to {1}, before text filters.', from, to)
    : l10n.t('About {0} lines from {1} to {2}, before text filters.', count(plan.lines), from, to);
}

function timesOf({ range: { from, to } }: SavePlan): { readonly from: string; readonly to: string } {
  return { from: exactTime(new Date(from)), to: exactTime(new Date(to)) };
}

function progressText({ lines, upTo }: SaveProgress): string {
  const until = exactTime(new Date(upTo));
  return lines === 1
    ? l10n.t('1 line so far, up to {0}', until)
    : l10n.t('{0} lines so far, up to {1}', count(lines), until);
}

function quietly(signal: AbortSignal): Patience {
  return { clock: systemClock, signal, onLimited: () => undefined };
}

function tellingLimits(signal: AbortSignal, report: (message: string) => void): Patience {
  return {
    clock: systemClock,
    signal,
    onLimited(until) {
      if (until !== undefined)
        report(l10n.t('Atlassian’s rate limit is reached: waiting until {0}', exactTime(new Date(until))));
    },
    onTrouble(error) {
      if (error !== undefined) report(l10n.t('Trying again: {0}', reason(error)));
    },
  };
}
