import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { ForgeError } from '../core/errors.ts';
import { errorCode } from './error-code.ts';

/**
 * Throws `misconfigured` if a path, which need not exist, leads out of a folder through links: a repository may bring
 * links to anywhere. `name` is how the message refers to the path.
 */
export async function assertWithin(path: string, folder: string, name: string): Promise<void> {
  const [real, realFolder] = await Promise.all([realPathOf(path), realpath(folder)]);
  const steps = relative(realFolder, real);
  if (isAbsolute(steps) || steps === '..' || steps.startsWith(`..${sep}`))
    throw new ForgeError('misconfigured', `${name} is a link out of the workspace folder; nothing was written there`);
}

/** The real path of a path's longest part that exists, with the rest. */
async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT' || dirname(path) === path) throw error;
    return join(await realPathOf(dirname(path)), basename(path));
  }
}
