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

/** A list with the time when it was fetched. */
export interface CachedApps {
  readonly apps: readonly App[];
  readonly at: Date;
}

/** The last list of one account on disk. Losing it costs one request. */
export interface AppListCache {
  /** The list that was written last; undefined if there is none or it can't be read. */
  read(): Promise<CachedApps | undefined>;
  /** Replaces the file atomically. Failures are passed to `onError`, not thrown. */
  write(list: CachedApps): Promise<void>;
  /** Removes the file, and the temporary files of writes that were cut short. */
  clear(): Promise<void>;
}

/** To be raised when the file's format changes; files of another version are not read. */
const formatVersion = 2;

const fileSchema = () =>
  z.object({
    formatVersion: z.literal(formatVersion),
    at: storedTime,
    apps: many(z.object(appFields(storedTime))),
  });

/**
 * Creates the cache of the account with this key (any text; the file name has its digest). The folder is created by the
 * first write. Calls are queued, so that an earlier write never overwrites a later one. `onError` is called for
 * failures to read or write, which are not thrown.
 */
export function createAppListCache(
  folder: string,
  accountKey: string,
  onError: (error: unknown) => void,
): AppListCache {
  const file = join(folder, `apps-${createHash('sha256').update(accountKey).digest('hex').slice(0, 24)}.json`);
  let last: Promise<unknown> = Promise.resolve();

  /** Queues `work`; a failure is reported, and the result is undefined. */
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
