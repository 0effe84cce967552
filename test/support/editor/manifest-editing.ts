import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from './until.ts';
import { workspaceFile } from './test-workspace.ts';

/** A manifest that is open in an editor, queried the way VS Code does. */
export interface OpenManifest {
  readonly document: vscode.TextDocument;
  /** Returns the position where a text begins, moved by some characters. */
  readonly at: (text: string, by?: number) => vscode.Position;
  /** Returns the parts of the hover at a position. */
  readonly hover: (position: vscode.Position) => Promise<readonly vscode.MarkdownString[]>;
  /** Returns the scopes suggested at a position. */
  readonly complete: (position: vscode.Position) => Promise<readonly vscode.CompletionItem[]>;
  /** Returns the product's diagnostics as `severity code: message`, in the order of the text. */
  readonly problems: () => readonly string[];
  readonly diagnostics: () => readonly vscode.Diagnostic[];
  /** Waits until the diagnostics meet a condition. */
  readonly problemsBecome: (what: string, holds: (problems: readonly string[]) => boolean) => Promise<void>;
  /** Returns the product's code actions at a position, resolved. */
  readonly actions: (position: vscode.Position, kind?: vscode.CodeActionKind) => Promise<readonly vscode.CodeAction[]>;
  /** Applies the code action with a title at a position, and returns the resulting text. */
  readonly fix: (position: vscode.Position, title: string, kind?: vscode.CodeActionKind) => Promise<string>;
  /** Returns the titles of the code lenses with the lines they are above. */
  readonly lenses: () => Promise<readonly string[]>;
  /** Waits until the code lenses meet a condition. */
  readonly lensesBecome: (what: string, holds: (lenses: readonly string[]) => boolean) => Promise<void>;
  /** Replaces a text as if typed. */
  readonly type: (before: string, after: string) => Promise<void>;
}

/** Opens manifests in the sample workspace; edits are discarded after each test. */
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

/** Queries the providers about an open document. */
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
    // No event says when VS Code would request lenses again, so they are polled.
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

/** Returns a hover's text as displayed. */
export function readableHover(parts: readonly vscode.MarkdownString[]): string {
  return parts.map(({ value }) => value.replaceAll('&nbsp;', ' ').replace(/\\([!-/:-@[-`{-~])/g, '$1')).join('\n---\n');
}
