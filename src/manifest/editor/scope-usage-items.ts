import * as vscode from 'vscode';
import type { RequestIdentity, FileScan, UnreadCall } from '../code/scan-results.ts';
import type { Range } from '../../core/text-position.ts';
import type { Manifest } from '../model/manifest.ts';
import type { ScopeUsage, ScopeReason, UnreadCode } from '../model/analyze-scope-usage.ts';
import type { PickItem } from '../../vscode/prompts.ts';
import { count, plain } from '../../vscode/text.ts';

/** A place to go to. */
export interface Spot {
  readonly uri: vscode.Uri;
  readonly range: Range;
}

/** What a list of scopes leads to: the places of one of them, or a heading's nothing. */
export type Choice = { readonly title: string; readonly places: readonly PickItem<Spot>[] };

type Item = PickItem<Choice>;

const nowhere: Choice = { title: '', places: [] };
const start: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** The scopes of an app in groups: missing, needed, not known to be needed, and what could not be read. */
export function scopeItems(
  manifestUri: vscode.Uri,
  manifest: Manifest,
  needs: ScopeUsage,
  labelOf: (scope: string) => string | undefined,
): Item[] {
  const missing = new Set(needs.missing.map(({ scope }) => scope));
  const unused = new Set(needs.unused.map(({ scope }) => scope.key));
  const beside = new Map(
    needs.mixed.flatMap(({ granular, classic }) => granular.map((scope) => [scope, classic] as const)),
  );
  const declaredAt = (key: string) =>
    manifest.scopes.filter((scope) => scope.key === key).map(({ range }) => manifestPlace(manifestUri, range));

  const item = (scope: string, icon: string, description: string, places: readonly PickItem<Spot>[]): Item => {
    const label = labelOf(scope);
    return {
      label: plain(scope),
      description,
      iconPath: new vscode.ThemeIcon(icon),
      ...(label !== undefined && { detail: plain(label) }),
      value: { title: plain(scope), places },
    };
  };
  const ofReasons = (scope: string, icon: string): Item => {
    const reasons = needs.needed.get(scope) ?? [];
    return item(scope, icon, reasonCount(reasons), [
      ...reasons.map((reason) => reasonPlace(manifestUri, reason)),
      ...declaredAt(scope),
    ]);
  };
  const declared = [...new Set(manifest.scopes.map(({ key }) => key))];
  const [needed, others] = [
    declared.filter((key) => needs.needed.has(key)),
    declared.filter((key) => !needs.needed.has(key)),
  ];
  const unreadPlaces = needs.unread.map(unreadPlace);

  return [
    ...group(
      vscode.l10n.t('Needed, not declared'),
      [...missing].map((scope) => ofReasons(scope, 'warning')),
    ),
    ...group(
      vscode.l10n.t('Declared and needed'),
      needed.map((scope) => ofReasons(scope, 'check')),
    ),
    ...group(
      vscode.l10n.t('Declared, no need found'),
      needs.unused.map(({ scope, possibleUses }) =>
        item(
          scope.key,
          'question',
          possibleUses.length === 0
            ? vscode.l10n.t('no call, event or module that is understood')
            : vscode.l10n.t('maybe by what could not be read: {0}', count(possibleUses.length)),
          [...declaredAt(scope.key), ...possibleUses.map(unreadPlace)],
        ),
      ),
    ),
    ...group(
      vscode.l10n.t('Declared, not judged'),
      others
        .filter((key) => !unused.has(key))
        .map((key) => {
          const classic = beside.get(key);
          return item(
            key,
            'circle-outline',
            classic ? vscode.l10n.t('beside {0}, which covers the same', plain(classic.join(', '))) : '',
            declaredAt(key),
          );
        }),
    ),
    ...group(
      vscode.l10n.t('Not read'),
      unreadPlaces.length === 0
        ? []
        : [
            {
              label: vscode.l10n.t('Calls and files whose scopes are not known'),
              description: count(unreadPlaces.length),
              iconPath: new vscode.ThemeIcon('eye-closed'),
              value: { title: vscode.l10n.t('Not read'), places: unreadPlaces },
            },
          ],
    ),
  ];
}

