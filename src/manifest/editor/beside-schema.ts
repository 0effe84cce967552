import * as vscode from 'vscode';

/** The languages that Red Hat's YAML extension validates. */
const yamlLanguages = ['yaml', 'dockercompose', 'github-actions-workflow'];

/** A schema is named at the top of a text, in these lines. */
const linesWithSchema = 20;

/** Whether Red Hat's YAML extension reports YAML errors in a document: it is there, and not configured not to. */
export function yamlIsJudgedElsewhere({ languageId, uri }: vscode.TextDocument): boolean {
  return (
    yamlLanguages.includes(languageId) &&
    vscode.extensions.getExtension('redhat.vscode-yaml') !== undefined &&
    vscode.workspace.getConfiguration('yaml', uri).get<unknown>('validate') !== false
  );
}

/**
 * Whether it also judges and completes by a schema: the first lines of the document name one, or the setting
 * `yaml.schemas` has one for files of this name.
 */
export function schemaIsElsewhere(document: vscode.TextDocument): boolean {
  if (!yamlIsJudgedElsewhere(document)) return false;
  const schemas = vscode.workspace.getConfiguration('yaml', document.uri).get<unknown>('schemas');
  const first = document.getText(new vscode.Range(0, 0, linesWithSchema, 0));
  return (
    /^#\s*yaml-language-server:\s*\$schema=/m.test(first) || JSON.stringify(schemas ?? {}).includes('manifest.yml')
  );
}
