import * as vscode from 'vscode';
import type { Manifest } from '../model/manifest.ts';
import type { ScopeReason, ScopeUsage, UnreadCode } from '../model/analyze-scope-usage.ts';
import type { PickItem } from '../../vscode/prompts.ts';
import { count, plain } from '../../vscode/text.ts';
import { type CodeLocation, declarationItem, reasonItem, unreadItem } from './scope-location-items.ts';

/** A scope with its locations; headings have none. */
export type ScopeChoice = { readonly title: string; readonly places: readonly PickItem<CodeLocation>[] };

type Item = PickItem<ScopeChoice>;

const nowhere: ScopeChoice = { title: '', places: [] };

/** The scopes of an app in groups: missing, needed, without a known need, and the code that could not be read. */
export function scopeItems(
  manifestUri: vscode.Uri,
  manifest: Manifest,
  usage: ScopeUsage,
  labelOf: (scope: string) => string | undefined,
): Item[] {
  const items = new ScopeItems(manifestUri, manifest, usage, labelOf);
  return [
    ...group(vscode.l10n.t('Needed, not declared'), items.missing()),
    ...group(vscode.l10n.t('Declared and needed'), items.needed()),
    ...group(vscode.l10n.t('Declared, apparently unused'), items.unused()),
    ...group(vscode.l10n.t('Declared, use unknown'), items.notJudged()),
    ...group(vscode.l10n.t('Not judged'), items.withoutTable()),
    ...group(vscode.l10n.t('Not read'), items.unread()),
  ];
}

class ScopeItems {
  readonly #manifestUri: vscode.Uri;
  readonly #manifest: Manifest;
  readonly #usage: ScopeUsage;
  readonly #labelOf: (scope: string) => string | undefined;
  /** Each scope once, in the order of the manifest. */
  readonly #declared: readonly string[];

  constructor(
    manifestUri: vscode.Uri,
    manifest: Manifest,
    usage: ScopeUsage,
    labelOf: (scope: string) => string | undefined,
  ) {
    this.#manifestUri = manifestUri;
    this.#manifest = manifest;
    this.#usage = usage;
    this.#labelOf = labelOf;
    this.#declared = [...new Set(manifest.scopes.map(({ key }) => key))];
  }

  missing(): Item[] {
    return [...new Set(this.#usage.missing.map(({ scope }) => scope))].map((scope) => this.#needed(scope, 'warning'));
  }

  needed(): Item[] {
    return this.#declared.filter((scope) => this.#usage.needed.has(scope)).map((scope) => this.#needed(scope, 'check'));
  }

  unused(): Item[] {
    return this.#usage.unused.map(({ scope: { key }, possibleUses }) => {
      const description =
        possibleUses.length === 0
          ? vscode.l10n.t('no call, event or module found')
          : vscode.l10n.t('perhaps needed by what couldn’t be read: {0}', count(possibleUses.length));
      return this.#item(key, 'question', description, [...this.#declarations(key), ...possibleUses.map(unreadItem)]);
    });
  }

  notJudged(): Item[] {
    const { needed, unused, mixed } = this.#usage;
    const unusedKeys = new Set(unused.map(({ scope }) => scope.key));
    const classicOf = new Map(
      mixed.flatMap(({ granular, classic }) => granular.map((scope) => [scope, classic] as const)),
    );
    return this.#declared
      .filter((scope) => !needed.has(scope) && !unusedKeys.has(scope))
      .map((scope) => {
        const classic = classicOf.get(scope);
        const description = classic
          ? vscode.l10n.t('beside {0}, which covers the same', plain(classic.join(', ')))
          : '';
        return this.#item(scope, 'circle-outline', description, this.#declarations(scope));
      });
  }

  /** One for each API whose scopes are not known, with its calls. */
  withoutTable(): Item[] {
    const byApi = Map.groupBy(this.#usage.unread.filter(isWithoutTable), ({ call }) => call.called ?? '');
    return [...byApi].sort().map(([api, calls]) => ({
      label: plain(api),
      description: callCount(calls.length),
      detail: vscode.l10n.t('Forge Console doesn’t know which scopes they need'),
      iconPath: new vscode.ThemeIcon('circle-slash'),
      value: { title: plain(api), places: calls.map(unreadItem) },
    }));
  }

  unread(): Item[] {
    const places = this.#usage.unread.filter((code) => !isWithoutTable(code)).map(unreadItem);
    if (places.length === 0) return [];
    return [
      {
        label: vscode.l10n.t('Calls and files with unknown scopes'),
        description: count(places.length),
        iconPath: new vscode.ThemeIcon('eye-closed'),
        value: { title: vscode.l10n.t('Not read'), places },
      },
    ];
  }

  #needed(scope: string, icon: string): Item {
    const reasons = this.#usage.needed.get(scope) ?? [];
    return this.#item(scope, icon, reasonCount(reasons), [
      ...reasons.map((reason) => reasonItem(this.#manifestUri, reason)),
      ...this.#declarations(scope),
    ]);
  }

  #declarations(scope: string): PickItem<CodeLocation>[] {
    return this.#manifest.scopes
      .filter(({ key }) => key === scope)
      .map(({ range }) => declarationItem(this.#manifestUri, range));
  }

  #item(scope: string, icon: string, description: string, places: readonly PickItem<CodeLocation>[]): Item {
    const label = this.#labelOf(scope);
    return {
      label: plain(scope),
      description,
      iconPath: new vscode.ThemeIcon(icon),
      ...(label !== undefined && { detail: plain(label) }),
      value: { title: plain(scope), places },
    };
  }
}

/** A call of something that is known, but whose scopes are not. */
function isWithoutTable(code: UnreadCode): code is Extract<UnreadCode, { kind: 'call' }> {
  return code.kind === 'call' && code.call.unknown === 'scopes';
}

function callCount(calls: number): string {
  return calls === 1 ? vscode.l10n.t('1 call') : vscode.l10n.t('{0} calls', count(calls));
}

function group(label: string, items: readonly Item[]): Item[] {
  return items.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator, value: nowhere }, ...items];
}

function reasonCount(reasons: readonly ScopeReason[]): string {
  const of = (kind: ScopeReason['kind']) => reasons.filter((reason) => reason.kind === kind).length;
  const [calls, events, modules, tokens] = [of('call'), of('event'), of('module'), of('token')];
  return [
    ...(calls > 0 ? [callCount(calls)] : []),
    ...(events > 0 ? [events === 1 ? vscode.l10n.t('1 event') : vscode.l10n.t('{0} events', count(events))] : []),
    ...(modules > 0 ? [modules === 1 ? vscode.l10n.t('1 module') : vscode.l10n.t('{0} modules', count(modules))] : []),
    ...(tokens > 0 ? [tokens === 1 ? vscode.l10n.t('1 token') : vscode.l10n.t('{0} tokens', count(tokens))] : []),
  ].join(', ');
}
