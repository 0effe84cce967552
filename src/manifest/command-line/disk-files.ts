import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readFileUpTo } from '../../files/regular-file.ts';
import { maxCodeLength } from '../code/relevant-code.ts';
import type { FilesBeside } from '../model/check-files.ts';

/** The files in the folder of a manifest on this computer; folders are read once. */
export function diskFilesBeside(top: string): FilesBeside {
  const folders = new Map<string, Promise<ReadonlySet<string> | undefined>>();
  const read = async (folder: string) =>
    readdir(join(top, folder)).then(
      (names) => new Set(names),
      () => undefined,
    );
  return {
    names(folder) {
      const names = folders.get(folder) ?? read(folder);
      folders.set(folder, names);
      return names;
    },
    async text(path) {
      const content = await readFileUpTo(join(top, path), maxCodeLength * 4).catch(() => undefined);
      return content instanceof Buffer ? new TextDecoder().decode(content) : undefined;
    },
  };
}
