import * as vscode from 'vscode';

const page =
  '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"></head><body><main id="empty">Empty</main></body></html>';

/** Rows that open an empty panel on click, as in the product. */
export function activate(context) {
  const open = vscode.commands.registerCommand('emptyPanel.open', () => {
    vscode.window.createWebviewPanel('emptyPanel', 'Empty', vscode.ViewColumn.Active, {
      enableScripts: true,
    }).webview.html = page;
  });
  const rows = vscode.window.registerTreeDataProvider('emptyPanel.rows', {
    getChildren: (row) => (row ? [] : ['Empty panel']),
    getTreeItem: (label) => ({ label, command: { command: 'emptyPanel.open', title: 'Open' } }),
  });
  context.subscriptions.push(open, rows);
}
