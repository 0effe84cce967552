import * as vscode from 'vscode';
import type { Disposable } from '../core/emitter.ts';
import { isWithinPlace } from '../files/place.ts';
import type { CliProblem } from './model/cli-output.ts';

/** What the Forge CLI said of the files of apps, in the view *Problems*. */
export interface CliProblems extends Disposable {
  /** Removes what an earlier run said of an app's files. */
  clear(folder: vscode.Uri): void;
  /** Shows what a run said; files elsewhere are not the app's. */
  show(folder: vscode.Uri, problems: readonly CliProblem[]): void;
}

const severities: Record<CliProblem['severity'], vscode.DiagnosticSeverity> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  approval: vscode.DiagnosticSeverity.Warning,
};

/** Creates an empty collection. */
export function createCliProblems(): CliProblems {
  const collection = vscode.languages.createDiagnosticCollection('forgeConsole.cli');
  return {
    clear(folder) {
      collection.forEach((uri) => {
        if (isWithinPlace(folder, uri)) collection.delete(uri);
      });
    },
    show(folder, problems) {
      for (const [path, ofFile] of Map.groupBy(problems, ({ file }) => file)) {
        const uri = vscode.Uri.file(path);
        if (isWithinPlace(folder, uri)) collection.set(uri, ofFile.map(diagnostic));
      }
    },
    dispose: () => collection.dispose(),
  };
}

function diagnostic({ line, column, severity, message, rule }: CliProblem): vscode.Diagnostic {
  // The CLI says only where a problem begins; VS Code marks the word there.
  const at = new vscode.Position(line, column);
  const shown = new vscode.Diagnostic(new vscode.Range(at, at), message, severities[severity]);
  shown.source = 'Forge CLI';
  if (rule !== undefined) shown.code = rule;
  return shown;
}
