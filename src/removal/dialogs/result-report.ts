import * as vscode from 'vscode';
import { csvText } from '../../files/csv-cell.ts';
import { csvForm } from '../../vscode/csv-form.ts';
import { saveFile } from '../../vscode/save-file.ts';
import type { RemovalServices } from './removal-services.ts';

/** What to offer after an action is done; `otherwise` is the sentence that says it doesn’t follow. */
export interface FollowUp {
  readonly label: string;
  readonly otherwise: string;
  readonly run: () => unknown;
}

/** The final report of an action on several things. */
export interface ResultReport {
  readonly title: string;
  readonly summary: string;
  /** The whole report as plain text. */
  readonly text: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly fileName: string;
  readonly severity: 'info' | 'warning';
  readonly followUp?: FollowUp;
}

/** Shows a final report, and offers to copy it, to save it as CSV, and the follow-up. */
export async function showResultReport(
  { title, summary, text, columns, rows, fileName, severity, followUp }: ResultReport,
  { prompts, reports }: RemovalServices,
): Promise<void> {
  await reports.show(title, text);
  const copy = vscode.l10n.t('Copy Report');
  const save = vscode.l10n.t('Save as CSV…');
  const chosen = await prompts.message(summary, [...(followUp ? [followUp.label] : []), copy, save], { severity });
  if (chosen === copy) await vscode.env.clipboard.writeText(text);
  else if (chosen === save) {
    const target = await prompts.saveAs({
      title: vscode.l10n.t('Save Report as CSV'),
      fileName,
      kind: 'CSV',
      extension: 'csv',
    });
    if (target) await saveFile(target, await csvText(columns, rows, csvForm(target)), { prompts });
  } else if (chosen !== undefined) await followUp?.run();
}
