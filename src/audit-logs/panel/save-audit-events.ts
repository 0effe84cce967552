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

/** The days that events are of, and whether the days have others too. */
export interface SavedDays extends DayRange {
  readonly isPart: boolean;
}

/**
 * Saves events, in the given order, as *Save Audit Logs* writes them: the ten columns, formula-safe unless a setting
 * says otherwise, in a file that the person names. Returns how many were saved; null when the person gave up. Throws
 * what the disk or file system says.
 */
export async function saveAuditEvents(
  app: Pick<App, 'id' | 'name'>,
  events: readonly MergedEvent[],
  days: SavedDays,
  prompts: Prompts,
  onError: (doing: string, error: unknown) => void,
): Promise<number | null> {
  const { namePattern } = auditLogSettings();
  // A part of the events must not look like all of them.
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
  await saveFile(
    target,
    rowChunks(
      events.map(({ cells }) => cells),
      auditLogSettings(target),
    ),
  );
  const saved =
    events.length === 1
      ? l10n.t('1 event of {0} saved.', plain(app.name))
      : l10n.t('{0} events of {1} saved.', count(events.length), plain(app.name));
  // The page need not wait until this is read.
  tellSavedFile(saved, target, prompts).catch((error: unknown) => onError('Opening the saved file', error));
  return events.length;
}
