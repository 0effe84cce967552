import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readFileUpTo } from '../../files/regular-file.ts';
import { maxCodeLength } from '../code/relevant-code.ts';
import { type FilesBeside, listedOnce } from '../model/check-files.ts';

/** The files in the folder of a manifest on this computer; folders are read once. */
export function diskFilesBeside(top: string): FilesBeside {
  return listedOnce({
    list: (folder) => readdir(join(top, folder)),
    async text(path) {
      const content = await readFileUpTo(join(top, path), maxCodeLength * 4);
      return content instanceof Buffer ? new TextDecoder().decode(content) : undefined;
    },
  });
}
