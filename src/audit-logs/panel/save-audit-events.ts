import { l10n } from 'vscode';
import { exportName } from '../model/export-name.ts';
import { rowChunks } from '../model/export-csv.ts';
import type { MergedEvent } from '../model/merged-events.ts';
import type { DayRange } from '../model/day-range.ts';
import type { App } from '../../core/app.ts';
import type { Prompts } from '../../vscode/prompts.ts';
import { saveFile } from '../../vscode/save-file.ts';
import { tellSavedFile } from '../../vscode/saved-file.ts';
import { auditLogSettings } from '../audit-settings.ts';
import { count, plain } from '../../vscode/text.ts';

/** The days of the saved events; `isPart` is true if these are not all events of those days. */
export interface SavedDays extends DayRange {
  readonly isPart: boolean;
}

/**
 * Saves events, in the given order, in the format of *Save Audit Logs*: the ten columns, formula-safe unless a setting
 * says otherwise, in a file that the user chooses. Returns the number of events saved; null if the user cancelled.
 * Throws the errors of the disk or file system.
 */
export async function saveAuditEvents(
  app: Pick<App, 'id' | 'name'>,
  events: readonly MergedEvent[],
  days: SavedDays,
  prompts: Prompts,
  onError: (doing: string, error: unknown) => void,
): Promise<number | null> {
  const { namePattern } = auditLogSettings();
  // The file name must tell a partial export from a complete one.
  const fileName = exportName(
    days.isPart ? `${namePattern.replace(/\.csv$/i, '')}_${l10n.t('selection')}` : namePattern,
    app,
    days,
  );
  const target = await prompts.saveAs({
    title: l10n.t('Save Audit Logs of {0}', plain(app.name)),
    fileName,
    kind: 'CSV',
    extension: 'csv',
  });
  if (target === undefined) return null;
  const file = await saveFile(
    target,
    rowChunks(
      events.map(({ cells }) => cells),
      auditLogSettings(target),
    ),
    { prompts },
  );
  const saved =
    events.length === 1
      ? l10n.t('1 event of {0} saved.', plain(app.name))
      : l10n.t('{0} events of {1} saved.', count(events.length), plain(app.name));
  // The page does not wait until the user dismisses the message.
  tellSavedFile(saved, file, prompts).catch((error: unknown) => onError('Opening the saved file', error));
  return events.length;
}
