import { type FSWatcher, watch } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Returns the texts of the files under a folder by path; empty if the folder does not exist. */
export async function filesUnder(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return new Map(await Promise.all(files.map(async (file) => [file, await readFile(file, 'utf8')] as const)));
}

/** Returns an event that fires whenever the entries of a folder change; the folder must exist. */
export function folderEvent(folder: string): (listener: () => void) => { dispose(): void } {
  return (listener) => {
    const watcher: FSWatcher = watch(folder, () => listener());
    return { dispose: () => watcher.close() };
  };
}
