import { join } from 'node:path';
import { analyzeScopeUsage } from '../model/analyze-scope-usage.ts';
import { checkFiles } from '../model/check-files.ts';
import { analyzeEgress } from '../model/egress-usage.ts';
import { collectFindings } from '../model/findings.ts';
import { nearestScopes, scopeFacts } from '../scopes/built-in-scopes.ts';
import { type FolderReport, type ManifestReport, reportOf } from './folder-report.ts';
import { folderOf } from '../code/module-paths.ts';
import { diskFilesBeside } from './disk-files.ts';
import { type ReadApp, readFolder } from './read-folder.ts';

/** What the editor would say of a folder, and why it can't say more. */
export interface FolderJudgement {
  readonly report: FolderReport;
  /** What could not be judged, as sentences; empty where everything could. */
  readonly notJudged: readonly string[];
  /** What may make a difference, though everything could be judged, as sentences. */
  readonly notes: readonly string[];
}

/**
 * Judges every Forge manifest below a folder, as the editor would with that folder open and nobody signed in. Throws as
 * `readFolder` does.
 */
export async function judgeFolder(top: string): Promise<FolderJudgement> {
  const { apps, notRead, notes } = await readFolder(top);
  const manifests: ManifestReport[] = [];
  for (const app of apps) manifests.push(await judgeApp(top, app));
  return { report: { manifests }, notJudged: notRead, notes };
}

/** Judges one manifest below a folder by the code of its app and the files beside it. */
async function judgeApp(top: string, { path, manifest, hasCode, code }: ReadApp): Promise<ManifestReport> {
  // Without any code here, it lies elsewhere, and no scope can be called unused.
  const usage = analyzeScopeUsage(manifest, hasCode ? code : undefined);
  const findings = collectFindings(manifest, {
    facts: scopeFacts,
    nearest: (scope) => nearestScopes(scope).map(({ key }) => key),
    usage,
    egress: analyzeEgress(manifest, hasCode ? code : undefined),
    deployed: new Set(),
    missingFiles: await checkFiles(manifest, diskFilesBeside(join(top, folderOf(path)))),
  });
  return reportOf(path, manifest, code, findings);
}
