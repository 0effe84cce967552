import * as vscode from 'vscode';
import { scopesToList, scopesToMap } from '../model/convert-scopes.ts';
import type { Manifest, ManifestProblem } from '../model/manifest.ts';
import { addScopes, removeDuplicates, removeScopes, replaceScope, type TextChange } from '../model/scope-edits.ts';
import type { Diagnostics, Told } from './diagnostics.ts';
import { editorRange, type Knowledge } from './known.ts';

/**
 * Fixes everything that needs no judgement: duplicates and shapes. Scopes are added and removed by people only: that
 * needs consent.
 */
export const fixAllKind = vscode.CodeActionKind.SourceFixAll.append('forgeConsole');

/** A plan for the text of a manifest. */
type Edit = (text: string) => readonly TextChange[] | undefined;

/** A code action whose edit is made when it is chosen. */
class ScopeAction extends vscode.CodeAction {
  readonly document: vscode.TextDocument;
  readonly change: Edit;

  constructor(title: string, kind: vscode.CodeActionKind, document: vscode.TextDocument, change: Edit) {
    super(title, kind);
    this.document = document;
    this.change = change;
  }
}

/**
 * Quick fixes for what was found in manifests, and refactorings of their scopes. `onUneditable` hears when one was
 * chosen that can't be made.
 */
export function createQuickFixes(
  knowledge: Knowledge,
  diagnostics: Diagnostics,
  onUneditable: () => unknown,
): vscode.CodeActionProvider {
  return {
    async provideCodeActions(document, range, { only, diagnostics: shown }) {
      const known = await knowledge.of(document);
      if (known === undefined) return [];
      const asked = (kind: vscode.CodeActionKind) => only === undefined || only.contains(kind);
      if (only?.contains(fixAllKind) === true) return fixAll(document, known.manifest);
      const all = diagnostics.of(document.uri);
      const here = all.filter(
        ({ diagnostic }) => diagnostic.range.intersection(range) !== undefined || shown.includes(diagnostic),
      );
      const fixes = asked(vscode.CodeActionKind.QuickFix)
        ? [...here.flatMap((told) => fixesOf(document, told)), ...manyFixes(document, here, all)]
        : [];
      const scopes = known.manifest.keys.scopes;
      const isAtScopes =
        scopes !== undefined &&
        (editorRange(scopes).intersection(range) !== undefined ||
          known.manifest.scopes.some((scope) => editorRange(scope.range).intersection(range) !== undefined));
      return [
        ...fixes,
        ...(isAtScopes && asked(vscode.CodeActionKind.RefactorRewrite) ? conversions(document, known.manifest) : []),
      ];
    },
    resolveCodeAction(action) {
      if (!(action instanceof ScopeAction)) return action;
      const changes = action.change(action.document.getText());
      if (changes === undefined) onUneditable();
      action.edit = toEdit(action.document, changes ?? []);
      return action;
    },
  };
}

/** The edit that makes changes to a document. */
export function toEdit(document: vscode.TextDocument, changes: readonly TextChange[]): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  edit.set(
    document.uri,
    changes.map(
      ({ start, end, text }) =>
        new vscode.TextEdit(new vscode.Range(document.positionAt(start), document.positionAt(end)), text),
    ),
  );
  return edit;
}

function fixesOf(document: vscode.TextDocument, { finding, diagnostic }: Told): vscode.CodeAction[] {
  const fix = (title: string, change: Edit, isPreferred = false) => {
    const action = new ScopeAction(title, vscode.CodeActionKind.QuickFix, document, change);
    action.diagnostics = [diagnostic];
    action.isPreferred = isPreferred;
    return action;
  };
  const remove = (scope: string, isPreferred = false) =>
    fix(vscode.l10n.t('Remove {0}', scope), (text) => removeScopes(text, [scope]), isPreferred);
  switch (finding.kind) {
    case 'unknownScope':
      return [
        ...finding.nearest.map((near, index) =>
          fix(vscode.l10n.t('Replace with {0}', near), (text) => replaceScope(text, finding.scope, near), index === 0),
        ),
        remove(finding.scope),
      ];
    case 'refusedScope':
    case 'connectScope':
      return [remove(finding.scope)];
    case 'unusedScope':
    case 'mixedScopes':
      return [remove(finding.scope)];
    case 'missingScope':
      return [fix(vscode.l10n.t('Add {0}', finding.scope), (text) => addScopes(text, [finding.scope]), true)];
    case 'duplicateScope':
      return [fix(vscode.l10n.t('Remove what is there twice'), removeDuplicates, true)];
    case 'notInProduction':
      return [];
    case 'problem':
      if (finding.problem.kind === 'scopesShape')
        return [fix(vscode.l10n.t('Make the scopes a list'), scopesToList, true)];
      return finding.problem.kind === 'scopeShape'
        ? [fix(vscode.l10n.t('Make the scopes a map, with their settings'), scopesToMap, true)]
        : [];
  }
}

/** Fixes for several findings of a kind at once, where one of them is here. */
function manyFixes(document: vscode.TextDocument, here: readonly Told[], all: readonly Told[]): vscode.CodeAction[] {
  const many = (
    kind: 'missingScope' | 'unusedScope',
    title: (count: number) => string,
    change: (scopes: readonly string[]) => Edit,
  ): vscode.CodeAction[] => {
    const found = all.filter(({ finding }) => finding.kind === kind);
    if (found.length < 2 || !here.some(({ finding }) => finding.kind === kind)) return [];
    const action = new ScopeAction(
      title(found.length),
      vscode.CodeActionKind.QuickFix,
      document,
      change(found.flatMap(({ finding }) => ('scope' in finding ? [finding.scope] : []))),
    );
    action.diagnostics = found.map(({ diagnostic }) => diagnostic);
    return [action];
  };
  return [
    ...many(
      'missingScope',
      (count) => vscode.l10n.t('Add all {0} missing scopes', count),
      (scopes) => (text) => addScopes(text, scopes),
    ),
    ...many(
      'unusedScope',
      (count) => vscode.l10n.t('Remove all {0} scopes that nothing is known to need', count),
      (scopes) => (text) => removeScopes(text, scopes),
    ),
  ];
}

function conversions(document: vscode.TextDocument, { scopes, scopesForm }: Manifest): vscode.CodeAction[] {
  const rewrite = (title: string, change: Edit) => [
    new ScopeAction(title, vscode.CodeActionKind.RefactorRewrite, document, change),
  ];
  if (scopesForm === 'list' && scopes.length > 0)
    return rewrite(vscode.l10n.t('Convert the scopes to a map'), scopesToMap);
  // A list can't say more of a scope than its key.
  const isSimple = !scopes.some(({ allowImpersonation }) => allowImpersonation);
  return scopesForm === 'map' && isSimple ? rewrite(vscode.l10n.t('Convert the scopes to a list'), scopesToList) : [];
}

function fixAll(document: vscode.TextDocument, { problems }: Manifest): vscode.CodeAction[] {
  const has = (kind: ManifestProblem['kind']) => problems.some((problem) => problem.kind === kind);
  // These say what the manifest says, in the right shape.
  const changes = (has('scopesShape') ? scopesToList : has('scopeShape') ? scopesToMap : removeDuplicates)(
    document.getText(),
  );
  if (changes === undefined) return [];
  const action = new vscode.CodeAction(vscode.l10n.t('Fix duplicate scopes and their shape'), fixAllKind);
  action.edit = toEdit(document, changes);
  return [action];
}
