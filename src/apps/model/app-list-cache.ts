import { createHash } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { appFields } from '../../core/app-schema.ts';
import type { App } from '../../core/app.ts';
import { many, storedTime } from '../../core/schema-parts.ts';
import { unlessMissing } from '../../files/error-code.ts';
import { makeFolder } from '../../files/make-folder.ts';
import { isOrBecomes, writeWholeFile } from '../../files/whole-file.ts';

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

const fileSchema = () =>
  z.object({
    formatVersion: z.literal(formatVersion),
    at: storedTime,
    apps: many(z.object(appFields(storedTime))),
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

  async function replace(list: CachedApps): Promise<void> {
    const text = JSON.stringify(z.encode(fileSchema(), { formatVersion, ...list }));
    await makeFolder(folder);
    await writeWholeFile(file, text, { mode: 0o600 });
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
        for (const name of names) if (isOrBecomes(file, name)) await rm(join(folder, name), { force: true });
      }),
  };
}
