import { join } from 'node:path';
import { forEachInPool } from '../../core/pool.ts';
import { readFileUpTo } from '../../files/regular-file.ts';
import type { CodeSource, CodeThread } from '../code/app-code.ts';
import { type CodePackage, type EntryPoints, layOut, parsePackage } from '../code/app-layout.ts';
import type { ReadFile } from '../code/app-reading.ts';
import { ignoreLimits } from '../code/ignore-limits.ts';
import { folderOf } from '../code/module-paths.ts';
import { maxCodeLength, maxPackageBytes } from '../code/relevant-code.ts';
import type { ScannedFile } from '../code/scan-results.ts';
import type { ManifestThread } from '../model/manifest-thread.ts';

/** More concurrent reads would only hold more files in memory. */
const maxConcurrentReads = 8;

export interface CodeReader {
  readonly top: string;
  readonly scanner: CodeThread;
  readonly thread: Pick<ManifestThread, 'ignored'>;
  /** Receives sentences about what could not be read. */
  readonly onProblem: (sentence: string) => void;
  /** Receives sentences about what was judged in another way than it asks for. */
  readonly onNote: (sentence: string) => void;
}

/** Those of some code files that git does not ignore, by the `.gitignore` files among the files of the folder. */
export async function withoutIgnored(
  paths: readonly string[],
  gitignores: readonly string[],
  { top, thread, onNote }: CodeReader,
): Promise<readonly string[]> {
  const texts = new Map<string, string>();
  await forEachInPool(gitignores, maxConcurrentReads, async (path) => {
    const content = await readFileUpTo(join(top, path), ignoreLimits.bytes);
    if (content === 'tooLarge') onNote(`${path} is too large, and its rules are not applied.`);
    else if (content instanceof Buffer) texts.set(folderOf(path), content.toString());
  });
  const { ignored, notApplied } = await thread.ignored({
    gitignores: texts,
    paths,
    // As git has it where file systems ignore case.
    ignoreCase: process.platform === 'win32' || process.platform === 'darwin',
  });
  for (const sentence of notApplied) onNote(sentence);
  return paths.filter((_, index) => ignored[index] !== true);
}

/** What is known of the packages of a folder. */
export async function readPackages(paths: readonly string[], { top }: CodeReader): Promise<readonly CodePackage[]> {
  const packages: CodePackage[] = [];
  await forEachInPool(paths, maxConcurrentReads, async (path) => {
    const content = await readFileUpTo(join(top, path), maxPackageBytes).catch(() => undefined);
    const found = content instanceof Buffer ? parsePackage(folderOf(path), content.toString()) : undefined;
    if (found) packages.push(found);
  });
  return packages;
}

/** Where the code of an app is, in a folder with others. */
export interface AppPlace {
  readonly folder: string;
  /** Folders of all apps. */
  readonly folders: ReadonlySet<string>;
  readonly code: readonly string[];
  readonly packages: readonly CodePackage[];
  readonly entryPoints?: EntryPoints | undefined;
}

/**
 * Scans the code of an app: the code files below its folder but not below the folders of other apps, and what they
 * import. The `file` of each is its path relative to the top.
 */
export async function scanApp(
  { folder, folders, code, packages, entryPoints }: AppPlace,
  reader: CodeReader,
): Promise<readonly ScannedFile[] | undefined> {
  const layout = layOut({
    folder,
    code,
    isWide: true,
    isInOtherApp: (path) => isInOther(path, folder, folders),
    packages,
    ...(entryPoints && { entryPoints }),
  });
  const source: CodeSource = { layOut: () => Promise.resolve(layout), readFile: (path) => readCode(path, reader) };
  const app = reader.scanner.open(source);
  try {
    const files = await app.readAll();
    return app.own > 0 ? files : undefined;
  } finally {
    app.dispose();
  }
}

/** Whether a file in a folder lies in another one within. */
function isInOther(path: string, folder: string, folders: ReadonlySet<string>): boolean {
  for (let at = folderOf(path); at.length > folder.length; at = folderOf(at)) if (folders.has(at)) return true;
  return false;
}

async function readCode(path: string, { top, onProblem }: CodeReader): Promise<ReadFile> {
  try {
    // A character takes up to four bytes.
    const content = await readFileUpTo(join(top, path), maxCodeLength * 4);
    if (content === 'tooLarge') return { path, failed: 'tooLarge' };
    return content instanceof Buffer ? { path, text: new TextDecoder().decode(content) } : { path };
  } catch (error) {
    onProblem(`${path} can’t be read: ${String(error)}`);
    return { path, failed: 'unreadable' };
  }
}
