import * as vscode from 'vscode';
import { type RankedScope, rankScopes } from '../model/rank-scopes.ts';
import { type CompletionTarget, completionTargetAt, otherScopes } from '../model/completion-target.ts';
import { addressPlaceAt } from '../model/address-place.ts';
import { placeAt } from '../model/text-place.ts';
import { addressCompletions } from './address-completion.ts';
import { schemaIsElsewhere } from './beside-schema.ts';
import { editorRange } from './editor-range.ts';
import { keyCompletions } from './key-completion.ts';
import type { ManifestAnalyzer } from './manifest-analysis.ts';
import { escapeHoverText, plainHover } from './markdown.ts';
import { scopeKindName } from './manifest-labels.ts';

/**
 * Creates the provider that completes scopes in lists and maps, addresses that the code calls, and elsewhere types of modules, keys and values, unless
 * another extension does by a schema.
 */
export function createCompletionProvider(analyzer: ManifestAnalyzer): vscode.CompletionItemProvider {
  return {
    async provideCompletionItems(document, position) {
      const text = document.getText();
      const target = completionTargetAt(text, position);
      const address = target ? undefined : addressPlaceAt(text, position);
      const place = target || address || schemaIsElsewhere(document) ? undefined : placeAt(text, position);
      if (target === undefined && address === undefined && place === undefined) return undefined;
      const analysis = await analyzer.analyze(document);
      if (analysis === undefined) return undefined;
      if (address) return new vscode.CompletionList(addressCompletions(address, analysis), false);
      if (place) return new vscode.CompletionList(keyCompletions(place, analysis.manifest), false);
      if (target === undefined) return undefined;
      const ranked = rankScopes(analysis.manifest, analysis.usage, analysis.scopes.all(), otherScopes(text, target));
      return new vscode.CompletionList(
        ranked.map((scope, index) => completionItem(scope, index, target, position)),
        false,
      );
    },
  };
}

function completionItem(
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
  // Keeps the order of the ranking; by default VS Code sorts by label.
  item.sortText = String(index).padStart(4, '0');
  if (index === 0 && isMissing) item.preselect = true;
  return item;
}
