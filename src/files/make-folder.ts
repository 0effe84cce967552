import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode } from './error-code.ts';

/**
 * Creates a folder and its missing parents; returns the first one that was created, if any. Throws the file system's
 * error, unlike Node's `recursive` option, which reports a folder it could not create as missing.
 */
export async function makeFolder(folder: string): Promise<string | undefined> {
  try {
    await mkdir(folder);
    return folder;
  } catch (error) {
    if (await isFolder(folder)) return undefined;
    if (errorCode(error) !== 'ENOENT' || dirname(folder) === folder) throw error;
    const first = await makeFolder(dirname(folder));
    const made = await makeFolder(folder);
    return first ?? made;
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
