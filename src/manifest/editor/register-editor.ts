import * as vscode from 'vscode';
import type { Disposable } from '../../core/emitter.ts';
import type { ScopeCatalogue } from '../scopes/scope-catalogue.ts';
import { manifestSettings, onDidChangeManifestSettings } from '../manifest-settings.ts';
import type { ManifestEditor, ManifestEditorOptions } from './manifest-editor.ts';
import { watchMisnamedManifests, misnamedManifests, renameManifestFix } from './misnamed-manifests.ts';

export interface RegistrationOptions extends Omit<ManifestEditorOptions, 'scopes' | 'isManifest' | 'onLensesChange'> {
  readonly scopes: () => Promise<ScopeCatalogue>;
}

/** The Forge CLI reads manifest.yml, nothing else. Which of them are Forge's is told by what they say. */
const manifestNames: vscode.DocumentSelector = { pattern: '**/manifest.yml' };

/** Where scopes are typed; what else is typed are letters, at which VS Code asks by itself. */
const triggers = ['-', ':', ' ', '.', '"', "'"];

/**
 * Registers what the product does in manifests: hovers, completions, diagnostics with their fixes, code lenses. The
 * parts that parse and judge are loaded with the first manifest that is seen.
 */
export function registerManifestEditor(options: RegistrationOptions): Disposable {
  let editor: Promise<ManifestEditor | undefined> | undefined;
  let isDisposed = false;
  const lensesChanged = new vscode.EventEmitter<void>();

  async function load(): Promise<ManifestEditor> {
    const [{ createManifestEditor }, scopes] = await Promise.all([import('./manifest-editor.ts'), options.scopes()]);
    const made = createManifestEditor({ ...options, scopes, isManifest, onLensesChange: () => lensesChanged.fire() });
    if (isDisposed) made.dispose();
    return made;
  }

  /** What a provider answers; nothing where the parts could not be loaded, which is told once. */
  async function ask<T>(answer: (loaded: ManifestEditor) => T): Promise<Awaited<T> | undefined> {
    editor ??= load().catch((error: unknown) => {
      options.onError('Loading the manifest editor', error);
      return undefined;
    });
    const loaded = await editor;
    return loaded && (await answer(loaded));
  }

  const isManifest = (document: vscode.TextDocument) =>
    vscode.languages.match(manifestNames, document) > 0 &&
    (document.uri.scheme === 'file' || vscode.workspace.getWorkspaceFolder(document.uri) !== undefined);
  // VS Code keeps documents that nobody sees any more, or ever saw.
  const begin = (editors: readonly vscode.TextEditor[]) => {
    if (editors.some(({ document }) => isManifest(document))) void ask(() => undefined);
  };
  begin(vscode.window.visibleTextEditors);
  const names = watchMisnamedManifests((uri) => manifestSettings(uri).diagnostics);

  const parts: Disposable[] = [
    vscode.window.onDidChangeVisibleTextEditors(begin),
    vscode.languages.registerHoverProvider(manifestNames, {
      provideHover: (document, position, token) =>
        manifestSettings(document.uri).hover
          ? ask(({ hover }) => hover.provideHover(document, position, token))
          : undefined,
    }),
    vscode.languages.registerCompletionItemProvider(
      manifestNames,
      {
        provideCompletionItems: (document, position, token, context) =>
          manifestSettings(document.uri).completion
            ? ask(({ completion }) => completion.provideCompletionItems(document, position, token, context))
            : undefined,
      },
      ...triggers,
    ),
    vscode.languages.registerCodeLensProvider(manifestNames, {
      onDidChangeCodeLenses: lensesChanged.event,
      provideCodeLenses: (document, token) => ask(({ lenses }) => lenses.provideCodeLenses(document, token)),
    }),
    vscode.languages.registerCodeActionsProvider(
      manifestNames,
      {
        provideCodeActions: (document, range, context, token) =>
          ask(({ fixes }) => fixes.provideCodeActions(document, range, context, token)),
        resolveCodeAction: (action, token) => ask(({ fixes }) => fixes.resolveCodeAction?.(action, token)),
      },
      {
        providedCodeActionKinds: [
          vscode.CodeActionKind.QuickFix,
          vscode.CodeActionKind.RefactorRewrite,
          vscode.CodeActionKind.SourceFixAll.append('forgeConsole'),
        ],
      },
    ),
    vscode.languages.registerCodeActionsProvider(misnamedManifests, renameManifestFix, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
    onDidChangeManifestSettings(() => names.refresh()),
    names,
    lensesChanged,
  ];

  return {
    dispose() {
      isDisposed = true;
      for (const part of parts) part.dispose();
      void editor?.then((loaded) => loaded?.dispose());
    },
  };
}