function group(label: string, items: readonly Item[]): Item[] {
  return items.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator, value: nowhere }, ...items];
}

function reasonCount(reasons: readonly ScopeReason[]): string {
  const of = (kind: ScopeReason['kind']) => reasons.filter((reason) => reason.kind === kind).length;
  const [calls, events, modules] = [of('call'), of('event'), of('module')];
  return [
    ...(calls > 0 ? [calls === 1 ? vscode.l10n.t('1 call') : vscode.l10n.t('{0} calls', count(calls))] : []),
    ...(events > 0 ? [events === 1 ? vscode.l10n.t('1 event') : vscode.l10n.t('{0} events', count(events))] : []),
    ...(modules > 0 ? [modules === 1 ? vscode.l10n.t('1 module') : vscode.l10n.t('{0} modules', count(modules))] : []),
  ].join(', ');
}

function place(label: string, spot: Spot, more: string | undefined, icon: string): PickItem<Spot> {
  const at = plain(`${vscode.workspace.asRelativePath(spot.uri)}:${spot.range.start.line + 1}`);
  return {
    label: plain(label),
    description: more === undefined ? at : `${at} · ${more}`,
    iconPath: new vscode.ThemeIcon(icon),
    value: spot,
  };
}

function reasonPlace(manifest: vscode.Uri, reason: ScopeReason): PickItem<Spot> {
  switch (reason.kind) {
    case 'call':
      return place(
        reason.use.text,
        { uri: vscode.Uri.parse(reason.file, true), range: reason.use.range },
        callerWords(reason.use.as),
        'symbol-method',
      );
    case 'event':
      return place(
        reason.event,
        { uri: manifest, range: reason.range },
        vscode.l10n.t('event of a trigger'),
        'symbol-event',
      );
    case 'module':
      return place(reason.type, { uri: manifest, range: reason.range }, vscode.l10n.t('module'), 'symbol-module');
  }
}

function manifestPlace(uri: vscode.Uri, range: Range): PickItem<Spot> {
  return place(vscode.l10n.t('Declared here'), { uri, range }, undefined, 'key');
}

function unreadPlace(unread: UnreadCode): PickItem<Spot> {
  const uri = vscode.Uri.parse(unread.file, true);
  if (unread.kind === 'file')
    return place(vscode.l10n.t('The whole file'), { uri, range: start }, failureWords(unread.failed), 'file');
  return place(unread.call.text, { uri, range: unread.call.range }, unknownWords(unread.call.unknown), 'symbol-method');
}

function callerWords(caller: RequestIdentity | undefined): string | undefined {
  const words: Record<RequestIdentity, string> = {
    app: vscode.l10n.t('as the app'),
    user: vscode.l10n.t('as the user'),
    bridge: vscode.l10n.t('as the user, from the page'),
  };
  return caller && words[caller];
}

function unknownWords(unknown: UnreadCall['unknown']): string {
  const words: Record<UnreadCall['unknown'], string> = {
    path: vscode.l10n.t('its path is known only when the app runs'),
    method: vscode.l10n.t('its HTTP method is known only when the app runs'),
    operation: vscode.l10n.t('no operation that Forge Console knows'),
  };
  return words[unknown];
}

function failureWords(failed: NonNullable<FileScan['failed']>): string {
  const words: Record<NonNullable<FileScan['failed']>, string> = {
    tooLarge: vscode.l10n.t('it is larger than 1 MB'),
    minified: vscode.l10n.t('it looks minified'),
    syntax: vscode.l10n.t('it has syntax errors'),
    crashed: vscode.l10n.t('reading it failed'),
    unreadable: vscode.l10n.t("it can't be opened"),
  };
  return words[failed];
}
