import * as vscode from 'vscode';
import type { Disposable, Event } from '../../core/emitter.ts';
import { checkFiles } from '../model/check-files.ts';
import { collectFindings, type Finding, type FindingInputs } from '../model/findings.ts';
import type { ShapeProblem } from '../model/shape-problem.ts';
import { filesBeside } from '../workspace/files-beside.ts';
import { manifestSettings } from '../manifest-settings.ts';
import { schemaIsElsewhere, yamlIsJudgedElsewhere } from './beside-schema.ts';
import { editorRange } from './editor-range.ts';
import { findingMessage, relatedInformation, severityOf } from './finding-messages.ts';
import { type ManifestAnalysis, type ManifestAnalyzer, productionOf } from './manifest-analysis.ts';
import { diagnosticSource } from './manifest-labels.ts';
import { limitedSuggestions } from './scope-suggestions.ts';

/** Delay between the last keystroke, or another change, and the update of diagnostics, in milliseconds. */
const quietMs = 250;

/** A finding with its diagnostic. */
export interface ReportedFinding {
  readonly finding: Finding;
  readonly diagnostic: vscode.Diagnostic;
}

export interface Diagnostics extends Disposable {
  /** The findings that are currently reported for a document. */
  of(uri: vscode.Uri): readonly ReportedFinding[];
}

export interface DiagnosticsOptions {
  readonly analyzer: ManifestAnalyzer;
  readonly isManifest: (document: vscode.TextDocument) => boolean;
  /** Changes that may affect any manifest. */
  readonly changes: readonly Event<unknown>[];
  readonly onError: (doing: string, error: unknown) => void;
}

/** Reports findings in open manifests, and updates them soon after each change. */
export function createDiagnostics(options: DiagnosticsOptions): Diagnostics {
  return new ManifestDiagnostics(options);
}

class ManifestDiagnostics implements Diagnostics {
  readonly #options: DiagnosticsOptions;
  readonly #collection = vscode.languages.createDiagnosticCollection('forgeConsole.manifest');
  /** By the URI of the document. */
  readonly #reported = new Map<string, readonly ReportedFinding[]>();
  /** Pending updates, by the URI of the document. */
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #subscriptions: readonly Disposable[];

  constructor(options: DiagnosticsOptions) {
    this.#options = options;
    const updateAll = () => this.#updateAllSoon();
    this.#subscriptions = [
      vscode.workspace.onDidOpenTextDocument((document) => this.#updateSoon(document, 0)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#updateSoon(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#remove(document)),
      ...options.changes.map((change) => change(updateAll)),
      // Red Hat's YAML extension may have been installed or removed, which decides who reports YAML errors.
      vscode.extensions.onDidChange(updateAll),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('yaml')) updateAll();
      }),
    ];
    for (const document of vscode.workspace.textDocuments) this.#updateSoon(document, 0);
  }

  of(uri: vscode.Uri): readonly ReportedFinding[] {
    return this.#reported.get(uri.toString()) ?? [];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#collection.dispose();
  }

  /** Does not postpone pending updates: changes come in bursts, for example while a long list of apps is loaded. */
  #updateAllSoon(): void {
    for (const document of vscode.workspace.textDocuments)
      if (!this.#timers.has(document.uri.toString())) this.#updateSoon(document);
  }

  #updateSoon(document: vscode.TextDocument, ms = quietMs): void {
    const { isManifest, onError } = this.#options;
    if (!isManifest(document)) return;
    const key = document.uri.toString();
    clearTimeout(this.#timers.get(key));
    const timer = setTimeout(() => {
      this.#timers.delete(key);
      this.#update(document).catch((error: unknown) => onError(`Judging ${document.uri.path}`, error));
    }, ms);
    this.#timers.set(key, timer);
  }

  async #update(document: vscode.TextDocument): Promise<void> {
    const { version } = document;
    const reported = await this.#findingsIn(document);
    // An update for the newer version is pending.
    if (document.version !== version || document.isClosed) return;
    this.#reported.set(document.uri.toString(), reported);
    this.#collection.set(
      document.uri,
      reported.map(({ diagnostic }) => diagnostic),
    );
  }

  async #findingsIn(document: vscode.TextDocument): Promise<readonly ReportedFinding[]> {
    const { diagnostics, severities } = manifestSettings(document.uri);
    const analysis = diagnostics ? await this.#options.analyzer.analyze(document) : undefined;
    if (analysis === undefined) return [];
    const missingFiles = await checkFiles(analysis.manifest, filesBeside(document.uri));
    return collectFindings(analysis.manifest, { ...findingInputs(analysis), missingFiles })
      .filter((finding) => !isReportedElsewhere(finding, document))
      .flatMap((finding) => {
        const severity = severityOf(finding.kind, severities);
        return severity === undefined ? [] : [{ finding, diagnostic: toDiagnostic(finding, severity, document.uri) }];
      });
  }

  #remove({ uri }: vscode.TextDocument): void {
    const key = uri.toString();
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
    this.#reported.delete(key);
    this.#collection.delete(uri);
  }
}

function findingInputs(analysis: ManifestAnalysis): FindingInputs {
  const { scopes, usage, egress, missingVariables, environments = [] } = analysis;
  const latest = productionOf(analysis)?.latest;
  return {
    facts: (scope) => scopes.facts(scope),
    nearest: limitedSuggestions(),
    usage,
    egress,
    missingVariables,
    deployed: new Set(environments.flatMap((environment) => environment.latest?.scopes ?? []).map(({ key }) => key)),
    ...(latest && { production: { version: latest.version, scopes: latest.scopes.map(({ key }) => key) } }),
  };
}

function toDiagnostic(finding: Finding, severity: vscode.DiagnosticSeverity, uri: vscode.Uri): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(editorRange(finding.range), findingMessage(finding), severity);
  diagnostic.source = diagnosticSource;
  diagnostic.code = codeOf(finding);
  const related = relatedInformation(finding, uri);
  if (related.length > 0) diagnostic.relatedInformation = related;
  if (finding.kind === 'unusedScope' || finding.kind === 'unusedAddress')
    diagnostic.tags = [vscode.DiagnosticTag.Unnecessary];
  return diagnostic;
}

function codeOf(finding: Finding): string {
  if (finding.kind === 'problem') return finding.problem.kind;
  return finding.kind === 'shape' ? finding.shape.kind : finding.kind;
}

/**
 * Red Hat's YAML extension reports YAML errors, unless it is configured not to, and what a schema can say where it has
 * one.
 */
function isReportedElsewhere(finding: Finding, document: vscode.TextDocument): boolean {
  if (finding.kind === 'problem') return finding.problem.kind === 'yaml' && yamlIsJudgedElsewhere(document);
  return finding.kind === 'shape' && schemaKinds.includes(finding.shape.kind) && schemaIsElsewhere(document);
}

/** What a schema can say. */
const schemaKinds: readonly ShapeProblem['kind'][] = [
  'unknownModule',
  'unknownKey',
  'missingKey',
  'wrongValue',
  'beyondLimit',
];
