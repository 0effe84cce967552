// Not write-file-atomic: it takes the whole content at once, while audit logs are written in chunks as they arrive.
import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Ends the names of files that are being written; one that stays behind was left by a process that was killed. */
export const unfinishedSuffix = '.tmp';

export interface WholeFileOptions {
  /** The folder in which the file is written before it is renamed, on the same disk; its own unless given. */
  readonly folder?: string;
  /** Who may do what with the file; what the process usually grants unless given. */
  readonly mode?: number;
}

/**
 * Writes a file as a whole or not at all: beside its place, or in another folder, synced, then renamed over what is
 * there. The text may come in chunks. Where that fails or the chunks throw, nothing is left behind and what was there
 * stays. Throws what the disk or the chunks say.
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

/** Whether a name in a file's folder is the file's own, or of one that is being written to become it. */
export function isOrBecomes(path: string, name: string): boolean {
  return name === basename(path) || (name.startsWith(unfinishedPrefix(path)) && name.endsWith(unfinishedSuffix));
}

/** Short: a person may have given the file the longest name that the disk takes. */
function unfinishedPrefix(path: string): string {
  return `.${basename(path).slice(0, 40)}.`;
}
