import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { ForgeError } from '../core/errors.ts';
import { errorCode } from './error-code.ts';

/** Without waiting for somebody to write: the file may have become a pipe after it was looked at. */
const forReading = constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK);

/** The content of a file, or why it is not read; undefined if there is no file. */
export type BoundedContent = Buffer | 'tooLarge' | 'noFile' | undefined;

/**
 * Reads a regular file of at most `maxBytes` bytes: the one way to read a file that somebody else may have put there.
 * Anything else is `noFile` (reading a device never ends, and a pipe waits), whatever a link leads to. Throws the file
 * system's error.
 */
export async function readFileUpTo(path: string, maxBytes: number): Promise<BoundedContent> {
  const found = await stat(path).catch(unlessNowhere);
  if (found === undefined) return undefined;
  if (!found.isFile()) return 'noFile';
  if (found.size > maxBytes) return 'tooLarge';
  const file = await open(path, forReading).catch(unlessNowhere);
  if (file === undefined) return undefined;
  try {
    return (await file.stat()).isFile() ? await contentOf(file, found.size, maxBytes) : 'noFile';
  } finally {
    await file.close();
  }
}

/** Up to the end of the file, wherever that is: a file may grow, and some tell a size of 0. */
async function contentOf(file: FileHandle, expected: number, maxBytes: number): Promise<Buffer | 'tooLarge'> {
  const pieces: Buffer[] = [];
  let length = 0;
  for (;;) {
    const piece = Buffer.allocUnsafe(Math.max(expected - length, 64 * 1024));
    const { bytesRead } = await file.read(piece, 0, piece.length);
    if (bytesRead === 0) return Buffer.concat(pieces, length);
    pieces.push(piece.subarray(0, bytesRead));
    length += bytesRead;
    if (length > maxBytes) return 'tooLarge';
  }
}

/**
 * Returns the content of a file of at most `maxBytes` bytes; undefined if it does not exist. Throws `damaged` for
 * anything but a regular file and for a file that is too large; otherwise the file system's error. `name` is how
 * messages refer to the file.
 */
export async function readRegularFile(path: string, name: string, maxBytes: number): Promise<Buffer | undefined> {
  const content = await readFileUpTo(path, maxBytes);
  if (content === 'noFile') throw new ForgeError('damaged', `${name} is no file; remove it, or put the file back`);
  if (content === 'tooLarge')
    throw new ForgeError(
      'damaged',
      `${name} is too large to be read: it has more than ${Math.round(maxBytes / 1024 / 1024)} MB; restore it, or move it away`,
    );
  return content;
}

/**
 * Decodes UTF-8, without the letter that the end cuts through if it does. Throws `damaged` for other invalid bytes: a
 * file that was misread must not be written back.
 */
export function utf8(bytes: Buffer, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true });
  } catch (cause) {
    throw new ForgeError('damaged', `${name} is not in UTF-8; restore it, or move it away`, { cause });
  }
}

function unlessNowhere(error: unknown): undefined {
  const code = errorCode(error);
  if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
}
