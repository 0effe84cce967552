import { readFile, stat } from 'node:fs/promises';
import { ForgeError } from '../core/errors.ts';
import { errorCode } from './error-code.ts';

/**
 * The bytes of a file of at most so many bytes; undefined where there is none. Throws `damaged` for what is no file,
 * such as a link to a device, whose reading would never end, and for a file that is too large; else what the disk says.
 * `name` names it to people.
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

/** Bytes as UTF-8. Throws `damaged` for others: what is not understood must not be written back otherwise. */
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
