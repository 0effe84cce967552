import * as vscode from 'vscode';
import type { Disposable } from '../../core/emitter.ts';
import { appIdLine } from '../../core/ids.ts';
import { diagnosticSource } from './manifest-labels.ts';

/** Files whose name the Forge CLI does not read. */
export const misnamedManifests: vscode.DocumentSelector = { pattern: '**/manifest.yaml' };

const diagnosticCode = 'manifestName';

/**
 * Reports open manifests named manifest.yaml, which the Forge CLI does not read. `isOn` returns whether a document gets
 * diagnostics.
 */
export function watchMisnamedManifests(isOn: (uri: vscode.Uri) => boolean): Disposable & { refresh(): void } {
  const collection = vscode.languages.createDiagnosticCollection('forgeConsole.manifestName');

  function check(document: vscode.TextDocument): void {
    if (vscode.languages.match(misnamedManifests, document) === 0) return;
    const line = isOn(document.uri) && appIdLine.test(document.getText()) ? lineOf(document) : undefined;
    collection.set(document.uri, line ? [hint(line)] : []);
  }

  const refresh = () => vscode.workspace.textDocuments.forEach(check);
  const subscriptions = [
    vscode.workspace.onDidOpenTextDocument(check),
    vscode.workspace.onDidChangeTextDocument(({ document }) => check(document)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => collection.delete(uri)),
  ];
  refresh();
  return {
    refresh,
    dispose() {
      for (const subscription of subscriptions) subscription.dispose();
      collection.dispose();
    },
  };
}

function hint(line: vscode.TextLine): vscode.Diagnostic {
  const text = vscode.l10n.t('The Forge CLI reads manifest.yml, not manifest.yaml.');
  const diagnostic = new vscode.Diagnostic(
    line.range.with(new vscode.Position(line.lineNumber, line.firstNonWhitespaceCharacterIndex)),
    text,
    vscode.DiagnosticSeverity.Information,
  );
  diagnostic.source = diagnosticSource;
  diagnostic.code = diagnosticCode;
  return diagnostic;
}

/** The line with the key `app`, else the first one. */
function lineOf(document: vscode.TextDocument): vscode.TextLine {
  const offset = document.getText().search(/^app[ \t]*:/m);
  return document.lineAt(document.positionAt(Math.max(offset, 0)));
}

/** Offers to rename the file, unless manifest.yml exists. */
export const renameManifestFix: vscode.CodeActionProvider = {
  async provideCodeActions(document, _range, { diagnostics }) {
    const here = diagnostics.filter(
      (diagnostic) => diagnostic.source === diagnosticSource && diagnostic.code === diagnosticCode,
    );
    const target = vscode.Uri.joinPath(document.uri, '..', 'manifest.yml');
    if (here.length === 0 || (await exists(target))) return [];
    const action = new vscode.CodeAction(vscode.l10n.t('Rename to manifest.yml'), vscode.CodeActionKind.QuickFix);
    action.diagnostics = here;
    action.isPreferred = true;
    action.edit = new vscode.WorkspaceEdit();
    action.edit.renameFile(document.uri, target, { overwrite: false });
    return [action];
  },
};

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
