import * as vscode from 'vscode';
import type { Disposable } from '../../core/emitter.ts';
import type { ScopeCatalogue } from '../scopes/scope-catalogue.ts';
import { manifestGlob } from '../model/manifest-name.ts';
import { manifestSettings, onDidChangeManifestSettings } from '../manifest-settings.ts';
import type { ManifestEditor, ManifestEditorOptions } from './manifest-editor.ts';
import { watchMisnamedManifests, misnamedManifests, renameManifestFix } from './misnamed-manifests.ts';

export interface RegistrationOptions extends Omit<ManifestEditorOptions, 'scopes' | 'isManifest' | 'onLensesChange'> {
  readonly scopes: () => Promise<ScopeCatalogue>;
}

/** The registered features, and what commands use of them. */
export interface RegisteredEditor extends Disposable {
  /** Lets the user pick scopes and adds them to a manifest. */
  readonly addScope: (uri: vscode.Uri) => Promise<void>;
}

/** The Forge CLI reads only manifest.yml. Other products use that name too; the content shows which are Forge's. */
const manifestNames: vscode.DocumentSelector = { pattern: manifestGlob() };

/** Characters other than letters that occur around scopes; VS Code requests completions at letters by itself. */
const triggers = ['-', ':', ' ', '.', '"', "'"];

/**
 * Registers the manifest features: hovers, completions, diagnostics with their fixes, and code lenses. Parsing and
 * analysis are loaded when the first manifest is shown.
 */
export function registerManifestEditor(options: RegistrationOptions): RegisteredEditor {
  const editor = new LazyEditor(options);
  // VS Code may also keep documents open that no editor shows, so only visible editors count.
  const begin = (editors: readonly vscode.TextEditor[]) => {
    if (editors.some(({ document }) => isManifest(document))) void editor.ask(() => undefined);
  };
  begin(vscode.window.visibleTextEditors);
  const misnamed = watchMisnamedManifests((uri) => manifestSettings(uri).diagnostics);
  const parts = vscode.Disposable.from(
    vscode.window.onDidChangeVisibleTextEditors(begin),
    ...registerProviders(editor),
    vscode.languages.registerCodeActionsProvider(misnamedManifests, renameManifestFix, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
    onDidChangeManifestSettings(() => misnamed.refresh()),
    misnamed,
    editor,
  );
  return {
    async addScope(uri) {
      await editor.ask(({ addScope }) => addScope(uri));
    },
    dispose() {
      parts.dispose();
    },
  };
}

/** Whether a document is a manifest.yml on a disk or in the workspace. */
function isManifest(document: vscode.TextDocument): boolean {
  return (
    vscode.languages.match(manifestNames, document) > 0 &&
    (document.uri.scheme === 'file' || vscode.workspace.getWorkspaceFolder(document.uri) !== undefined)
  );
}

/** The manifest editor, loaded on first use. */
class LazyEditor implements Disposable {
  readonly #options: RegistrationOptions;
  readonly #lensesChanged = new vscode.EventEmitter<void>();
  #editor: Promise<ManifestEditor | undefined> | undefined;
  #isDisposed = false;

  constructor(options: RegistrationOptions) {
    this.#options = options;
  }

  get onDidChangeLenses(): vscode.Event<void> {
    return this.#lensesChanged.event;
  }

  /** A provider's answer; undefined if the features could not be loaded, which is logged once. */
  async ask<T>(answer: (editor: ManifestEditor) => T): Promise<Awaited<T> | undefined> {
    this.#editor ??= this.#load().catch((error: unknown) => {
      this.#options.onError('Loading the manifest editor', error);
      return undefined;
    });
    const editor = await this.#editor;
    return editor && (await answer(editor));
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#lensesChanged.dispose();
    void this.#editor?.then((editor) => editor?.dispose());
  }

  async #load(): Promise<ManifestEditor> {
    const [{ createManifestEditor }, scopes] = await Promise.all([
      import('./manifest-editor.ts'),
      this.#options.scopes(),
    ]);
    const onLensesChange = () => this.#lensesChanged.fire();
    const editor = createManifestEditor({ ...this.#options, scopes, isManifest, onLensesChange });
    if (this.#isDisposed) editor.dispose();
    return editor;
  }
}

function registerProviders(editor: LazyEditor): vscode.Disposable[] {
  const { QuickFix, RefactorRewrite, SourceFixAll } = vscode.CodeActionKind;
  return [
    vscode.languages.registerHoverProvider(manifestNames, {
      provideHover: (document, position, token) =>
        manifestSettings(document.uri).hover
          ? editor.ask(({ hover }) => hover.provideHover(document, position, token))
          : undefined,
    }),
    vscode.languages.registerCompletionItemProvider(
      manifestNames,
      {
        provideCompletionItems: (document, position, token, context) =>
          manifestSettings(document.uri).completion
            ? editor.ask(({ completion }) => completion.provideCompletionItems(document, position, token, context))
            : undefined,
      },
      ...triggers,
    ),
    vscode.languages.registerCodeLensProvider(manifestNames, {
      onDidChangeCodeLenses: editor.onDidChangeLenses,
      provideCodeLenses: (document, token) => editor.ask(({ lenses }) => lenses.provideCodeLenses(document, token)),
    }),
    vscode.languages.registerCodeActionsProvider(
      manifestNames,
      {
        provideCodeActions: (document, range, context, token) =>
          editor.ask(({ fixes }) => fixes.provideCodeActions(document, range, context, token)),
        resolveCodeAction: (action, token) => editor.ask(({ fixes }) => fixes.resolveCodeAction?.(action, token)),
      },
      { providedCodeActionKinds: [QuickFix, RefactorRewrite, SourceFixAll.append('forgeConsole')] },
    ),
  ];
}
