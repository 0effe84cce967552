import * as vscode from 'vscode';
import type { Range } from '../../core/text-position.ts';

/** Converts a range to VS Code's type. */
export function editorRange({ start, end }: Range): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
