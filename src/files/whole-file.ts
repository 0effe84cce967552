// Not write-file-atomic: it needs the whole content at once, while audit logs are written in chunks as they arrive.
import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { errorCode } from './error-code.ts';
import { FileInUseError, keepBeside, replaceFile, type ReplaceOptions } from './replace-file.ts';

const unfinishedSuffix = '.tmp';

/** Which files are being written, for `.gitignore`. */
export const unfinishedPattern = `*${unfinishedSuffix}`;

export interface WholeFileOptions extends ReplaceOptions {
  /** Where the temporary file is written, on the same disk; the file's own folder by default. */
  readonly folder?: string;
  /** The file's permissions; the process's default if omitted. */
  readonly mode?: number;
  /** Keep the finished file beside its place if that is in use by another program; otherwise it is removed. */
  readonly keepsBeside?: boolean;
}

/**
 * Writes a file atomically: to a temporary file beside it or in another folder, synced, then moved over the target as
 * `replaceFile` does. The text may come in chunks. On failure nothing is left behind and the old file stays; only a
 * `FileInUseError` may have kept the finished file. Throws the file system's error, or whatever the chunks throw.
 */
export async function writeWholeFile(
  path: string,
  chunks: string | AsyncIterable<string> | Iterable<string>,
  { folder = dirname(path), mode, keepsBeside = false, ...replacing }: WholeFileOptions = {},
): Promise<void> {
  const beside = join(folder, `${unfinishedPrefix(path)}${randomUUID()}${unfinishedSuffix}`);
  try {
    const handle = await open(beside, 'wx', mode);
    try {
      if (typeof chunks === 'string') await handle.writeFile(chunks);
      else for await (const chunk of chunks) await handle.writeFile(chunk);
      await sync(handle);
    } finally {
      await handle.close();
    }
    await replaceFile(beside, path, replacing);
  } catch (error) {
    if (keepsBeside && error instanceof FileInUseError)
      throw new FileInUseError(path, await keepBeside(beside, path), error.cause);
    await rm(beside, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Some network disks and file systems of containers can't sync: the file is as safe there as the disk makes it. */
const cannotSync: readonly unknown[] = ['EINVAL', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EPERM'];

async function sync(handle: FileHandle): Promise<void> {
  await handle.sync().catch((error: unknown) => {
    if (!cannotSync.includes(errorCode(error))) throw error;
  });
}

/** Whether a name in a file's folder is the file itself or a temporary file that will replace it. */
export function isOrBecomes(path: string, name: string): boolean {
  return name === basename(path) || (name.startsWith(unfinishedPrefix(path)) && name.endsWith(unfinishedSuffix));
}

/** Whether a name has the form of a temporary file of `writeWholeFile`; one that remains was left by a crash. */
export function isUnfinished(name: string): boolean {
  return /^\..{1,40}\.[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\.tmp$/s.test(name);
}

/** Short, because the user may have given the file the longest name the disk allows. */
function unfinishedPrefix(path: string): string {
  return `.${basename(path).slice(0, 40)}.`;
}
