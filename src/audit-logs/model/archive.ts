import { join } from 'node:path';
import type { App } from '../../core/app.ts';
import type { AuditEvent } from '../../core/audit-event.ts';
import { ForgeError } from '../../core/errors.ts';
import { appUuid } from '../../core/ids.ts';
import { writeWholeFile } from '../../files/whole-file.ts';
import { archiveFolder, writeGitFiles, readIndex, readMonth, removeUnfinished } from './archive-folder.ts';
import { type ArchiveIndex, daysOfWindow, daysToFetch, formatIndex, indexFile, noteFetched } from './archive-index.ts';
import { withArchiveLock } from './archive-lock.ts';
import { mergeMonth, monthFile } from './archive-month.ts';
import { type ArchiveGap, lateGaps } from './archive-state.ts';
import { endsInQuotes } from './csv-records.ts';
import { type Day, dayOf } from './days.ts';
import type { Progress } from './export-csv.ts';
import { fetchWindows, type LoadEvents } from './fetch-windows.ts';

export interface ArchiveOptions {
  /** The folder that holds all archives. */
  readonly root: string;
  readonly app: Pick<App, 'id' | 'name' | 'createdAt'>;
  readonly load: LoadEvents;
  readonly now: Date;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

export interface ArchiveResult {
  readonly folder: string;
  /** How many rows were added, including new rows of changed events. */
  readonly added: number;
  /** Ids of archived events that differ from what the gateway returns now: the archive has both rows. */
  readonly changed: readonly string[];
  /** Gaps in the days that this run archived for the first time: events may have been erased before. */
  readonly gaps: readonly ArchiveGap[];
}

/**
 * Updates the archive of an app: fetches the missing days and the last 31, and merges their events. Each file is
 * replaced atomically, the index last, so that a crash leaves a readable archive whose index lists no day that is not
 * archived. A lock keeps other windows from updating the same archive at the same time.
 * Throws what `load` throws, `cancelled`, `damaged` for an unreadable file of the archive, and file system errors.
 */
export async function archiveApp({
  root,
  app,
  load,
  now,
  signal,
  onProgress = () => undefined,
}: ArchiveOptions): Promise<ArchiveResult> {
  const folder = await archiveFolder(root, app);
  return withArchiveLock(folder, signal, async () => {
    await removeUnfinished(folder);
    await writeGitFiles(root, folder);
    const before = (await readIndex(folder)) ?? { appId: appUuid(app.id), appName: app.name, fetched: [] };
    if (before.appId !== appUuid(app.id))
      throw new ForgeError(
        'damaged',
        `${indexFile} of the audit archive belongs to another app; restore it, or move the folder away`,
      );
    let index: ArchiveIndex = before;
    const changed = new Set<string>();
    let [added, events] = [0, 0];

    async function keep(next: ArchiveIndex): Promise<void> {
      index = next;
      await writeWholeFile(join(folder, indexFile), formatIndex(index));
    }

    for (const range of daysToFetch(index, now, firstDay(app))) {
      for await (const batch of fetchWindows(range, load, now, signal)) {
        const merged = await merge(folder, batch.events, signal);
        added += merged.added;
        for (const id of merged.changed) changed.add(id);
        events += batch.events.length;
        const days = daysOfWindow(batch.window);
        const fetched = days ? noteFetched(index.fetched, days, now) : index.fetched;
        const next = { ...index, fetched };
        if (formatIndex(next) !== formatIndex(index)) await keep(next);
        onProgress({ events, upTo: batch.window.end });
      }
    }
    await keep({ ...index, archivedAt: now });
    const isNew = ({ at }: { readonly at: Date }) => at.getTime() === now.getTime();
    return { folder, added, changed: [...changed], gaps: lateGaps(index.fetched.filter(isNew)) };
  });
}

async function merge(
  folder: string,
  events: readonly AuditEvent[],
  signal: AbortSignal,
): Promise<{ added: number; changed: string[] }> {
  const changed: string[] = [];
  let added = 0;
  for (const [name, ofMonth] of Map.groupBy(events, monthFile)) {
    if (signal.aborted) throw new ForgeError('cancelled', 'Cancelled');
    const current = await readMonth(folder, name);
    if (current !== undefined && endsInQuotes(current))
      throw new ForgeError(
        'damaged',
        `${name} of the audit archive is damaged (a quotation mark is missing); restore it, or move it away`,
      );
    const merged = await mergeMonth(current, ofMonth);
    if (merged.text !== undefined) await writeWholeFile(join(folder, name), merged.text);
    added += merged.added;
    changed.push(...merged.changed);
  }
  return { added, changed };
}

function firstDay({ createdAt }: Pick<App, 'createdAt'>): Day | undefined {
  return createdAt && dayOf(createdAt);
}
