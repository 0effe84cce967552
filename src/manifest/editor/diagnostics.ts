import * as vscode from 'vscode';
import type { Disposable, Event } from '../../core/emitter.ts';
import { type Finding, collectFindings } from '../model/findings.ts';
import { nearestScopes } from '../scopes/built-in-scopes.ts';
import { manifestSettings } from '../manifest-settings.ts';
import { findingText, relatedTo, severityOf } from './finding-words.ts';
import { editorRange, type Knowledge, productionOf } from './known.ts';
import { diagnosticSource } from './editor-words.ts';

/** How long after the last keystroke, or other change, a manifest is judged, in milliseconds. */
const quietMs = 250;

/**
 * For how many unknown scopes near ones are looked for at a time: it takes half a millisecond each. The others' turn
 * comes the next time.
 */
const mostSuggestions = 20;

/** Near scopes of those that were looked for. */
const suggestions = new Map<string, readonly string[]>();

/** Looks for scopes near to unknown ones, for new ones only so many times. */
function nearestWithin(limit: number): (scope: string) => readonly string[] {
  let left = limit;
  return (scope) => {
    const known = suggestions.get(scope);
    if (known || left === 0) return known ?? [];
    left--;
    const found = nearestScopes(scope).map(({ key }) => key);
    if (suggestions.size > 1000) suggestions.clear();
    suggestions.set(scope, found);
    return found;
  };
}

/** A finding with the diagnostic that tells of it. */
export interface Told {
  readonly finding: Finding;
  readonly diagnostic: vscode.Diagnostic;
}

/** The diagnostics of the manifests that are open. */
export interface Diagnostics extends Disposable {
  /** What was found in a manifest the last time. */
  of(uri: vscode.Uri): readonly Told[];
}

export interface DiagnosticsOptions {
  readonly knowledge: Knowledge;
  /** Which documents are manifests. */
  readonly isManifest: (document: vscode.TextDocument) => boolean;
  /** Anything that may change what is known. */
  readonly changes: readonly Event<unknown>[];
  readonly onError: (doing: string, error: unknown) => void;
}

/** Judges the manifests that are open, and again soon after each change. */
export function createDiagnostics({ knowledge, isManifest, changes, onError }: DiagnosticsOptions): Diagnostics {
  const collection = vscode.languages.createDiagnosticCollection('forgeConsole.manifest');
  const told = new Map<string, readonly Told[]>();
  const timers = new Map<string, NodeJS.Timeout>();

  async function judge(document: vscode.TextDocument): Promise<void> {
    const { version } = document;
    const found = await toldOf(document);
    // Something newer is on its way.
    if (document.version !== version || document.isClosed) return;
    told.set(document.uri.toString(), found);
    collection.set(
      document.uri,
      found.map(({ diagnostic }) => diagnostic),
    );
  }

  async function toldOf(document: vscode.TextDocument): Promise<readonly Told[]> {
    const { diagnostics, severities } = manifestSettings(document.uri);
    const known = diagnostics ? await knowledge.of(document) : undefined;
    if (known === undefined) return [];
    const latest = productionOf(known)?.latest;
    const evidence = {
      facts: (scope: string) => known.scopes.facts(scope),
      nearest: nearestWithin(mostSuggestions),
      needs: known.needs,
      deployed: new Set(
        (known.environments ?? []).flatMap((environment) => environment.latest?.scopes ?? []).map(({ key }) => key),
      ),
      ...(latest && { production: { version: latest.version, scopes: latest.scopes.map(({ key }) => key) } }),
    };
    return collectFindings(known.manifest, evidence)
      .filter((finding) => !isToldElsewhere(finding, document))
      .flatMap((finding) => {
        const severity = severityOf(finding.kind, severities);
        return severity === undefined ? [] : [{ finding, diagnostic: toDiagnostic(finding, severity, document.uri) }];
      });
  }

  function judgeSoon(document: vscode.TextDocument, ms = quietMs): void {
    if (!isManifest(document)) return;
    const key = document.uri.toString();
    clearTimeout(timers.get(key));
    const timer = setTimeout(() => {
      timers.delete(key);
      judge(document).catch((error: unknown) => onError(`Judging ${document.uri.path}`, error));
    }, ms);
    timers.set(key, timer);
  }

  function forget({ uri }: vscode.TextDocument): void {
    clearTimeout(timers.get(uri.toString()));
    timers.delete(uri.toString());
    told.delete(uri.toString());
    collection.delete(uri);
  }

  // News may come in a stream, as while a long list of apps arrives: they don't put off what is about to be judged.
  const judgeAll = () => {
    for (const document of vscode.workspace.textDocuments)
      if (!timers.has(document.uri.toString())) judgeSoon(document);
  };
  const subscriptions = [
    vscode.workspace.onDidOpenTextDocument((document) => judgeSoon(document, 0)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => judgeSoon(document)),
    vscode.workspace.onDidCloseTextDocument(forget),
    ...changes.map((change) => change(judgeAll)),
    // Who tells what is no YAML.
    vscode.extensions.onDidChange(judgeAll),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('yaml.validate')) judgeAll();
    }),
  ];
  for (const document of vscode.workspace.textDocuments) judgeSoon(document, 0);

  return {
    of: (uri) => told.get(uri.toString()) ?? [],
    dispose() {
      for (const subscription of subscriptions) subscription.dispose();
      for (const timer of timers.values()) clearTimeout(timer);
      collection.dispose();
    },
  };
}

function toDiagnostic(finding: Finding, severity: vscode.DiagnosticSeverity, uri: vscode.Uri): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(editorRange(finding.range), findingText(finding), severity);
  diagnostic.source = diagnosticSource;
  diagnostic.code = finding.kind === 'problem' ? finding.problem.kind : finding.kind;
  const related = relatedTo(finding, uri);
  if (related.length > 0) diagnostic.relatedInformation = related;
  if (finding.kind === 'unusedScope') diagnostic.tags = [vscode.DiagnosticTag.Unnecessary];
  return diagnostic;
}

/** Languages of which Red Hat's YAML extension takes care. */
const yamlLanguages = ['yaml', 'dockercompose', 'github-actions-workflow'];

/** Red Hat's YAML extension tells what is no YAML by itself, unless it is told not to. */
function isToldElsewhere(finding: Finding, { languageId, uri }: vscode.TextDocument): boolean {
  if (finding.kind !== 'problem' || finding.problem.kind !== 'yaml' || !yamlLanguages.includes(languageId))
    return false;
  return (
    vscode.extensions.getExtension('redhat.vscode-yaml') !== undefined &&
    vscode.workspace.getConfiguration('yaml', uri).get<unknown>('validate') !== false
  );
}
