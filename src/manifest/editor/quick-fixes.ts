import * as vscode from 'vscode';
import { commandLink, titled } from '../../contributions.ts';
import { scopesToList, scopesToMap } from '../model/convert-scopes.ts';
import { addAddress, removeAddress } from '../model/egress-edits.ts';
import { type FindingFix, fixesOf } from '../model/finding-fixes.ts';
import type { Manifest, ManifestProblem } from '../model/manifest.ts';
import {
  addScopes,
  joinSplitScope,
  removeDuplicates,
  removeScopes,
  replaceScope,
  type TextChange,
} from '../model/scope-edits.ts';
import type { Diagnostics, ReportedFinding } from './diagnostics.ts';
import { editorRange } from './editor-range.ts';
import type { ManifestAnalyzer } from './manifest-analysis.ts';

/**
 * Fixes duplicates and invalid structures. Scopes are never added or removed automatically, because that needs consent.
 */
const fixAllKind = vscode.CodeActionKind.SourceFixAll.append('forgeConsole');

/** Computes the changes to a manifest's text; undefined if they can't be made safely. */
type EditPlan = (text: string) => readonly TextChange[] | undefined;

/** A code action whose edit is computed when it is chosen. */
class ScopeAction extends vscode.CodeAction {
  readonly document: vscode.TextDocument;
  readonly change: EditPlan;

  constructor(title: string, kind: vscode.CodeActionKind, document: vscode.TextDocument, change: EditPlan) {
    super(title, kind);
    this.document = document;
    this.change = change;
  }
}

/**
 * Creates the provider of quick fixes for findings, and of refactorings of scopes. `onUneditable` is called if the
 * chosen action can't be applied safely.
 */
export function createQuickFixes(
  analyzer: ManifestAnalyzer,
  diagnostics: Diagnostics,
  onUneditable: () => unknown,
): vscode.CodeActionProvider {
  return {
    async provideCodeActions(document, range, { only, diagnostics: shown }) {
      const analysis = await analyzer.analyze(document);
      if (analysis === undefined) return [];
      const isWanted = (kind: vscode.CodeActionKind) => only === undefined || only.contains(kind);
      if (only?.contains(fixAllKind) === true) return fixAll(document, analysis.manifest);
      const all = diagnostics.of(document.uri);
      const here = all.filter(
        ({ diagnostic }) => diagnostic.range.intersection(range) !== undefined || shown.includes(diagnostic),
      );
      const fixes = isWanted(vscode.CodeActionKind.QuickFix)
        ? [
            ...here.flatMap((reported) => actionsFor(document, reported)),
            ...here.flatMap((reported) => variableActions(reported, analysis.manifest)),
            ...bulkFixes(document, here, all),
          ]
        : [];
      const scopes = analysis.manifest.keys.scopes;
      const isAtScopes =
        scopes !== undefined &&
        (editorRange(scopes).intersection(range) !== undefined ||
          analysis.manifest.scopes.some((scope) => editorRange(scope.range).intersection(range) !== undefined));
      return [
        ...fixes,
        ...(isAtScopes && isWanted(vscode.CodeActionKind.RefactorRewrite)
          ? conversions(document, analysis.manifest)
          : []),
      ];
    },
    resolveCodeAction(action) {
      if (!(action instanceof ScopeAction)) return action;
      const changes = action.change(action.document.getText());
      if (changes === undefined) onUneditable();
      action.edit = toWorkspaceEdit(action.document, changes ?? []);
      return action;
    },
  };
}

