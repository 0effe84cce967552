import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { escapeReportText, heading, table } from '../../vscode/report-layout.ts';
import { readBytes } from '../../vscode/read-bytes.ts';
import { count, plain } from '../../vscode/text.ts';
import { compareVariables, keysOnlyThere } from '../model/compare-variables.ts';
import { type EnvFile, envFileLimits, parseEnvFile } from '../model/env-file.ts';
import { comparedText, takeVariables } from './take-variables.ts';
import type { KnownPlace, VariableServices } from './variable-place.ts';

/** How many files of the workspace are offered. */
const mostFiles = 50;

/** Lets the person choose a `.env` file and which of its variables the environment gets. */
export async function importEnvFile(place: KnownPlace, services: VariableServices): Promise<void> {
  const title = l10n.t('Import a .env File into {0}', plain(place.environment.environment));
  const file = await chooseAndRead(title, services);
  if (file) await takeVariables(file.entries, place, title, services);
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
    ...(file.problems.length === 0 ? [] : [problemsText(file)]),
  ];
  await services.shared.reports.show(l10n.t('Compared variables'), `${parts.join('\n\n')}\n`, true);
}

interface NamedEnvFile extends EnvFile {
  readonly name: string;
}

/** Reads the chosen file; says why it can't be read. Undefined if the person cancels. */
async function chooseAndRead(title: string, services: VariableServices): Promise<NamedEnvFile | undefined> {
  const { prompts } = services.shared;
  const uri = await chooseFile(title, services);
  if (uri === undefined) return undefined;
  const name = vscode.workspace.asRelativePath(uri);
  const bytes = await readBytes(uri, envFileLimits.bytes);
  if (typeof bytes !== 'object') {
    const text =
      bytes === 'tooLarge'
        ? l10n.t('{0} is too large for a .env file. Nothing was changed.', plain(name))
        : l10n.t('{0} can’t be read. Nothing was changed.', plain(name));
    await prompts.message(text, [], { severity: 'warning' });
    return undefined;
  }
  const file = { name, ...parseEnvFile(new TextDecoder().decode(bytes)) };
  if (file.entries.length > 0) return file;
  await prompts.message(l10n.t('{0} sets no variables.', plain(name)), [], { severity: 'info' });
  return undefined;
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

function problemsText({ problems }: EnvFile): string {
  const lines = problems.slice(0, 20).map(({ line }) => String(line));
  return problems.length === 1
    ? l10n.t('Line {0} of the file is left out: it sets nothing, or sets what a later line sets again.', lines.join(''))
    : l10n.t(
        '{0} lines of the file are left out, because they set nothing, or what a later line sets again: {1}',
        count(problems.length),
        lines.join(', '),
      );
}
