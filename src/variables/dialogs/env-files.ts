import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { escapeReportText, heading, table, wrapped } from '../../vscode/report-layout.ts';
import { readBytes } from '../../vscode/read-bytes.ts';
import { plain } from '../../vscode/text.ts';
import { compareVariables, keysOnlyThere } from '../model/compare-variables.ts';
import { type EnvFile, envFileLimits, parseEnvFile } from '../model/env-file.ts';
import { leftOutOf } from './env-file-words.ts';
import { comparedText, takeVariables } from './take-variables.ts';
import type { KnownPlace, VariableServices } from './variable-place.ts';

/** How many files of the workspace are offered. */
const mostFiles = 50;

/** Lets the person choose a `.env` file and which of its variables the environment gets. */
export async function importEnvFile(place: KnownPlace, services: VariableServices): Promise<void> {
  const title = l10n.t('Import a .env File into {0}', plain(place.environment.environment));
  const file = await chooseAndRead(title, services);
  if (file === undefined) return;
  const { notify } = services.shared;
  sayLeftOut(file, services).catch((error: unknown) => notify.log(title, error));
  await takeVariables(file.entries, place, title, services);
}

/** Says what of the file isn’t taken, beside the questions that follow. */
async function sayLeftOut(file: NamedEnvFile, { shared: { prompts } }: VariableServices): Promise<void> {
  const sentences = leftOutOf(file);
  if (sentences.length === 0) return;
  const open = l10n.t('Open File');
  const text = `${plain(file.name)}: ${sentences.join(' ')}`;
  if ((await prompts.message(text, [open], { severity: 'warning' })) !== open) return;
  const line = (file.problems[0]?.line ?? 1) - 1;
  await vscode.window.showTextDocument(file.uri, { selection: new vscode.Range(line, 0, line, 0) });
}

/** Lets the person choose a `.env` file and shows how it differs from the environment. Shows no values. */
export async function compareEnvFile(place: KnownPlace, services: VariableServices): Promise<void> {
  const key = plain(place.environment.environment);
  const file = await chooseAndRead(l10n.t('Compare a .env File with {0}', key), services);
  if (file === undefined) return;
  const rows = [
    ...compareVariables(file.entries, place.variables).map((one) => [one.key, comparedText(one.status)]),
    ...keysOnlyThere(file.entries, place.variables).map((only) => [only, l10n.t('not in the file')]),
  ];
  const parts = [
    heading(l10n.t('{0} compared with {1} of {2}', file.name, place.environment.environment, place.app.name)),
    rows.length === 0
      ? l10n.t('Neither has variables.')
      : table(
          [l10n.t('Variable'), l10n.t('In the environment')],
          rows.map((cells) => cells.map(escapeReportText)),
        ),
    ...leftOutOf(file).map((sentence) => wrapped(sentence)),
  ];
  await services.shared.reports.show(l10n.t('Compared variables'), `${parts.join('\n\n')}\n`, true);
}

interface NamedEnvFile extends EnvFile {
  readonly name: string;
  readonly uri: vscode.Uri;
}

/** Reads the chosen file; says why it can't be read. Undefined if the person cancels. */
async function chooseAndRead(title: string, services: VariableServices): Promise<NamedEnvFile | undefined> {
  const { prompts } = services.shared;
  const uri = await chooseFile(title, services);
  if (uri === undefined) return undefined;
  const name = vscode.workspace.asRelativePath(uri);
  const text = await textOf(uri, plain(name));
  if (!text.isRead) {
    await prompts.message(text.why, [], { severity: 'warning' });
    return undefined;
  }
  const file = { name, uri, ...parseEnvFile(text.content) };
  if (file.entries.length > 0) return file;
  const sentences = [l10n.t('{0} sets no variables.', plain(name)), ...leftOutOf(file)];
  await prompts.message(sentences.join(' '), [], { severity: 'info' });
  return undefined;
}

type FileText = { readonly isRead: true; readonly content: string } | { readonly isRead: false; readonly why: string };

/** The text of a file, or a sentence that says why it isn’t read. */
async function textOf(uri: vscode.Uri, name: string): Promise<FileText> {
  const bytes = await readBytes(uri, envFileLimits.bytes);
  if (bytes === 'tooLarge')
    return { isRead: false, why: l10n.t('{0} is over 1 MB, too large for a .env file. Nothing was changed.', name) };
  if (typeof bytes !== 'object') return { isRead: false, why: l10n.t('{0} can’t be read. Nothing was changed.', name) };
  try {
    return { isRead: true, content: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return {
      isRead: false,
      why: l10n.t('{0} isn’t saved as UTF-8 text, so it can’t be read. Nothing was changed.', name),
    };
  }
}

async function chooseFile(title: string, { shared: { prompts } }: VariableServices): Promise<vscode.Uri | undefined> {
  const found = await vscode.workspace.findFiles('**/{.env,.env.*,*.env}', '**/node_modules/**', mostFiles);
  const files = found
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map((uri) => ({ label: plain(vscode.workspace.asRelativePath(uri)), value: uri }));
  const browse = { label: l10n.t('Browse…'), value: undefined };
  const picked = await prompts.pick<vscode.Uri | 'browse'>([...files, { ...browse, value: 'browse' }], {
    title,
    placeholder: l10n.t('Choose a .env file'),
  });
  if (picked !== 'browse') return picked;
  const [chosen] = (await vscode.window.showOpenDialog({ title, canSelectMany: false })) ?? [];
  return chosen;
}