/** The edit that applies changes to a document; offsets refer to its current text. */
export function toWorkspaceEdit(document: vscode.TextDocument, changes: readonly TextChange[]): vscode.WorkspaceEdit {
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

function actionsFor(document: vscode.TextDocument, { finding, diagnostic }: ReportedFinding): vscode.CodeAction[] {
  // The scope comes from a variable: what to change stands elsewhere.
  if ('scope' in finding && document.getText(diagnostic.range).includes('${')) return [];
  return fixesOf(finding).map((fix) => {
    const { title, change } = planOf(fix, document, diagnostic.range);
    const action = new ScopeAction(title, vscode.CodeActionKind.QuickFix, document, change);
    action.diagnostics = [diagnostic];
    action.isPreferred = fix.isPreferred;
    return action;
  });
}

/** Variables are set by a dialog, which begins with the name. */
function variableActions({ finding, diagnostic }: ReportedFinding, { app }: Manifest): vscode.CodeAction[] {
  if (!('variable' in finding) || app === undefined) return [];
  const { name } = finding.variable;
  const title = vscode.l10n.t('Set {0}…', name);
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = titled(title, commandLink('forgeConsole.variables.set', app.id, name));
  action.diagnostics = [diagnostic];
  return [action];
}

function planOf(
  fix: FindingFix,
  document: vscode.TextDocument,
  range: vscode.Range,
): { readonly title: string; readonly change: EditPlan } {
  switch (fix.kind) {
    case 'replaceText':
      return { title: vscode.l10n.t('Replace with {0}', fix.by), change: replacement(document, range, fix.by) };
    case 'addScope':
      return { title: vscode.l10n.t('Add {0}', fix.scope), change: (text) => addScopes(text, [fix.scope]) };
    case 'removeScope':
      return { title: vscode.l10n.t('Remove {0}', fix.scope), change: (text) => removeScopes(text, [fix.scope]) };
    case 'replaceScope':
      return {
        title: vscode.l10n.t('Replace with {0}', fix.by),
        change: (text) => replaceScope(text, fix.scope, fix.by),
      };
    case 'joinScope':
      return {
        title: vscode.l10n.t('Replace with {0}', fix.scope),
        change: (text) => joinSplitScope(text, fix.scope),
      };
    case 'addAddress':
      return {
        title: vscode.l10n.t('Add {0} to {1}', fix.address, fix.list),
        change: (text) => addAddress(text, fix.list, fix.address),
      };
    case 'removeAddress':
      return {
        title: vscode.l10n.t('Remove {0} from {1}', fix.address, fix.list),
        change: (text) => removeAddress(text, fix.list, fix.address),
      };
    case 'removeDuplicates':
      return { title: vscode.l10n.t('Remove duplicates'), change: removeDuplicates };
    case 'scopesToList':
      return { title: vscode.l10n.t('Convert the scopes to a list'), change: scopesToList };
    case 'scopesToMap':
      return { title: vscode.l10n.t('Convert the scopes to a map with their settings'), change: scopesToMap };
  }
}

/** Replaces a range, if it still holds the same text. */
function replacement(document: vscode.TextDocument, range: vscode.Range, by: string): EditPlan {
  const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
  const written = document.getText(range);
  return (text) => (text.slice(start, end) === written ? [{ start, end, text: by }] : undefined);
}

/** Fixes for all findings of a kind at once, if at least one of them is in the requested range. */
function bulkFixes(
  document: vscode.TextDocument,
  here: readonly ReportedFinding[],
  all: readonly ReportedFinding[],
): vscode.CodeAction[] {
  const many = (
    kind: 'missingScope' | 'unusedScope',
    title: (count: number) => string,
    change: (scopes: readonly string[]) => EditPlan,
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
      (count) => vscode.l10n.t('Remove all {0} unused scopes', count),
      (scopes) => (text) => removeScopes(text, scopes),
    ),
  ];
}

function conversions(document: vscode.TextDocument, { scopes, scopesForm }: Manifest): vscode.CodeAction[] {
  const rewrite = (title: string, change: EditPlan) => [
    new ScopeAction(title, vscode.CodeActionKind.RefactorRewrite, document, change),
  ];
  if (scopesForm === 'list' && scopes.length > 0)
    return rewrite(vscode.l10n.t('Convert the scopes to a map'), scopesToMap);
  // A list can't hold settings of scopes.
  const isSimple = !scopes.some(({ allowImpersonation }) => allowImpersonation);
  return scopesForm === 'map' && isSimple ? rewrite(vscode.l10n.t('Convert the scopes to a list'), scopesToList) : [];
}

/** The fix for those problems that can be fixed without changing the manifest's meaning. */
function safeFix(problems: readonly ManifestProblem[]): EditPlan {
  const has = (kind: ManifestProblem['kind']) => problems.some((problem) => problem.kind === kind);
  // A list with such an entry would become a map with a scope that is none.
  if (has('scopeSpace')) return removeDuplicates;
  if (has('scopesShape')) return scopesToList;
  return has('scopeShape') ? scopesToMap : removeDuplicates;
}

function fixAll(document: vscode.TextDocument, { problems }: Manifest): vscode.CodeAction[] {
  const changes = safeFix(problems)(document.getText());
  if (changes === undefined) return [];
  const action = new vscode.CodeAction(vscode.l10n.t('Fix duplicate and malformed scopes'), fixAllKind);
  action.edit = toWorkspaceEdit(document, changes);
  return [action];
}
