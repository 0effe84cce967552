import * as vscode from 'vscode';
import { formatList } from './manifest-labels.ts';
import { code, plainHover } from './markdown.ts';

/** The hover of a text with variables whose values are not known; undefined where there are none. */
export function variablesHover(names: readonly string[]): vscode.MarkdownString[] | undefined {
  return names.length === 0 ? undefined : [plainHover([dependsOn(names)])];
}

/** Says which variables something depends on, as Markdown. */
export function dependsOn(names: readonly string[]): string {
  const variables = formatList(names.map((name) => code(`\${${name}}`)));
  return vscode.l10n.t(
    'Depends on {0}, whose value isn’t known here. The Forge CLI takes it from the environment that it runs in, or from a default under `environment.variables`.',
    variables,
  );
}
