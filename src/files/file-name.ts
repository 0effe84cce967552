// Not sanitize-filename or filenamify: the first keeps marks that change the direction of text and cuts off extensions,
// the second limits characters rather than bytes, so that a long Japanese name exceeds the file system's limit.

/**
 * Returns an app's name as a part of a file name that is valid on every system: letters with their marks, digits and
 * dashes, at most 60 characters and 100 bytes.
 */
export function fileStem(name: string): string {
  const words =
    name
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? [];
  return shortened(Array.from(words.join('-')).slice(0, 60).join(''), 100).replace(/-+$/, '') || 'app';
}

/**
 * Names that Windows reserves for devices, with or without an extension and blanks before it. Source:
 * https://learn.microsoft.com/windows/win32/fileio/naming-a-file
 */
const devices = /^(con|prn|aux|nul|conin\$|conout\$|clock\$|com[\d¹²³]|lpt[\d¹²³])\s*(\.|$)/iu;

/** Whether Windows would open a device instead of a file or folder of this name. */
export function isDeviceName(name: string): boolean {
  return devices.test(name);
}

/** Longest name in bytes: file systems allow 255, and the temporary file beside it has a longer name. */
const maxBytes = 180;

/**
 * Returns a file name that is valid on Windows, macOS and Linux: no separators, reserved characters, control characters
 * or marks that change the direction of text, no trailing dots or spaces, no device name, within the length limit.
 * `extension` (such as `.csv`) is added if it is missing.
 */
export function safeFileName(name: string, extension: string): string {
  const given = name.normalize('NFC').toWellFormed();
  const stem = (given.toLowerCase().endsWith(extension) ? given.slice(0, -extension.length) : given)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"/\\|?*]+/gu, '-')
    .replace(/^[\s.]+|(?<![\s.])[\s.]+$/gu, '');
  const short = shortened(stem, maxBytes).replace(/(?<![\s.])[\s.]+$/u, '') || 'audit-logs';
  return `${isDeviceName(short) ? '_' : ''}${short}${extension}`;
}

function shortened(text: string, bytes: number): string {
  const characters = Array.from(text.slice(0, bytes));
  while (Buffer.byteLength(characters.join('')) > bytes) characters.pop();
  return characters.join('');
}
