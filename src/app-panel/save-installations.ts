import { l10n } from 'vscode';
import { csvText } from '../files/csv-cell.ts';
import { fileStem } from '../files/file-name.ts';
import type { Installation } from '../core/installation.ts';
import { csvForm } from '../vscode/csv-form.ts';
import type { Prompts } from '../vscode/prompts.ts';
import { saveFile } from '../vscode/save-file.ts';
import type { ViewWords } from './section-views.ts';

const columns = [
  'Installation ID',
  'Site',
  'Atlassian apps',
  'Environment',
  'Permissions version',
  'Code version',
  'Status',
  'Licence',
  'Edition',
  'Installed on',
  'Shares logs',
  'Permits analytics',
] as const;

/**
 * Saves the installations with the given ids, in that order, as a CSV file that the user chooses. Returns the number of
 * rows saved; null if the user cancelled. Throws the errors of the disk or file system.
 */
export async function saveInstallations(
  appName: string,
  installations: readonly Installation[],
  ids: readonly string[],
  prompts: Prompts,
  words: ViewWords,
): Promise<number | null> {
  const byId = new Map(installations.map((installation) => [installation.id, installation]));
  const rows = ids.flatMap((id) => byId.get(id) ?? []).map((installation) => toRow(installation, words));
  const target = await prompts.saveAs({
    title: l10n.t('Save Installations as CSV'),
    fileName: `${fileStem(appName)}_installations.csv`,
    kind: 'CSV',
    extension: 'csv',
  });
  if (target === undefined) return null;
  await saveFile(target, await csvText(columns, rows, csvForm(target)), { prompts });
  return rows.length;
}

function toRow(installation: Installation, words: ViewWords): string[] {
  const {
    id,
    site,
    atlassianApp,
    secondaryAtlassianApps,
    environmentKey,
    version,
    codeVersion,
    status,
    licence,
    installedAt,
    sharesLogs,
    permitsAnalytics,
  } = installation;
  return [
    id,
    site,
    [atlassianApp, ...secondaryAtlassianApps].map(words.atlassianApp).join(', '),
    environmentKey ?? '',
    version ?? '',
    codeVersion ?? '',
    words.installationStatus(status),
    licence ? words.licence(licence) : '',
    licence?.edition === undefined ? '' : words.edition(licence.edition),
    installedAt.toISOString().slice(0, 10),
    yesOrNo(sharesLogs),
    yesOrNo(permitsAnalytics),
  ];
}

function yesOrNo(value: boolean | undefined): string {
  if (value === undefined) return '';
  return value ? 'yes' : 'no';
}
