import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from './until.ts';
import { workspaceFile } from './test-workspace.ts';

/** A manifest that is open in an editor, asked as VS Code asks. */
export interface OpenManifest {
  readonly document: vscode.TextDocument;
  /** The place at which a text begins, moved by some characters. */
  readonly at: (text: string, by?: number) => vscode.Position;
  /** What a hover at a place says, part by part. */
  readonly hover: (position: vscode.Position) => Promise<readonly vscode.MarkdownString[]>;
  /** The scopes that are offered at a place. */
  readonly complete: (position: vscode.Position) => Promise<readonly vscode.CompletionItem[]>;
  /** What is wrong, by the product: `severity code: message` in the order of the text. */
  readonly problems: () => readonly string[];
  readonly diagnostics: () => readonly vscode.Diagnostic[];
  /** Waits until what is wrong is as it should be. */
  readonly problemsBecome: (what: string, holds: (problems: readonly string[]) => boolean) => Promise<void>;
  /** The product's code actions at a place, resolved. */
  readonly actions: (position: vscode.Position, kind?: vscode.CodeActionKind) => Promise<readonly vscode.CodeAction[]>;
  /** Chooses the code action with a title at a place, and gives the text that there is then. */
  readonly fix: (position: vscode.Position, title: string, kind?: vscode.CodeActionKind) => Promise<string>;
  /** The titles of the code lenses, with the lines above which they stand. */
  readonly lenses: () => Promise<readonly string[]>;
  /** Waits until the code lenses are as they should be. */
  readonly lensesBecome: (what: string, holds: (lenses: readonly string[]) => boolean) => Promise<void>;
  /** Replaces a text, as typing does. */
  readonly type: (before: string, after: string) => Promise<void>;
}

/** Opens manifests in the sample workspace; what was typed is thrown away after each test. */
export function useManifests(): (text: string, folder?: string, name?: string) => Promise<OpenManifest> {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
  return async (text, folder = 'release-notes', name = 'manifest.yml') => {
    const file = workspaceFile(folder, name);
    await file.write(text);
    return openManifest((await file.show()).document);
  };
}

/** Asks the providers about a document that is open. */
export function openManifest(document: vscode.TextDocument): OpenManifest {
  const { uri } = document;
  const diagnostics = () => vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Forge Console');
  const problems = () =>
    diagnostics()
      .toSorted((a, b) => a.range.start.compareTo(b.range.start))
      .map(
        ({ severity, code, message }) =>
          `${vscode.DiagnosticSeverity[severity]} ${typeof code === 'string' ? code : ''}: ${message}`,
      );
  const lenses = async () => {
    const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 100);
    return found
      .filter(({ command }) => command?.command.startsWith('forgeConsole.'))
      .map(({ range, command }) => `${document.lineAt(range.start.line).text} ${command?.title}`);
  };
  const actions = async (position: vscode.Position, kind?: vscode.CodeActionKind) =>
    vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      new vscode.Range(position, position),
      kind?.value,
      100,
    );
  const waited = (
    what: string,
    holds: () => boolean | Promise<boolean>,
    seen: () => unknown,
    ...events: Parameters<typeof until>[2][]
  ) =>
    until(what, holds, ...events).catch(async (error: unknown) => {
      throw new Error(`${what}: ${JSON.stringify(await seen(), undefined, 1)}`, { cause: error });
    });
  return {
    document,
    at(text, by = 0) {
      const offset = document.getText().indexOf(text);
      assert.ok(offset >= 0, `there is no ${text}`);
      return document.positionAt(offset + by);
    },
    async hover(position) {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, position);
      return hovers
        .flatMap(({ contents }) => contents)
        .map((content) => (content instanceof vscode.MarkdownString ? content : assert.fail('a hover is Markdown')));
    },
    async complete(position) {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        uri,
        position,
      );
      return list.items.filter(
        ({ label }) => typeof label === 'object' && / · (classic|granular|Connect)$/.test(label.description ?? ''),
      );
    },
    problems,
    diagnostics,
    problemsBecome: (what, holds) =>
      waited(what, () => holds(problems()), problems, vscode.languages.onDidChangeDiagnostics),
    actions,
    async fix(position, title, kind) {
      const action = (await actions(position, kind)).find((one) => one.title === title);
      assert.ok(action?.edit, `there is no ${title}`);
      assert.ok(await vscode.workspace.applyEdit(action.edit));
      return document.getText();
    },
    lenses,
    // Nothing tells when VS Code would ask for lenses again, so they are asked for a few times a second.
    lensesBecome: (what, holds) =>
      waited(
        what,
        async () => holds(await lenses()),
        lenses,
        (listener) => {
          const timer = setInterval(listener, 100);
          return { dispose: () => clearInterval(timer) };
        },
      ),
    async type(before, after) {
      const offset = document.getText().indexOf(before);
      assert.ok(offset >= 0, `there is no ${before}`);
      const edit = new vscode.WorkspaceEdit();
      edit.replace(
        uri,
        new vscode.Range(document.positionAt(offset), document.positionAt(offset + before.length)),
        after,
      );
      assert.ok(await vscode.workspace.applyEdit(edit));
    },
  };
}

/** The text of a hover's part as a person reads it. */
export function readableHover(parts: readonly vscode.MarkdownString[]): string {
  return parts.map(({ value }) => value.replaceAll('&nbsp;', ' ').replace(/\\([!-/:-@[-`{-~])/g, '$1')).join('\n---\n');
}
