import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { App } from '../core/app.ts';
import { appUuid } from '../core/ids.ts';
import { unfinishedSuffix } from '../core/whole-file.ts';
import { lockFile } from './archive-lock.ts';
import { type ArchiveIndex, indexFile, parseIndex } from './archive-index.ts';
import { appStem } from './export-name.ts';

/** Files that keep a version control system from what is only passing, and from rewriting line ends. */
const housekeeping = { '.gitignore': `${lockFile}\n*${unfinishedSuffix}\n`, '.gitattributes': '*.csv -text\n' };

/** An archive of one app found on disk; its index, or why that can't be read. */
export type FoundArchive = { readonly folder: string } & ({ readonly index: ArchiveIndex } | { readonly error: unknown });

/** The archives under a root. None where there is no root. Throws what the disk says. */
export async function findArchives(root: string): Promise<FoundArchive[]> {
  const entries = await readdir(root, { withFileTypes: true }).catch(unlessMissing);
  const folders = (entries ?? []).filter((entry) => entry.isDirectory()).map(({ name }) => join(root, name));
  const found = await Promise.all(folders.map((folder) => readArchive(folder)));
  return found.filter((archive) => archive !== undefined);
}

async function readArchive(folder: string): Promise<FoundArchive | undefined> {
  try {
    const index = await readIndex(folder);
    return index && { folder, index };
  } catch (error) {
    return { folder, error };
  }
}

/** The index in a folder; undefined where there is none. Throws `misconfigured` for one that can't be read. */
export async function readIndex(folder: string): Promise<ArchiveIndex | undefined> {
  const text = await readFile(join(folder, indexFile), 'utf8').catch(unlessMissing);
  return text === undefined ? undefined : parseIndex(text);
}

/** The text of a file; undefined where there is none. */
export async function readText(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(unlessMissing);
}

/** The folder of an app's archive under a root, made where there is none. It keeps its name when the app is renamed. */
export async function archiveFolder(root: string, app: Pick<App, 'id' | 'name'>): Promise<string> {
  const usual = join(root, appStem(app));
  const isOfApp = (archive: FoundArchive | undefined) => archive !== undefined && 'index' in archive && archive.index.appId === appUuid(app.id);
  const folder = isOfApp(await readArchive(usual)) ? usual : ((await findArchives(root)).find(isOfApp)?.folder ?? usual);
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(housekeeping)) await writeFile(join(root, name), text, { flag: 'wx' }).catch(unlessThere);
  return folder;
}

/** Removes what a process that was killed left unfinished. Only for whoever holds the lock. */
export async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) if (name.endsWith(unfinishedSuffix)) await rm(join(folder, name), { force: true });
}

function unlessMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}

function unlessThere(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return undefined;
  throw error;
}
