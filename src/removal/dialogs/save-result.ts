import * as vscode from 'vscode';
import { csvText } from '../../files/csv-cell.ts';
import { saveFile } from '../../vscode/save-file.ts';
import type { Removing } from './removing.ts';

/** A further thing to do. */
export interface Next {
  readonly label: string;
  readonly run: () => unknown;
}

/** The final report of something that was carried out on several things. */
export interface Result {
  readonly title: string;
  readonly summary: string;
  /** The whole report as plain text. */
  readonly text: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly fileName: string;
  readonly severity: 'info' | 'warning';
  readonly next?: Next;
}

/** Shows a final report, and offers to copy it, to save it as CSV, and what comes next. */
export async function offerResult(
  { title, summary, text, columns, rows, fileName, severity, next }: Result,
  { prompts, reports }: Removing,
): Promise<void> {
  await reports.show(title, text);
  const copy = vscode.l10n.t('Copy Report');
  const save = vscode.l10n.t('Save as CSV…');
  const chosen = await prompts.message(summary, [...(next ? [next.label] : []), copy, save], { severity });
  if (chosen === copy) await vscode.env.clipboard.writeText(text);
  else if (chosen === save) {
    const target = await prompts.saveAs({
      title: vscode.l10n.t('Save Report as CSV'),
      fileName,
      kind: 'CSV',
      extension: 'csv',
    });
    if (target) await saveFile(target, await csvText(columns, rows));
  } else if (chosen !== undefined) await next?.run();
}
