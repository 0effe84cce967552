import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as z from 'zod/mini';
import type { App } from '../../core/app.ts';
import { appAri, isAppAri } from '../../core/ids.ts';

/** A list as it was fetched at some time. */
export interface CachedApps {
  readonly apps: readonly App[];
  readonly at: Date;
}

/** The last known list of one account on disk. It is a convenience: losing it costs one request. */
export interface AppListCache {
  /** What was written last; undefined where there is nothing, or nothing readable. */
  read(): Promise<CachedApps | undefined>;
  /** Replaces the file as a whole. A failure is reported to `onError`, not thrown. */
  write(list: CachedApps): Promise<void>;
  /** Removes the file, and what writes that never ended left beside it. */
  clear(): Promise<void>;
}

/** Raised when the shape of the file changes; files of another version are not read. */
const formatVersion = 1;

const text = z.string();
/** The largest time that a Date can hold, in milliseconds. */
const endOfTime = 8.64e15;
const date = z.pipe(
  z.number().check(z.minimum(-endOfTime), z.maximum(endOfTime)),
  z.transform((time: number) => new Date(time)),
);

const fileSchema = () =>
  z.object({
    formatVersion: z.literal(formatVersion),
    at: date,
    apps: z.array(
      z.object({
        id: z.pipe(
          text.check(z.refine(isAppAri)),
          z.transform((id) => appAri(id)),
        ),
        name: text,
        description: text,
        type: z.enum(['forge', 'connect', 'oauth', 'unknown']),
        distribution: z.enum(['marketplace', 'marketplacePending', 'shared', 'notDistributed', 'unknown']),
        distributionStatus: text,
        updatedAt: date,
        createdAt: z.exactOptional(date),
        developerSpaceId: z.exactOptional(text),
        owner: z.exactOptional(z.object({ accountId: text, name: text })),
        marketplaceAppKey: z.exactOptional(text),
        productionVersion: z.exactOptional(text),
        atlassianApps: z.array(text),
        scopes: z.array(text),
      }),
    ),
  });

/**
 * The cache of the account with the given key (any text; it becomes a digest in the file's name) in a folder,
 * which is made when first needed. What is asked of it is done in turn: a write that began earlier never lands after
 * a later one, nor after a removal. `onError` hears of failures to write or read; none of them is thrown.
 */
export function createAppListCache(
  folder: string,
  accountKey: string,
  onError: (error: unknown) => void,
): AppListCache {
  const file = join(folder, `apps-${createHash('sha256').update(accountKey).digest('hex').slice(0, 24)}.json`);
  let last: Promise<unknown> = Promise.resolve();

  /** Does something once all before it is done; a failure is reported, and gives undefined. */
  function inTurn<T>(work: () => Promise<T>): Promise<T | undefined> {
    const turn = last.then(work).catch((error: unknown) => {
      onError(error);
      return undefined;
    });
    last = turn;
    return turn;
  }

  async function replace({ apps, at }: CachedApps): Promise<void> {
    const beside = `${file}.${randomUUID()}.tmp`;
    const time = (value: Date | undefined) => value?.getTime();
    const rows = apps.map((app) => ({ ...app, updatedAt: time(app.updatedAt), createdAt: time(app.createdAt) }));
    await mkdir(folder, { recursive: true });
    try {
      const handle = await open(beside, 'wx', 0o600);
      try {
        await handle.writeFile(JSON.stringify({ formatVersion, at: at.getTime(), apps: rows }));
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(beside, file);
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
  }

  return {
    read: () =>
      inTurn(async () => {
        const json = await readFile(file, 'utf8').catch(unlessMissing);
        if (json === undefined) return undefined;
        const { apps, at } = fileSchema().parse(JSON.parse(json));
        return { apps, at };
      }),
    write: (list) => inTurn(() => replace(list)),
    clear: () =>
      inTurn(async () => {
        const names = (await readdir(folder).catch(unlessMissing)) ?? [];
        for (const name of names) if (name.startsWith(basename(file))) await rm(join(folder, name), { force: true });
      }),
  };
}

/** Undefined for what is not there; any other error is thrown on. */
function unlessMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
