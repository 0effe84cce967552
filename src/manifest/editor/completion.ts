import * as vscode from 'vscode';
import { type RankedScope, rankScopes } from '../model/rank-scopes.ts';
import { type CompletionTarget, completionTargetAt, otherScopes } from '../model/completion-target.ts';
import { editorRange, type Knowledge } from './known.ts';
import { escapeHoverText, plainHover } from './markdown.ts';
import { scopeKindName } from './editor-words.ts';

/** Completes scopes, in lists and maps. */
export function createCompletionProvider(knowledge: Knowledge): vscode.CompletionItemProvider {
  return {
    async provideCompletionItems(document, position) {
      const text = document.getText();
      const place = completionTargetAt(text, position);
      if (place === undefined) return undefined;
      const known = await knowledge.of(document);
      if (known === undefined) return undefined;
      const ranked = rankScopes(known.manifest, known.needs, known.scopes.all(), otherScopes(text, place));
      return new vscode.CompletionList(
        ranked.map((scope, index) => itemOf(scope, index, place, position)),
        false,
      );
    },
  };
}

function itemOf(
  { facts, likelihood }: RankedScope,
  index: number,
  { range, prefix, suffix }: CompletionTarget,
  position: vscode.Position,
): vscode.CompletionItem {
  const { key, label, api, kind, description } = facts;
  const isMissing = likelihood === 'missing';
  const item = new vscode.CompletionItem(
    { label: key, description: [api, scopeKindName(kind)].join(' · ') },
    isMissing ? vscode.CompletionItemKind.Event : vscode.CompletionItemKind.EnumMember,
  );
  item.detail = isMissing ? vscode.l10n.t('{0} (needed by this app)', label) : label;
  if (description !== undefined && description !== label)
    item.documentation = plainHover([escapeHoverText(description)]);
  item.insertText = `${prefix}${key}${suffix}`;
  const replacing = editorRange(range);
  item.range = { inserting: replacing.with(undefined, position), replacing };
  item.filterText = key;
  // Hundreds of scopes sort as they are ranked, not by their letters.
  item.sortText = String(index).padStart(4, '0');
  if (index === 0 && isMissing) item.preselect = true;
  return item;
}
