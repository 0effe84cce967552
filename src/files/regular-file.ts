import { readFile, stat } from 'node:fs/promises';
import { ForgeError } from '../core/errors.ts';
import { errorCode } from './error-code.ts';

/**
 * Returns the content of a file of at most `maxBytes` bytes; undefined if it does not exist. Throws `damaged` for
 * anything but a regular file (reading a link to a device would never end) and for a file that is too large; otherwise
 * the file system's error. `name` is how messages refer to the file.
 */
export async function readRegularFile(path: string, name: string, maxBytes: number): Promise<Buffer | undefined> {
  const found = await stat(path).catch(unlessNowhere);
  if (found === undefined) return undefined;
  if (!found.isFile()) throw new ForgeError('damaged', `${name} is no file; remove it, or put the file back`);
  if (found.size > maxBytes)
    throw new ForgeError(
      'damaged',
      `${name} is too large to be read (${found.size} bytes); restore it, or move it away`,
    );
  return readFile(path).catch(unlessNowhere);
}

/** Decodes UTF-8. Throws `damaged` for invalid bytes: a file that was misread must not be written back. */
export function utf8(bytes: Buffer, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new ForgeError('damaged', `${name} is not in UTF-8; restore it, or move it away`, { cause });
  }
}

function unlessNowhere(error: unknown): undefined {
  const code = errorCode(error);
  if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
}
