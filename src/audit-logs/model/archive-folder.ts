import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { App } from '../../core/app.ts';
import { appUuid } from '../../core/ids.ts';
import { unlessMissing } from '../../files/error-code.ts';
import { makeFolder } from '../../files/make-folder.ts';
import { assertWithin } from '../../files/real-path.ts';
import { readFileUpTo, readRegularFile, utf8 } from '../../files/regular-file.ts';
import type { ReplaceOptions } from '../../files/replace-file.ts';
import { isUnfinished, unfinishedPattern, writeWholeFile } from '../../files/whole-file.ts';
import { lockFile } from './archive-lock.ts';
import { type ArchiveIndex, indexFile, parseIndex } from './archive-index.ts';
import { appStem } from './export-name.ts';
import { withCommas } from './month-file.ts';

/**
 * Keeps temporary files out of Git, and Git from converting line ends; lets it merge two branches by taking the lines of
 * both.
 */
const gitFiles = {
  '.gitignore': `${lockFile}\n${unfinishedPattern}\n`,
  '.gitattributes': `*.csv -text merge=union\n${indexFile} -text merge=union\n`,
};

/** What an earlier version wrote: only that is replaced. */
const earlierGitFiles = ['*.csv -text\n'];

/** An archive on disk, with its index or the reason why that can't be read. */
export type FoundArchive = { readonly folder: string } & (
  { readonly index: ArchiveIndex } | { readonly error: unknown }
);

/** The archives under a root; empty if the root doesn't exist. Throws file system errors. */
export async function findArchives(root: string): Promise<FoundArchive[]> {
  const entries = await readdir(root, { withFileTypes: true }).catch(unlessMissing);
  const folders = (entries ?? []).filter((entry) => entry.isDirectory()).map(({ name }) => join(root, name));
  const found: FoundArchive[] = [];
  // One after another: a repository may hold any number of them, each as large as an index may be.
  for (const folder of folders) {
    const archive = await readArchive(folder);
    if (archive) found.push(archive);
  }
  return found;
}

async function readArchive(folder: string): Promise<FoundArchive | undefined> {
  try {
    const index = await readIndex(folder);
    return index && { folder, index };
  } catch (error) {
    return { folder, error };
  }
}

/** Reads the index in a folder; undefined if there is none. Throws `damaged` if it is invalid. */
export async function readIndex(folder: string): Promise<ArchiveIndex | undefined> {
  const text = await readText(folder, indexFile, mostBytes.index);
  return text === undefined ? undefined : parseIndex(text);
}

/**
 * Reads the file of a month, with commas whatever separates its cells; undefined if there is none. Throws `damaged` if
 * it can't be read as text.
 */
export async function readMonth(folder: string, name: string): Promise<string | undefined> {
  const text = await readText(folder, name, mostBytes.month);
  return text && withCommas(text);
}

/**
 * Larger files were not written by this extension: an index grows by some 30 KB a year, and a month has at most some
 * 100,000 events. They may come from somebody else's repository, and take memory and time.
 */
const mostBytes = { index: 1024 * 1024, month: 32 * 1024 * 1024 } as const;

async function readText(folder: string, file: string, maxBytes: number): Promise<string | undefined> {
  const name = `${file} of the audit archive`;
  const bytes = await readRegularFile(join(folder, file), name, maxBytes);
  return bytes && utf8(bytes, name);
}

/**
 * The folder of an app's archive under a root, created if missing. It keeps its name if the app is renamed. Throws
 * `misconfigured` if a link leads out of the workspace folder.
 */
export async function archiveFolder(
  root: string,
  workspaceFolder: string,
  app: Pick<App, 'id' | 'name'>,
): Promise<string> {
  const usual = join(root, appStem(app));
  await assertWithin(usual, workspaceFolder, 'The folder of the audit archive');
  const isOfApp = (archive: FoundArchive | undefined) =>
    archive !== undefined && 'index' in archive && archive.index.appId === appUuid(app.id);
  const folder = isOfApp(await readArchive(usual))
    ? usual
    : ((await findArchives(root)).find(isOfApp)?.folder ?? usual);
  await assertWithin(folder, workspaceFolder, 'The folder of the audit archive');
  await makeFolder(folder);
  return folder;
}

/**
 * Writes missing Git files into a root, and those of an earlier version anew. Requires the lock of `folder`: temporary files are written there, so that the
 * next run removes those that a crash leaves.
 */
export async function writeGitFiles(root: string, folder: string, replacing: ReplaceOptions): Promise<void> {
  for (const [name, text] of Object.entries(gitFiles)) {
    const present = await readFileUpTo(join(root, name), mostBytes.index);
    if (present === undefined || earlierGitFiles.includes(present.toString()))
      await writeWholeFile(join(root, name), text, { folder, ...replacing });
  }
}

/** Removes temporary files that a crash left. Requires the lock of the folder. */
export async function removeUnfinished(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true }))
    if (entry.isFile() && isUnfinished(entry.name)) await rm(join(folder, entry.name), { force: true });
}
