import * as vscode from 'vscode';
import type { AccountDataSet } from '../../accounts/account-data-set.ts';
import type { Disposable, Event } from '../../core/emitter.ts';
import type { ScopeCatalogue } from '../scopes/scope-catalogue.ts';
import type { Prompts } from '../../vscode/prompts.ts';
import { onDidChangeManifestSettings } from '../manifest-settings.ts';
import type { AppScans } from '../workspace/app-scans.ts';
import type { Manifests } from '../workspace/manifests.ts';
import { addScopesByPick } from './add-scope.ts';
import { createCodeLenses } from './code-lenses.ts';
import { createCompletionProvider } from './completion.ts';
import { createDiagnostics } from './diagnostics.ts';
import { createHoverProvider } from './hover.ts';
import { createManifestAnalyzer } from './manifest-analysis.ts';
import { createLiveApps } from './live-apps.ts';
import { createQuickFixes } from './quick-fixes.ts';

export interface ManifestEditorOptions {
  readonly data: AccountDataSet;
  readonly manifests: Manifests;
  readonly appScans: AppScans;
  readonly scopes: ScopeCatalogue;
  readonly prompts: Prompts;
  readonly isManifest: (document: vscode.TextDocument) => boolean;
  /** Called when VS Code has to request code lenses again. */
  readonly onLensesChange: () => void;
  readonly onError: (doing: string, error: unknown) => void;
}

/** The features for manifests in the editor. */
export interface ManifestEditor extends Disposable {
  readonly hover: vscode.HoverProvider;
  readonly completion: vscode.CompletionItemProvider;
  readonly lenses: vscode.CodeLensProvider;
  readonly fixes: vscode.CodeActionProvider;
  /** Lets the user pick scopes and adds them to a manifest. */
  readonly addScope: (uri: vscode.Uri) => Promise<void>;
}

/** Creates all features; disposing ends their diagnostics and timers. */
export function createManifestEditor({
  data,
  manifests,
  appScans,
  scopes,
  prompts,
  isManifest,
  onLensesChange,
  onError,
}: ManifestEditorOptions): ManifestEditor {
  const live = createLiveApps(data);
  const analyzer = createManifestAnalyzer({ manifests, appScans, live, scopes });
  const isSignedIn = () => data.list.length > 0;
  const onDidChangeSettings: Event<undefined> = (listener) => onDidChangeManifestSettings(() => listener(undefined));
  const changes = [live.onDidChange, scopes.onDidChange, appScans.onDidChange, onDidChangeSettings];
  const diagnostics = createDiagnostics({ analyzer, isManifest, changes, onError });
  const lenses = createCodeLenses({
    analyzer,
    isSignedIn,
    parse: (document) => manifests.parse(document.uri, document.getText()),
    changes,
    onChange: onLensesChange,
  });
  const showUneditable = () =>
    void prompts.message(
      vscode.l10n.t('These scopes can’t be changed safely here. Change them by hand in the manifest.'),
      [],
      { severity: 'info' },
    );

  return {
    hover: createHoverProvider(analyzer, live, isSignedIn),
    completion: createCompletionProvider(analyzer),
    lenses,
    fixes: createQuickFixes(analyzer, diagnostics, showUneditable),
    addScope: (uri) => addScopesByPick(uri, { analyzer, prompts, onUneditable: showUneditable }),
    dispose() {
      for (const part of [lenses, diagnostics, live]) part.dispose();
    },
  };
}
