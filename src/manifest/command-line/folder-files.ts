import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ForgeError } from '../../core/errors.ts';
import { errorCode } from '../../files/error-code.ts';
import { isCodeName, isPackageFile } from '../code/relevant-code.ts';
import { isManifestName } from '../model/manifest-name.ts';

/** More folders and files than any workspace of Forge apps has; installed packages are not counted. */
const limits = { folders: 20_000, files: 200_000 } as const;

/** Never looked into; git does not either, or has them ignored. */
const skippedFolders: readonly string[] = ['node_modules', '.git'];

/** Files below a folder, by their paths relative to it, with `/` as separator. Sorted. */
export interface FolderFiles {
  readonly manifests: readonly string[];
  /** All that can hold code by their name. */
  readonly code: readonly string[];
  readonly gitignores: readonly string[];
  /** Files named `package.json`. */
  readonly packages: readonly string[];
}

/**
 * Lists the files of a folder. Links to folders are not followed, which may lead back up or anywhere; links to files are.
 * `onProblem` receives sentences about folders below that can't be read. Throws `unexpected` where there is too much,
 * and the file system's error where the folder itself can't be read.
 */
export async function listFolder(top: string, onProblem: (sentence: string) => void): Promise<FolderFiles> {
  const files: Record<keyof FolderFiles, string[]> = { manifests: [], code: [], gitignores: [], packages: [] };
  const folders = [''];
  let seen = 0;
  for (const folder of folders) {
    for (const entry of await entriesOf(top, folder, onProblem)) {
      const { name } = entry;
      const path = folder === '' ? name : `${folder}/${name}`;
      seen++;
      if (entry.isDirectory()) {
        if (!skippedFolders.includes(name)) folders.push(path);
        continue;
      }
      const kind = kindOf(name);
      if (kind !== undefined && (entry.isFile() || (entry.isSymbolicLink() && (await leadsToFile(join(top, path))))))
        files[kind].push(path);
    }
    if (folders.length > limits.folders || seen > limits.files)
      throw new ForgeError(
        'unexpected',
        `There are more than ${limits.folders} folders or ${limits.files} files. Choose a smaller folder.`,
      );
  }
  for (const list of Object.values(files)) list.sort();
  return files;
}

async function entriesOf(top: string, folder: string, onProblem: (sentence: string) => void): Promise<Dirent[]> {
  try {
    return await readdir(join(top, folder), { withFileTypes: true });
  } catch (error) {
    if (folder === '') throw error;
    // What is gone since its parent was read has nothing to say.
    if (errorCode(error) !== 'ENOENT') onProblem(`${folder} can’t be read: ${String(error)}`);
    return [];
  }
}

function kindOf(name: string): keyof FolderFiles | undefined {
  if (isManifestName(name)) return 'manifests';
  if (name === '.gitignore') return 'gitignores';
  if (isPackageFile(name)) return 'packages';
  return isCodeName(name) ? 'code' : undefined;
}

async function leadsToFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
