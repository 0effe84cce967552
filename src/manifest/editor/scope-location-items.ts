import * as vscode from 'vscode';
import type { FileScan, RequestIdentity, UnreadCall } from '../code/scan-results.ts';
import type { Range } from '../../core/text-position.ts';
import type { ScopeReason, UnreadCode } from '../model/analyze-scope-usage.ts';
import type { PickItem } from '../../vscode/prompts.ts';
import { plain } from '../../vscode/text.ts';
import { tokenKey } from './manifest-labels.ts';

export interface CodeLocation {
  readonly uri: vscode.Uri;
  readonly range: Range;
}

const fileStart: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function locationItem(
  label: string,
  spot: CodeLocation,
  more: string | undefined,
  icon: string,
): PickItem<CodeLocation> {
  const at = plain(`${vscode.workspace.asRelativePath(spot.uri)}:${spot.range.start.line + 1}`);
  return {
    label: plain(label),
    description: more === undefined ? at : `${at} · ${more}`,
    iconPath: new vscode.ThemeIcon(icon),
    value: spot,
  };
}

/** The place that needs a scope: a call, an event or a module. */
export function reasonItem(manifest: vscode.Uri, reason: ScopeReason): PickItem<CodeLocation> {
  switch (reason.kind) {
    case 'call':
      return locationItem(
        reason.use.text,
        { uri: vscode.Uri.parse(reason.file, true), range: reason.use.range },
        identityLabel(reason.use.as),
        'symbol-method',
      );
    case 'event':
      return locationItem(
        reason.event,
        { uri: manifest, range: reason.range },
        vscode.l10n.t('event of a trigger'),
        'symbol-event',
      );
    case 'module':
      return locationItem(
        reason.type,
        { uri: manifest, range: reason.range },
        vscode.l10n.t('module'),
        'symbol-module',
      );
    case 'token':
      return locationItem(
        tokenKey(reason.token),
        { uri: manifest, range: reason.range },
        vscode.l10n.t('token for a remote'),
        'symbol-key',
      );
  }
}

/** The entry of a scope in the manifest. */
export function declarationItem(uri: vscode.Uri, range: Range): PickItem<CodeLocation> {
  return locationItem(vscode.l10n.t('Declared here'), { uri, range }, undefined, 'key');
}

/** Code whose scopes are not known, with the reason. */
export function unreadItem(unread: UnreadCode): PickItem<CodeLocation> {
  const uri = vscode.Uri.parse(unread.file, true);
  if (unread.kind === 'file')
    return locationItem(
      vscode.l10n.t('The whole file'),
      { uri, range: fileStart },
      failureLabel(unread.failed),
      'file',
    );
  return locationItem(unread.call.text, { uri, range: unread.call.range }, unknownLabel(unread.call), 'symbol-method');
}

function identityLabel(caller: RequestIdentity | undefined): string | undefined {
  const words: Record<RequestIdentity, string> = {
    app: vscode.l10n.t('as the app'),
    user: vscode.l10n.t('as the user'),
    bridge: vscode.l10n.t('as the user, from the page'),
  };
  return caller && words[caller];
}

function unknownLabel({ unknown, called = '' }: UnreadCall): string {
  const words: Record<UnreadCall['unknown'], string> = {
    path: vscode.l10n.t('its path is only known at run time'),
    method: vscode.l10n.t('its HTTP method is only known at run time'),
    operation: vscode.l10n.t('not an operation that Forge Console knows'),
    scopes: vscode.l10n.t('Forge Console doesn’t know the scopes of {0}', plain(called)),
  };
  return words[unknown];
}

function failureLabel(failed: NonNullable<FileScan['failed']>): string {
  const words: Record<NonNullable<FileScan['failed']>, string> = {
    tooLarge: vscode.l10n.t('it is larger than 1 MB'),
    minified: vscode.l10n.t('it looks bundled or minified'),
    syntax: vscode.l10n.t('it has syntax errors'),
    crashed: vscode.l10n.t('couldn’t be read'),
    unreadable: vscode.l10n.t('it can’t be opened'),
  };
  return words[failed];
}
