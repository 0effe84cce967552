import { join } from 'node:path';
import { readFileUpTo } from '../../files/regular-file.ts';
import { createFileScanner } from '../code/file-scanner.ts';
import { analyzeScopeUsage } from '../model/analyze-scope-usage.ts';
import { collectFindings } from '../model/findings.ts';
import { mayBeForgeManifest } from '../model/forge-manifest.ts';
import type { Manifest } from '../model/manifest-contents.ts';
import { createManifestThread, type ManifestThread } from '../model/manifest-thread.ts';
import { nearestScopes, scopeFacts } from '../scopes/built-in-scopes.ts';
import { listFolder } from './folder-files.ts';
import { type CodeReader, folderOf, scanApp, withoutIgnored } from './folder-code.ts';
import { type FolderReport, reportOf } from './folder-report.ts';

/** Much more than the 200 KB that Forge accepts. */
const maxManifestBytes = 1024 * 1024;

interface FoundManifest {
  readonly path: string;
  readonly manifest: Manifest;
}

/** What the editor would say of a folder, and why it can't say more. */
export interface FolderJudgement {
  readonly report: FolderReport;
  /** What could not be judged, as sentences; empty where everything could. */
  readonly notJudged: readonly string[];
}

/**
 * Judges every Forge manifest below a folder, as the editor would with that folder open and nobody signed in. Throws the
 * file system's error where the folder can’t be read, and `unexpected` where it has too many files.
 */
export async function judgeFolder(top: string): Promise<FolderJudgement> {
  const notJudged: string[] = [];
  const onProblem = (sentence: string) => notJudged.push(sentence);
  const onCrash = (error: unknown) => onProblem(String(error));
  const thread = createManifestThread({ entry: new URL('../model/manifest-worker.ts', import.meta.url), onCrash });
  const scanner = createFileScanner({ entry: new URL('../code/scan-worker.ts', import.meta.url), onCrash });
  try {
    const files = await listFolder(top);
    const found = await readManifests(top, files.manifests, thread, onProblem);
    const folders = found.map(({ path }) => folderOf(path));
    const reader: CodeReader = { top, scanner, thread, onProblem };
    const code = found.length === 0 ? [] : await withoutIgnored(files.code, files.gitignores, reader);
    const manifests = [];
    for (const { path, manifest } of found) {
      const scanned = await scanApp(folderOf(path), folders, code, reader);
      // Without any code here, it lies elsewhere, and no scope can be called unused.
      const usage = analyzeScopeUsage(manifest, scanned.length > 0 ? scanned : undefined);
      const findings = collectFindings(manifest, {
        facts: scopeFacts,
        nearest: (scope) => nearestScopes(scope).map(({ key }) => key),
        usage,
        deployed: new Set(),
      });
      manifests.push(reportOf(path, manifest, scanned, findings));
    }
    return { report: { manifests }, notJudged };
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
): Promise<readonly FoundManifest[]> {
  const found: FoundManifest[] = [];
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
