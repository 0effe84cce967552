import { type FSWatcher, watch } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The files under a folder with their texts; none where there is no such folder. */
export async function filesUnder(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return new Map(await Promise.all(files.map(async (file) => [file, await readFile(file, 'utf8')] as const)));
}

/** An event for each change of a folder's entries; the folder has to be there. */
export function folderEvent(folder: string): (listener: () => void) => { dispose(): void } {
  return (listener) => {
    const watcher: FSWatcher = watch(folder, () => listener());
    return { dispose: () => watcher.close() };
  };
}
