import * as vscode from 'vscode';
import { commandLink, titled } from '../../contributions.ts';
import type { Disposable, Event } from '../../core/emitter.ts';
import type { Environment } from '../../core/environment.ts';
import type { AppAri } from '../../core/ids.ts';
import type { Manifest } from '../model/manifest.ts';
import { variablesIn } from '../model/manifest-variables.ts';
import { manifestSettings } from '../manifest-settings.ts';
import { count, plain } from '../../vscode/text.ts';
import { editorRange } from './editor-range.ts';
import { type ManifestAnalyzer, type ManifestAnalysis, productionOf } from './manifest-analysis.ts';
import { installationCount, scopeCount } from './manifest-labels.ts';

/** The lenses above each section of a manifest, and the app whose functions have logs to show. */
interface Shown {
  readonly withLogs: AppAri | undefined;
  readonly app: readonly vscode.Command[];
  readonly permissions: readonly vscode.Command[];
}

/** Code lenses above `app`, `permissions` and functions. */
export type CodeLenses = vscode.CodeLensProvider & Disposable;

export interface CodeLensesOptions {
  readonly analyzer: ManifestAnalyzer;
  readonly isSignedIn: () => boolean;
  /** Parses a manifest's current text, saved or not. */
  readonly parse: (document: vscode.TextDocument) => Promise<Manifest>;
  /** Events other than saving that affect the lenses. */
  readonly changes: readonly Event<unknown>[];
  /** Called when VS Code has to request the lenses again. */
  readonly onChange: () => void;
}

/** Delay between a change and the update of lenses, in milliseconds: changes come in bursts. */
const quietMs = 200;

/**
 * Creates lenses whose content changes when a manifest is saved, or when new data arrives while it is saved; while the
 * user types they only move.
 */
export function createCodeLenses({ analyzer, isSignedIn, parse, changes, onChange }: CodeLensesOptions): CodeLenses {
  const shown = new Map<string, Shown>();
  let quiet: NodeJS.Timeout | undefined;

  function refresh(): void {
    quiet ??= setTimeout(() => {
      quiet = undefined;
      const typed = new Set(
        vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty).map(({ uri }) => uri.toString()),
      );
      for (const key of shown.keys()) if (!typed.has(key)) shown.delete(key);
      onChange();
    }, quietMs);
  }

  async function shownAbove(document: vscode.TextDocument): Promise<Shown | undefined> {
    const key = document.uri.toString();
    const last = shown.get(key);
    if (last) return last;
    const analysis = await analyzer.analyze(document);
    const now = analysis && {
      withLogs: analysis.live?.app.id,
      app: appLenses(analysis, isSignedIn()),
      permissions: permissionLenses(document.uri, analysis),
    };
    if (now) shown.set(key, now);
    return now;
  }

  const subscriptions = [
    vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      if (shown.delete(uri.toString())) onChange();
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => shown.delete(uri.toString())),
    ...changes.map((change) => change(refresh)),
  ];

  return {
    async provideCodeLenses(document) {
      if (!manifestSettings(document.uri).codeLens) return [];
      const above = await shownAbove(document);
      const { keys, modules } = await parse(document);
      if (above === undefined) return [];
      const at = (range: Manifest['keys']['app'], commands: readonly vscode.Command[]) =>
        range ? commands.map((command) => new vscode.CodeLens(editorRange(range), command)) : [];
      const functions = modules.flatMap(({ type, key, range }) =>
        type === 'function' && key !== undefined && above.withLogs !== undefined
          ? at(range, [functionLens(above.withLogs, key)])
          : [],
      );
      const triggers = modules.flatMap(({ type, key, range }) =>
        type === 'webtrigger' && key !== undefined && above.withLogs !== undefined
          ? at(range, [triggerLens(above.withLogs, key)])
          : [],
      );
      return [...at(keys.app, above.app), ...at(keys.permissions, above.permissions), ...functions, ...triggers];
    },
    dispose() {
      clearTimeout(quiet);
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

function appLenses({ manifest, live, environments }: ManifestAnalysis, isSignedIn: boolean): vscode.Command[] {
  if (manifest.app === undefined) return [];
  if (live === undefined)
    return isSignedIn
      ? []
      : [titled(vscode.l10n.t('Sign in to see what is deployed'), commandLink('forgeConsole.account.signIn'))];
  const [production, development] = [
    environments?.find(({ kind }) => kind === 'production'),
    environments?.find(({ kind }) => kind === 'development'),
  ];
  const known = live.details.installations.state?.value;
  const installed =
    production && known?.complete === true
      ? [installationCount(known.rows.filter(({ environmentId }) => environmentId === production.id).length)]
      : [];
  const about = [
    plain(live.app.name),
    ...(production?.latest ? [[environmentText(production), ...installed].join(', ')] : []),
    ...(production && !production.latest ? [vscode.l10n.t('not in production')] : []),
    ...(development?.latest ? [environmentText(development)] : []),
  ];
  const { id } = live.app;
  const environmentsTab = commandLink('forgeConsole.app.open', id, 'environments');
  return [
    titled(about.join(' · '), environmentsTab, vscode.l10n.t('Show the app’s environments')),
    titled(vscode.l10n.t('Open'), commandLink('forgeConsole.app.open', id), vscode.l10n.t('Open the app')),
  ];
}

function functionLens(app: AppAri, key: string): vscode.Command {
  return titled(
    vscode.l10n.t('Show Logs'),
    commandLink('forgeConsole.logs.showFunction', app, key),
    vscode.l10n.t('Show what this function logs'),
  );
}

function triggerLens(app: AppAri, key: string): vscode.Command {
  return titled(
    vscode.l10n.t('URL, Test Request, Logs…'),
    commandLink('forgeConsole.webTriggers.showOne', app, key),
    vscode.l10n.t('Copy or create its URL on a site, send it a test request, show what it logs'),
  );
}

const environmentText = ({ key, latest }: Environment) => `${plain(key)} ${plain(latest?.version ?? '')}`;

function permissionLenses(uri: vscode.Uri, analysis: ManifestAnalysis): vscode.Command[] {
  const { manifest, usage } = analysis;
  const production = productionOf(analysis)?.latest;
  const waiting =
    production &&
    manifest.scopes.filter(
      ({ key }) => variablesIn(key).length === 0 && !production.scopes.some((scope) => scope.key === key),
    ).length;
  const parts = [
    scopeCount(manifest.scopes.length),
    ...(usage.missing.length > 0 ? [vscode.l10n.t('{0} missing', count(usage.missing.length))] : []),
    ...(waiting === undefined || waiting === 0 ? [] : [vscode.l10n.t('{0} not in production', count(waiting))]),
    ...(usage.unused.length > 0 ? [vscode.l10n.t('{0} unused', count(usage.unused.length))] : []),
  ];
  const showUsage = commandLink('forgeConsole.manifest.showScopeUsage', uri.toString());
  return [titled(parts.join(' · '), showUsage, vscode.l10n.t('Show where the scopes are used'))];
}
