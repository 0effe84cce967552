// Not write-file-atomic: it needs the whole content at once, while audit logs are written in chunks as they arrive.
import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** The suffix of files that are being written; one that remains was left by a process that was killed. */
export const unfinishedSuffix = '.tmp';

export interface WholeFileOptions {
  /** Where the temporary file is written, on the same disk; the file's own folder by default. */
  readonly folder?: string;
  /** The file's permissions; the process's default if omitted. */
  readonly mode?: number;
}

/**
 * Writes a file atomically: to a temporary file beside it or in another folder, synced, then renamed over the target.
 * The text may come in chunks. On failure nothing is left behind and the old file stays. Throws the file system's
 * error, or whatever the chunks throw.
 */
export async function writeWholeFile(
  path: string,
  chunks: string | AsyncIterable<string>,
  { folder = dirname(path), mode }: WholeFileOptions = {},
): Promise<void> {
  const beside = join(folder, `${unfinishedPrefix(path)}${randomUUID()}${unfinishedSuffix}`);
  try {
    const handle = await open(beside, 'wx', mode);
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

/** Whether a name in a file's folder is the file itself or a temporary file that will replace it. */
export function isOrBecomes(path: string, name: string): boolean {
  return name === basename(path) || (name.startsWith(unfinishedPrefix(path)) && name.endsWith(unfinishedSuffix));
}

/** Short, because the user may have given the file the longest name the disk allows. */
function unfinishedPrefix(path: string): string {
  return `.${basename(path).slice(0, 40)}.`;
}
