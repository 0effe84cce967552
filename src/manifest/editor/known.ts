import * as vscode from 'vscode';
import type { Environment } from '../../core/environment.ts';
import type { Manifest } from '../model/manifest.ts';
import { analyzeScopeUsage, type ScopeUsage } from '../model/analyze-scope-usage.ts';
import type { ScannedFile } from '../code/scan-results.ts';
import type { ScopeCatalogue } from '../scopes/scope-catalogue.ts';
import { scannedFilesIfComplete } from '../workspace/app-scanner.ts';
import type { AppScans } from '../workspace/app-scans.ts';
import type { Manifests } from '../workspace/manifests.ts';
import type { LiveApp, LiveApps } from './live-apps.ts';

/** All that is known of a manifest at the moment. */
export interface Known {
  readonly manifest: Manifest;
  readonly scopes: ScopeCatalogue;
  /** What the app needs, by its manifest alone where its code is not known. */
  readonly needs: ScopeUsage;
  /** Whether the code was read as a whole. */
  readonly isCodeKnown: boolean;
  /** Absent where nobody is signed in, or no account lists the app, or not yet. */
  readonly live?: LiveApp;
  /** Absent while they are not known. */
  readonly environments?: readonly Environment[];
}

export interface KnowledgeOptions {
  readonly manifests: Manifests;
  readonly codes: AppScans;
  readonly live: LiveApps;
  readonly scopes: ScopeCatalogue;
}

/** Brings together what is known of manifests, without waiting for anything that takes long. */
export interface Knowledge {
  /** Undefined for a text that is no Forge manifest. */
  of(document: vscode.TextDocument): Promise<Known | undefined>;
}

/** What every Forge manifest has somewhere, even where it can't be parsed. */
const appIdText = /^\s*["']?id["']?\s*:\s*["']?ari:cloud:ecosystem::app\//m;

/** Knows what its sources know. */
export function createKnowledge({ manifests, codes, live, scopes }: KnowledgeOptions): Knowledge {
  const lastNeeds = new WeakMap<
    Manifest,
    { readonly files: readonly ScannedFile[] | undefined; readonly needs: ScopeUsage }
  >();

  /** Needs are asked for many times between two changes. */
  function needsOf(manifest: Manifest, files: readonly ScannedFile[] | undefined): ScopeUsage {
    const last = lastNeeds.get(manifest);
    if (last && last.files === files) return last.needs;
    const needs = analyzeScopeUsage(manifest, files);
    lastNeeds.set(manifest, { files, needs });
    return needs;
  }

  return {
    async of(document) {
      const text = document.getText();
      const manifest = await manifests.parse(document.uri, text);
      if (manifest.appId === undefined && !appIdText.test(text)) return undefined;
      const files = scannedFilesIfComplete(codes.of(document.uri));
      const found = manifest.app && live.of(manifest.app.id);
      const environments = found?.details.environments.state?.value;
      return {
        manifest,
        scopes,
        needs: needsOf(manifest, files),
        isCodeKnown: files !== undefined,
        ...(found && { live: found }),
        ...(environments && { environments }),
      };
    },
  };
}

/** The environment that is the app's production. */
export function productionOf({ environments }: Known): Environment | undefined {
  return environments?.find(({ kind }) => kind === 'production');
}

/** A range of the editor. */
export function editorRange({
  start,
  end,
}: {
  start: vscode.Position | { line: number; character: number };
  end: { line: number; character: number };
}): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
