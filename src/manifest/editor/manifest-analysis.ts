import type * as vscode from 'vscode';
import type { Environment } from '../../core/environment.ts';
import type { Manifest } from '../model/manifest.ts';
import { analyzeScopeUsage, type ScopeUsage } from '../model/analyze-scope-usage.ts';
import { analyzeEgress, type EgressUsage } from '../model/egress-usage.ts';
import { type MissingVariable, missingVariables, variablesRead } from '../model/missing-variables.ts';
import type { ScannedFile } from '../code/scan-results.ts';
import type { ScopeCatalogue } from '../scopes/scope-catalogue.ts';
import { scannedFilesIfComplete } from '../workspace/app-scanner.ts';
import type { AppScans } from '../workspace/app-scans.ts';
import type { Manifests } from '../workspace/manifests.ts';
import type { LiveApp, LiveApps } from './live-apps.ts';

/** A manifest with what is currently known about it. */
export interface ManifestAnalysis {
  readonly manifest: Manifest;
  readonly scopes: ScopeCatalogue;
  /** From the manifest alone if the code is not scanned. */
  readonly usage: ScopeUsage;
  /** Without calls if the code is not scanned. */
  readonly egress: EgressUsage;
  /** Environment variables that functions read and environments lack; empty until those are loaded. */
  readonly missingVariables: readonly MissingVariable[];
  /** Whether all code of the app is scanned. */
  readonly isCodeScanned: boolean;
  /** Absent if no account is signed in, or none lists the app (yet). */
  readonly live?: LiveApp;
  /** Absent until they are loaded. */
  readonly environments?: readonly Environment[];
}

export interface ManifestAnalyzerOptions {
  readonly manifests: Manifests;
  readonly appScans: AppScans;
  readonly live: LiveApps;
  readonly scopes: ScopeCatalogue;
}

/** Analyses manifests with the data at hand; does not wait for scans or requests. */
export interface ManifestAnalyzer {
  /** Undefined if the text is not a Forge manifest. */
  analyze(document: vscode.TextDocument): Promise<ManifestAnalysis | undefined>;
}

/** Creates an analyzer that reads the current state of its sources on each call. */
export function createManifestAnalyzer({
  manifests,
  appScans,
  live,
  scopes,
}: ManifestAnalyzerOptions): ManifestAnalyzer {
  const lastUsage = new WeakMap<
    Manifest,
    { readonly files: readonly ScannedFile[] | undefined } & Pick<ManifestAnalysis, 'usage' | 'egress'>
  >();

  // Hovers, lenses and diagnostics all request the usage between two changes.
  function usageOf(
    manifest: Manifest,
    files: readonly ScannedFile[] | undefined,
  ): Pick<ManifestAnalysis, 'usage' | 'egress'> {
    const last = lastUsage.get(manifest);
    if (last && last.files === files) return last;
    const both = { files, usage: analyzeScopeUsage(manifest, files), egress: analyzeEgress(manifest, files) };
    lastUsage.set(manifest, both);
    return both;
  }

  return {
    async analyze(document) {
      const manifest = await manifests.parse(document.uri, document.getText());
      if (!manifest.isForge) return undefined;
      const files = scannedFilesIfComplete(appScans.of(document.uri));
      const { usage, egress } = usageOf(manifest, files);
      const found = manifest.app && live.of(manifest.app.id);
      const environments = found?.details.environments.state?.value;
      const read = files ? variablesRead(files) : [];
      const variables = found && read.length > 0 ? live.variablesOf(found) : undefined;
      return {
        manifest,
        scopes,
        usage,
        egress,
        missingVariables: variables ? missingVariables(read, variables) : [],
        isCodeScanned: files !== undefined,
        ...(found && { live: found }),
        ...(environments && { environments }),
      };
    },
  };
}

/** The production environment; undefined until it is loaded. */
export function productionOf({ environments }: ManifestAnalysis): Environment | undefined {
  return environments?.find(({ kind }) => kind === 'production');
}
