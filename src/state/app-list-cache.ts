import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { App } from '../core/app.ts';
import { appAri, isAppAri } from '../core/ids.ts';

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
  /** Removes the file. */
  clear(): Promise<void>;
}

/** Raised when the shape of the file changes; files of another version are not read. */
const formatVersion = 1;

const text = z.string();
const date = z.pipe(z.number(), z.transform((time: number) => new Date(time)));

const fileSchema = () =>
  z.object({
    formatVersion: z.literal(formatVersion),
    at: date,
    apps: z.array(
      z.object({
        id: z.pipe(text.check(z.refine(isAppAri)), z.transform((id) => appAri(id))),
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
 * which is made when first needed. `onError` hears of failures to write or read; none of them is thrown.
 */
export function createAppListCache(folder: string, accountKey: string, onError: (error: unknown) => void): AppListCache {
  const file = join(folder, `apps-${createHash('sha256').update(accountKey).digest('hex').slice(0, 24)}.json`);
  return {
    async read() {
      const json = await readFile(file, 'utf8').catch((error: unknown) => {
        if (!isMissing(error)) onError(error);
        return undefined;
      });
      if (json === undefined) return undefined;
      try {
        const { apps, at } = fileSchema().parse(JSON.parse(json));
        return { apps, at };
      } catch (error) {
        onError(error);
        return undefined;
      }
    },
    async write({ apps, at }) {
      const beside = `${file}.${randomUUID()}.tmp`;
      const time = (value: Date | undefined) => value?.getTime();
      const rows = apps.map((app) => ({ ...app, updatedAt: time(app.updatedAt), createdAt: time(app.createdAt) }));
      try {
        await mkdir(folder, { recursive: true });
        const handle = await open(beside, 'wx', 0o600);
        try {
          await handle.writeFile(JSON.stringify({ formatVersion, at: at.getTime(), apps: rows }));
          await handle.sync();
        } finally {
          await handle.close();
        }
        await rename(beside, file);
      } catch (error) {
        onError(error);
        await rm(beside, { force: true });
      }
    },
    async clear() {
      await rm(file, { force: true }).catch(onError);
    },
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
