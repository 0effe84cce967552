// Not write-file-atomic: it takes the whole content at once, while audit logs are written in chunks as they arrive.
import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Ends the names of files that are being written; one that stays behind was left by a process that was killed. */
export const unfinishedSuffix = '.tmp';

/**
 * Writes a file as a whole or not at all: beside its place, or in another folder of the same disk, synced, then renamed
 * over what is there. The text may come in chunks. Where that fails or the chunks throw, nothing is left behind and
 * what was there stays. Throws what the disk or the chunks say.
 */
export async function writeWholeFile(
  path: string,
  chunks: string | AsyncIterable<string>,
  folder = dirname(path),
): Promise<void> {
  const beside = join(folder, `.${randomUUID()}${unfinishedSuffix}`);
  try {
    const handle = await open(beside, 'wx');
    try {
      if (typeof chunks === 'string') await handle.writeFile(chunks);
      else for await (const chunk of chunks) await handle.writeFile(chunk);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw error;
  }
}
