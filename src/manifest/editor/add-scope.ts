import * as vscode from 'vscode';
import { documentation } from '../../core/documentation.ts';
import type { Environment } from '../../core/environment.ts';
import { plain } from '../../vscode/text.ts';
import type { PickItem, Prompts } from '../../vscode/prompts.ts';
import { type RankedScope, rankScopes } from '../model/rank-scopes.ts';
import { addScopes } from '../model/scope-edits.ts';
import type { ManifestAnalyzer } from './manifest-analysis.ts';
import { formatList, scopeKindName } from './manifest-labels.ts';
import { toWorkspaceEdit } from './quick-fixes.ts';

export interface AddScopeOptions {
  readonly analyzer: ManifestAnalyzer;
  readonly prompts: Prompts;
  /** Called if the manifest is written in a way that can't be changed safely. */
  readonly onUneditable: () => unknown;
}

/**
 * Lets the user pick scopes from the catalogue, declares them in the manifest, shows the changed lines, and says what
 * deploying them means. The file is not saved unless the user asks for it. Rejects if the manifest can't be opened.
 */
export async function addScopesByPick(
  uri: vscode.Uri,
  { analyzer, prompts, onUneditable }: AddScopeOptions,
): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const analysis = await analyzer.analyze(document);
  if (analysis === undefined) return;
  const { manifest, usage, scopes, environments } = analysis;
  const declared = new Set(manifest.scopes.map(({ key }) => key));
  const chosen = await prompts.pickMany(rankScopes(manifest, usage, scopes.all(), declared).map(toItem), {
    title: vscode.l10n.t('Add Scopes to {0}', plain(vscode.workspace.asRelativePath(uri))),
    placeholder: vscode.l10n.t('A new scope makes a major version, which an admin of each site has to approve'),
  });
  if (chosen === undefined) return;
  const before = document.getText();
  const changes = addScopes(before, chosen);
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  if (changes === undefined || document.getText() !== before) return void onUneditable();
  if (!(await vscode.workspace.applyEdit(toWorkspaceEdit(document, changes)))) return void onUneditable();
  await revealScopes(editor, chosen, analyzer);
  await tellConsequence(document, chosen, environments ?? [], prompts);
}

function toItem({ facts, likelihood }: RankedScope): PickItem<string> {
  const { key, label, api, kind } = facts;
  const words = [
    plain(api),
    scopeKindName(kind),
    ...(facts.restricted === true ? [vscode.l10n.t('restricted')] : []),
    ...(likelihood === 'missing' ? [vscode.l10n.t('needed by this app')] : []),
  ];
  return { label: plain(key), description: words.join(' · '), detail: plain(label), value: key };
}

/** Selects the new scopes in the manifest. */
async function revealScopes(
  editor: vscode.TextEditor,
  added: readonly string[],
  analyzer: ManifestAnalyzer,
): Promise<void> {
  const scopes = (await analyzer.analyze(editor.document))?.manifest.scopes ?? [];
  editor.selections = scopes
    .filter(({ key }) => added.includes(key))
    .map(({ range: { start, end } }) => new vscode.Selection(start.line, start.character, end.line, end.character));
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

async function tellConsequence(
  document: vscode.TextDocument,
  added: readonly string[],
  environments: readonly Environment[],
  prompts: Prompts,
): Promise<void> {
  const [save, learnMore] = [vscode.l10n.t('Save'), vscode.l10n.t('Learn More')];
  const text = [addedText(document, added), consequence(added, environments)].join(' ');
  const chosen = await prompts.message(text, [save, learnMore], { severity: 'info' });
  if (chosen === save) await document.save();
  if (chosen === learnMore) await prompts.openExternal(documentation.addingScopes);
}

function addedText({ uri }: vscode.TextDocument, added: readonly string[]): string {
  const path = plain(vscode.workspace.asRelativePath(uri));
  return added.length === 1
    ? vscode.l10n.t('{0} is now in {1}, which is not saved yet.', plain(added[0] ?? ''), path)
    : vscode.l10n.t('{0} scopes are now in {1}, which is not saved yet.', added.length, path);
}

/** What the next deployment means, for the environments whose newest version lacks one of the scopes. */
function consequence(added: readonly string[], environments: readonly Environment[]): string {
  const lacking = environments.filter(
    ({ latest }) => latest !== undefined && !added.every((key) => latest.scopes.some((scope) => scope.key === key)),
  );
  const where = formatList(lacking.map(({ key }) => plain(key)));
  if (added.length === 1)
    return lacking.length === 0
      ? vscode.l10n.t('Deploying it makes a major version, which an admin of each site has to approve.')
      : vscode.l10n.t('Deploying it to {0} makes a major version, which an admin of each site has to approve.', where);
  return lacking.length === 0
    ? vscode.l10n.t('Deploying them makes a major version, which an admin of each site has to approve.')
    : vscode.l10n.t('Deploying them to {0} makes a major version, which an admin of each site has to approve.', where);
}

/** Says where scopes are added if the app's manifest is not in the workspace. */
export async function tellWhereScopesAreAdded(name: string, prompts: Prompts): Promise<void> {
  const [openFolder, learnMore] = [vscode.l10n.t('Open Folder…'), vscode.l10n.t('Learn More')];
  const text = vscode.l10n.t(
    'The manifest of {0} isn’t in this workspace. Scopes are set there alone, under permissions.scopes of manifest.yml: open the app’s folder to add some.',
    plain(name),
  );
  const chosen = await prompts.message(text, [openFolder, learnMore], { severity: 'info' });
  if (chosen === openFolder) await vscode.commands.executeCommand('workbench.action.files.openFolder');
  if (chosen === learnMore) await prompts.openExternal(documentation.addingScopes);
}
