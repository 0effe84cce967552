import * as vscode from 'vscode';
import type { Manifest } from '../model/manifest-contents.ts';
import { type Suggestion, suggestionsAt } from '../model/suggestions.ts';
import type { TextPlace } from '../model/text-place.ts';
import { editorRange } from './editor-range.ts';

/** Completes types of modules, keys and values at a place of a manifest. */
export function keyCompletions(place: TextPlace, manifest: Manifest): vscode.CompletionItem[] {
  return suggestionsAt(place, manifest).map((suggestion, index) => toItem(suggestion, index, place));
}

const kinds: Readonly<Record<Suggestion['kind'], vscode.CompletionItemKind>> = {
  module: vscode.CompletionItemKind.Module,
  key: vscode.CompletionItemKind.Property,
  value: vscode.CompletionItemKind.EnumMember,
  reference: vscode.CompletionItemKind.Reference,
};

function toItem(
  { kind, text, suffix, isRequired }: Suggestion,
  index: number,
  place: TextPlace,
): vscode.CompletionItem {
  const item = new vscode.CompletionItem(
    { label: text, ...(isRequired && { description: vscode.l10n.t('required') }) },
    kinds[kind],
  );
  // VS Code adds the indentation of the line.
  item.insertText = `${text}${suffix}`;
  item.range = editorRange(place.range);
  item.filterText = text;
  item.sortText = String(index).padStart(4, '0');
  return item;
}
