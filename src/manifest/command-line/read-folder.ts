import { join } from 'node:path';
import { readFileUpTo } from '../../files/regular-file.ts';
import { createCodeThread } from '../code/app-code.ts';
import { folderOf } from '../code/module-paths.ts';
import type { ScannedFile } from '../code/scan-results.ts';
import { entryPointsOf } from '../model/entry-points.ts';
import { mayBeForgeManifest } from '../model/forge-manifest.ts';
import type { Manifest } from '../model/manifest-contents.ts';
import { createManifestThread, type ManifestThread } from '../model/manifest-thread.ts';
import { type CodeReader, readPackages, scanApp, withoutIgnored } from './folder-code.ts';
import { listFolder } from './folder-files.ts';

/** Much more than the 200 KB that Forge accepts. */
const maxManifestBytes = 1024 * 1024;

/** A Forge manifest with the code of its app. */
export interface ReadApp {
  /** Of the manifest, relative to the top, with `/`. */
  readonly path: string;
  readonly manifest: Manifest;
  /** Whether any code was found. */
  readonly hasCode: boolean;
  /** Files with calls, and those that could not be read. */
  readonly code: readonly ScannedFile[];
}

export interface ReadFolder {
  /** Sorted by path. */
  readonly apps: readonly ReadApp[];
  /** What could not be read, as sentences; empty where everything could. */
  readonly notRead: readonly string[];
  /** Limits of `.gitignore` files that were met, as sentences. */
  readonly notes: readonly string[];
}

/**
 * Reads every Forge manifest below a folder, and the code of its app. Throws the file system's error where the folder
 * can’t be read, and `unexpected` where it has too many files.
 */
export async function readFolder(top: string): Promise<ReadFolder> {
  const notRead: string[] = [];
  const notes: string[] = [];
  const onProblem = (sentence: string) => notRead.push(sentence);
  const onCrash = (error: unknown) => onProblem(String(error));
  const thread = createManifestThread({ entry: new URL('../model/manifest-worker.ts', import.meta.url), onCrash });
  const scanner = createCodeThread({ entry: new URL('../code/scan-worker.ts', import.meta.url), onCrash });
  try {
    const files = await listFolder(top, onProblem);
    const found = await readManifests(top, files.manifests, thread, onProblem);
    const folders = new Set(found.map(({ path }) => folderOf(path)));
    const reader: CodeReader = { top, scanner, thread, onProblem, onNote: (sentence) => notes.push(sentence) };
    const code = found.length === 0 ? [] : await withoutIgnored(files.code, files.gitignores, reader);
    const packages = found.length === 0 ? [] : await readPackages(files.packages, reader);
    const apps: ReadApp[] = [];
    for (const { path, manifest } of found) {
      const entryPoints = entryPointsOf(manifest);
      const scanned = await scanApp({ folder: folderOf(path), folders, code, packages, entryPoints }, reader);
      apps.push({ path, manifest, hasCode: scanned !== undefined, code: scanned ?? [] });
    }
    return { apps, notRead, notes };
  } finally {
    scanner.dispose();
    thread.dispose();
  }
}

async function readManifests(
  top: string,
  paths: readonly string[],
  thread: ManifestThread,
  onProblem: (sentence: string) => void,
): Promise<readonly Pick<ReadApp, 'path' | 'manifest'>[]> {
  const found: Pick<ReadApp, 'path' | 'manifest'>[] = [];
  for (const path of paths) {
    const content = await readFileUpTo(join(top, path), maxManifestBytes).catch(String);
    if (content === 'tooLarge')
      onProblem(`${path} is not read: it has more than 1 MB, and Forge takes at most 200 KB.`);
    else if (typeof content === 'string' && content !== 'noFile') onProblem(`${path} can’t be read: ${content}`);
    if (!(content instanceof Buffer)) continue;
    const text = new TextDecoder().decode(content);
    if (!mayBeForgeManifest(text)) continue;
    const manifest = await thread.parse({ path, text });
    if (manifest.isForge) found.push({ path, manifest });
  }
  return found;
}
