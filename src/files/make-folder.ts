import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode } from './error-code.ts';

/**
 * Makes a folder and those above it that are missing; gives the first that was made, if any. Throws what the disk says,
 * which Node's own way of making several does not: it calls a folder missing that it could not make.
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
