import * as vscode from 'vscode';
import type { AddressPlaceAt } from '../model/address-place.ts';
import { suggestedAddresses } from '../model/egress-usage.ts';
import { count } from '../../vscode/text.ts';
import { editorRange } from './editor-range.ts';
import type { ManifestAnalysis } from './manifest-analysis.ts';

/** Completes the addresses that the code calls and a list lacks, those of most calls first. */
export function addressCompletions(
  { kind, range, quote }: AddressPlaceAt,
  { egress }: ManifestAnalysis,
): vscode.CompletionItem[] {
  return suggestedAddresses(egress, kind).map(({ address, places }, index) => {
    const item = new vscode.CompletionItem(address, vscode.CompletionItemKind.Value);
    item.detail = places.length === 1 ? vscode.l10n.t('1 call') : vscode.l10n.t('{0} calls', count(places.length));
    item.range = editorRange(range);
    item.insertText = `${quote}${address}${quote}`;
    item.filterText = `${quote}${address}`;
    item.sortText = String(index).padStart(4, '0');
    return item;
  });
}
