import * as vscode from 'vscode';
import type { Disposable } from '../../core/emitter.ts';
import { placeKey } from '../../files/place.ts';
import { plain } from '../../vscode/text.ts';
import type { CheckError } from '../model/check-verdict.ts';

/** What Atlassian found in manifests, among the problems of the editor, until the manifests change. */
export interface CheckProblems extends Disposable {
  /** Shows the errors of one manifest in place of its earlier ones. */
  show(document: vscode.TextDocument, errors: readonly CheckError[]): void;
}

/** Creates the list of problems; it is empty. */
export function createCheckProblems(): CheckProblems {
  const collection = vscode.languages.createDiagnosticCollection('forgeConsole.atlassian');
  const shown = new Map<string, vscode.Uri>();
  const following = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    const key = placeKey(document.uri);
    const uri = shown.get(key);
    if (uri === undefined || contentChanges.length === 0) return;
    shown.delete(key);
    collection.delete(uri);
  });
  return {
    show(document, errors) {
      shown.set(placeKey(document.uri), document.uri);
      collection.set(
        document.uri,
        errors.map((error) => toDiagnostic(document, error)),
      );
    },
    dispose() {
      collection.dispose();
      following.dispose();
    },
  };
}

/** Marks the text of the line; the first line where Atlassian names none that there is. */
function toDiagnostic(document: vscode.TextDocument, { key, message, line }: CheckError): vscode.Diagnostic {
  const at = document.lineAt(line !== undefined && line < document.lineCount ? line : 0);
  const range = new vscode.Range(at.lineNumber, at.firstNonWhitespaceCharacterIndex, at.lineNumber, at.text.length);
  const diagnostic = new vscode.Diagnostic(range, plain(message), vscode.DiagnosticSeverity.Error);
  diagnostic.source = vscode.l10n.t('Atlassian');
  diagnostic.code = plain(key);
  return diagnostic;
}
