import { join } from 'node:path';
import { forEachInPool } from '../../core/pool.ts';
import { readFileUpTo } from '../../files/regular-file.ts';
import type { FileScanner } from '../code/file-scanner.ts';
import { ignoreLimits } from '../code/ignore-limits.ts';
import { isAppCode, maxCodeLength } from '../code/relevant-code.ts';
import type { FileScan, ScannedFile } from '../code/scan-results.ts';
import type { ManifestThread } from '../model/manifest-thread.ts';

/** More concurrent reads would only hold more files in memory. */
const maxConcurrentReads = 8;

export interface CodeReader {
  readonly top: string;
  readonly scanner: FileScanner;
  readonly thread: Pick<ManifestThread, 'ignored'>;
  /** Receives sentences about what could not be read. */
  readonly onProblem: (sentence: string) => void;
}

/** Those of some code files that git does not ignore, by the `.gitignore` files among the files of the folder. */
export async function withoutIgnored(
  paths: readonly string[],
  gitignores: readonly string[],
  { top, thread, onProblem }: CodeReader,
): Promise<readonly string[]> {
  const texts = new Map<string, string>();
  await forEachInPool(gitignores, maxConcurrentReads, async (path) => {
    const content = await readFileUpTo(join(top, path), ignoreLimits.bytes);
    if (content === 'tooLarge') onProblem(`${path} is too large, and its rules are not applied.`);
    else if (content instanceof Buffer) texts.set(folderOf(path), content.toString());
  });
  const { ignored, notApplied } = await thread.ignored({
    gitignores: texts,
    paths,
    // As git has it where file systems ignore case.
    ignoreCase: process.platform === 'win32' || process.platform === 'darwin',
  });
  for (const sentence of notApplied) onProblem(sentence);
  return paths.filter((_, index) => ignored[index] !== true);
}

/**
 * Scans the code of an app: the code files below its folder but not below the folders of other apps. The `file` of each
 * is its path relative to the top.
 */
export async function scanApp(
  folder: string,
  otherFolders: readonly string[],
  code: readonly string[],
  reader: CodeReader,
): Promise<readonly ScannedFile[]> {
  const inner = otherFolders.filter((other) => other !== folder && isBelow(folder, other));
  const own = code.filter(
    (path) =>
      isBelow(folder, path) && isAppCode(relativeTo(folder, path)) && !inner.some((other) => isBelow(other, path)),
  );
  const scanned = new Map<string, FileScan>();
  await forEachInPool(own, maxConcurrentReads, async (path) => {
    const scan = await scanCodeFile(path, reader);
    if (scan) scanned.set(path, scan);
  });
  return own.flatMap((file) => {
    const scan = scanned.get(file);
    return scan ? [{ file, ...scan }] : [];
  });
}

async function scanCodeFile(path: string, { top, scanner, onProblem }: CodeReader): Promise<FileScan | undefined> {
  const nothing: FileScan = { uses: [], unread: [] };
  try {
    // A character takes up to four bytes.
    const content = await readFileUpTo(join(top, path), maxCodeLength * 4);
    if (content === undefined || content === 'noFile') return undefined;
    if (content === 'tooLarge') return { ...nothing, failed: 'tooLarge' };
    return await scanner.scan({ path, text: new TextDecoder().decode(content) });
  } catch (error) {
    onProblem(`${path} can’t be read: ${String(error)}`);
    return { ...nothing, failed: 'unreadable' };
  }
}

/** The folder of a file; `''` for the top. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

function isBelow(folder: string, path: string): boolean {
  return folder === '' || path.startsWith(`${folder}/`);
}

function relativeTo(folder: string, path: string): string {
  return folder === '' ? path : path.slice(folder.length + 1);
}
