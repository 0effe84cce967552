import * as vscode from 'vscode';
import type { Disposable } from '../core/emitter.ts';

const scheme = 'forge-console-report';

/** Reports, shown in the editor as read-only plain text, so that nothing in a name is read as markup. */
export interface ReportDocuments extends Disposable {
  /**
   * Shows a report; a second one with the same title replaces the first. The editor does not take the focus unless
   * `focus` is true.
   */
  show(title: string, text: string, focus?: boolean): Promise<void>;
  /** Shows how two texts differ, side by side or as the person set the editor's diff. */
  compare(title: string, before: NamedText, after: NamedText): Promise<void>;
}

/** A text with the name of its document. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** Registers the report documents with VS Code. A report is dropped when its document is closed. */
export function createReportDocuments(): ReportDocuments {
  const texts = new Map<string, string>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) =>
      texts.get(uri.path) ?? vscode.l10n.t('This report is gone. Run the command again for a new one.'),
  });
  const closing = vscode.workspace.onDidCloseTextDocument(({ uri }) => {
    if (uri.scheme === scheme) texts.delete(uri.path);
  });
  function keep(title: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme, path: `/${title.replace(/[\p{Cc}\p{Cf}\\/?#]+/gu, '-')}.txt` });
    texts.set(uri.path, text);
    changed.fire(uri);
    return uri;
  }

  return {
    async show(title, text, focus = false) {
      const uri = keep(title, text);
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document, { preview: true, preserveFocus: !focus });
    },
    async compare(title, before, after) {
      const sides = [before, after].map(({ name, text }) => keep(name, text));
      await vscode.commands.executeCommand('vscode.diff', ...sides, title, { preview: true });
    },
    dispose() {
      for (const part of [provider, closing, changed]) part.dispose();
    },
  };
}
