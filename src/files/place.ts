/** A file or folder, by the parts of its URI. */
export interface Place {
  readonly scheme: string;
  readonly authority: string;
  /** With slashes on every system. */
  readonly path: string;
}

/**
 * A key that is the same for all spellings of one file or folder: with a drive letter in either case, with accents
 * composed or not (macOS hands out both), with a closing slash, and in any case where the disk ignores it: on Windows
 * and macOS, and on Windows shares and drives wherever they are seen from. Names of servers, also of remote windows,
 * have no case.
 */
export function placeKey({ scheme, authority, path }: Place, platform: string = process.platform): string {
  const spelled = path.normalize('NFC').replace(/(?<=.)\/+$/, '');
  return `${scheme}://${authority.toLowerCase()}${ignoresCase({ scheme, authority, path }, platform) ? spelled.toLowerCase() : spelled}`;
}

/** Whether a file lies in a folder, at any depth. */
export function isWithinPlace(folder: Place, file: Place, platform: string = process.platform): boolean {
  const root = placeKey(folder, platform);
  const key = placeKey(file, platform);
  return key !== root && key.startsWith(root.endsWith('/') ? root : `${root}/`);
}

/** The path of a file relative to a folder around it, as the file spells it; `''` for the folder itself. */
export function pathWithin(folder: Place, file: Place): string {
  const depth = folder.path.split('/').filter(Boolean).length;
  return file.path.split('/').filter(Boolean).slice(depth).join('/');
}

/**
 * The spellings of a file's path in VS Code's key `resourcePath`. The window may run on another system than the
 * extension, and spells paths by the rules of its own.
 */
export function pathSpellings({ scheme, authority, path }: Place): [slashes: string, backslashes: string] {
  const onServer = scheme === 'file' && authority !== '' ? `//${authority}${path}` : path;
  const slashes = onServer.replace(/^\/([A-Za-z]):/, (_, drive: string) => `${drive.toLowerCase()}:`);
  return [slashes, slashes.replaceAll('/', '\\')];
}

function ignoresCase({ scheme, authority, path }: Place, platform: string): boolean {
  if (/^\/[A-Za-z]:/.test(path)) return true;
  return scheme === 'file' && (authority !== '' || platform === 'win32' || platform === 'darwin');
}
