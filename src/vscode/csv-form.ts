import * as vscode from 'vscode';
import type { CsvOptions } from '../files/csv-cell.ts';

/** How CSV files are written: the form that a person chose so that their spreadsheet opens them rightly. */
export function csvForm(scope?: vscode.Uri): Required<Pick<CsvOptions, 'byteOrderMark' | 'separator'>> {
  const configuration = vscode.workspace.getConfiguration('forgeConsole.auditLogs', scope);
  return {
    byteOrderMark: configuration.get<unknown>('byteOrderMark') === true,
    separator: configuration.get<unknown>('separator') === 'semicolon' ? ';' : ',',
  };
}
