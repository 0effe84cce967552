import * as vscode from 'vscode';
import { until } from './until.ts';

/** Runs the connection test, and returns its report about a gateway, with single spaces in it. */
export async function reportAbout(gateway: string): Promise<string> {
  await vscode.commands.executeCommand('forgeConsole.connection.test');
  return shownReport(gateway);
}

/** Waits until the report about a gateway is shown, and returns it with single spaces in it. */
export async function shownReport(gateway: string): Promise<string> {
  const shown = () =>
    vscode.window.activeTextEditor?.document.uri.scheme === 'forge-console-report'
      ? vscode.window.activeTextEditor.document.getText().replace(/\s+/g, ' ')
      : '';
  // A report of an earlier test may still be there for a moment.
  await until(
    'the report is shown',
    () => shown().includes(`Gateway: ${gateway} `),
    vscode.workspace.onDidChangeTextDocument,
    vscode.window.onDidChangeActiveTextEditor,
  );
  return shown();
}
