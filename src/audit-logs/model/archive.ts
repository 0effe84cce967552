import { ForgeError, toForgeError } from '../../core/errors.ts';
import { appUuid } from '../../core/ids.ts';
import { archiveFolder, readIndex, removeUnfinished, writeGitFiles } from './archive-folder.ts';
import { indexFile } from './archive-index.ts';
import { withArchiveLock } from './archive-lock.ts';
import { type ArchiveOptions, type ArchiveResult, runArchive } from './archive-run.ts';
import { checkMonths } from './check-months.ts';

export type { ArchiveOptions, ArchiveResult };

/** Clocks that differ by less don't matter to an archive of days. In milliseconds. */
const toleratedSkewMs = 300_000;

/**
 * Updates the archive of an app: fetches the missing days and the last 31, and merges their events. Each file is
 * replaced atomically, the index before and after, so that a crash leaves a readable archive whose index lists no day
 * that is not archived. A lock keeps other windows from updating the same archive at the same time. Nothing is written
 * before all that is there was read and found sound. Throws what `load` throws, `cancelled`, `damaged` for an
 * unreadable file of the archive, `misconfigured` if a link leads out of the workspace, and file system errors.
 */
export async function archiveApp(options: ArchiveOptions): Promise<ArchiveResult> {
  const { root, workspaceFolder, app, signal, onWaiting, onInUse } = options;
  const skewMs = await clockSkew(options);
  const now = new Date(options.now.getTime() - skewMs);
  const folder = await archiveFolder(root, workspaceFolder, app);
  const result = await withArchiveLock(folder, { signal, onWaiting }, async ({ check }) => {
    const replacing = { signal, check, onInUse };
    const index = (await readIndex(folder)) ?? {
      appId: appUuid(app.id),
      appName: app.name,
      fetched: [],
      months: new Map(),
    };
    if (index.appId !== appUuid(app.id))
      throw new ForgeError(
        'damaged',
        `${indexFile} of the audit archive belongs to another app; restore it, or move the folder away`,
      );
    const months = await checkMonths(folder, index.months, replacing);
    await removeUnfinished(folder);
    await writeGitFiles(root, folder, replacing);
    return runArchive({ ...options, now }, { folder, index, months, replacing });
  });
  return { ...result, ...(skewMs !== 0 && { clockAheadMs: skewMs }) };
}

/** By how much this computer's clock is ahead, 0 if that doesn't matter; asks the gateway if it was not asked before. */
async function clockSkew({ load, now, clockAheadMs, signal }: ArchiveOptions): Promise<number> {
  if (clockAheadMs === undefined) return 0;
  if (clockAheadMs() === undefined)
    // A short time is enough: each reply tells the gateway's time, even a refusal.
    await load(new Date(now.getTime() - 60_000), now, signal).catch((thrown: unknown) => {
      if (toForgeError(thrown).kind === 'cancelled') throw thrown;
    });
  const skewMs = clockAheadMs() ?? 0;
  return Math.abs(skewMs) < toleratedSkewMs ? 0 : skewMs;
}
