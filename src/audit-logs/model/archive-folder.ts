import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { App } from '../../core/app.ts';
import { appUuid } from '../../core/ids.ts';
import { makeFolder } from '../../files/make-folder.ts';
import { readRegularFile, utf8 } from '../../files/regular-file.ts';
import { unfinishedSuffix, writeWholeFile } from '../../files/whole-file.ts';
import { lockFile } from './archive-lock.ts';
import { type ArchiveIndex, indexFile, parseIndex } from './archive-index.ts';
import { appStem } from './export-name.ts';

/** Files that keep a version control system from what is only passing, and from rewriting line ends. */
const housekeeping = { '.gitignore': `${lockFile}\n*${unfinishedSuffix}\n`, '.gitattributes': '*.csv -text\n' };

/** An archive of one app found on disk; its index, or why that can't be read. */
export type FoundArchive = { readonly folder: string } & (
  { readonly index: ArchiveIndex } | { readonly error: unknown }
);

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

/** The index in a folder; undefined where there is none. Throws `damaged` for one that can't be read. */
export async function readIndex(folder: string): Promise<ArchiveIndex | undefined> {
  const text = await readText(folder, indexFile, mostBytes.index);
  return text === undefined ? undefined : parseIndex(text);
}

/** The text of a month's file; undefined where there is none. Throws `damaged` for one that can't be read. */
export async function readMonth(folder: string, name: string): Promise<string | undefined> {
  return readText(folder, name, mostBytes.month);
}

/** Larger files are none of ours: an index has a line for each run, a month at most some 100,000 events. */
const mostBytes = { index: 16 * 1024 * 1024, month: 256 * 1024 * 1024 } as const;

async function readText(folder: string, file: string, maxBytes: number): Promise<string | undefined> {
  const name = `${file} of the audit archive`;
  const bytes = await readRegularFile(join(folder, file), name, maxBytes);
  return bytes && utf8(bytes, name);
}

/** The folder of an app's archive under a root, made where there is none. It keeps its name when the app is renamed. */
export async function archiveFolder(root: string, app: Pick<App, 'id' | 'name'>): Promise<string> {
  const usual = join(root, appStem(app));
  const isOfApp = (archive: FoundArchive | undefined) =>
    archive !== undefined && 'index' in archive && archive.index.appId === appUuid(app.id);
  const folder = isOfApp(await readArchive(usual))
    ? usual
    : ((await findArchives(root)).find(isOfApp)?.folder ?? usual);
  await makeFolder(folder);
  return folder;
}

/**
 * Writes what version control needs beside the archives of a root, where it is missing. Only for whoever holds the lock
 * of `folder`: what is being written stands there, so that the next one removes what a kill leaves of it.
 */
export async function keepHouse(root: string, folder: string): Promise<void> {
  const present = new Set(await readdir(root));
  for (const [name, text] of Object.entries(housekeeping))
    if (!present.has(name)) await writeWholeFile(join(root, name), text, { folder });
}

/** Removes what a process that was killed left unfinished. Only for whoever holds the lock. */
export async function removeUnfinished(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true }))
    if (entry.isFile() && entry.name.endsWith(unfinishedSuffix)) await rm(join(folder, entry.name), { force: true });
}

function unlessMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
