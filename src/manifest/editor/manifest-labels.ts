import { l10n } from 'vscode';
import type { ManifestToken } from '../model/manifest-contents.ts';
import type { ScopeFacts } from '../scopes/scope-facts.ts';
import type { ValueKind } from '../shapes/shape-table.ts';
import { count, textLanguage } from '../../vscode/text.ts';

/** The source of diagnostics, as the Problems view shows it. */
export const diagnosticSource = 'Forge Console';

/** The display name of a kind of scope. */
export function scopeKindName(kind: ScopeFacts['kind']): string {
  const names: Record<ScopeFacts['kind'], string> = {
    classic: l10n.t('classic'),
    granular: l10n.t('granular'),
    connect: l10n.t('Connect'),
  };
  return names[kind];
}

/** What a value can be, in a sentence. */
export function valueKindName(kind: ValueKind): string {
  const names: Record<ValueKind, string> = {
    text: l10n.t('a text'),
    number: l10n.t('a number'),
    boolean: l10n.t('true or false'),
    map: l10n.t('a map'),
    list: l10n.t('a list'),
    any: l10n.t('anything'),
  };
  return names[kind];
}

/** "1 scope", "12 scopes". */
export function scopeCount(number: number): string {
  return number === 1 ? l10n.t('1 scope') : l10n.t('{0} scopes', count(number));
}

/** "1 installation", "12 installations". */
export function installationCount(number: number): string {
  return number === 1 ? l10n.t('1 installation') : l10n.t('{0} installations', count(number));
}

/** Alternatives in a sentence: "a, b or c". */
export function formatAlternatives(words: readonly string[]): string {
  return new Intl.ListFormat(textLanguage(), { type: 'disjunction' }).format(words);
}

/** A list in a sentence: "a, b and c". */
export function formatList(words: readonly string[]): string {
  return new Intl.ListFormat(textLanguage(), { type: 'conjunction' }).format(words);
}

/** A token as it stands in the manifest, below a remote or an endpoint. */
export function tokenKey(token: ManifestToken['token']): string {
  return `auth.${token}`;
}
