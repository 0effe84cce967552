import * as vscode from 'vscode';
import type { AccountDataSet } from '../accounts/account-data-set.ts';
import type { AccountData } from '../apps/model/account-data.ts';
import { commandLink, titled } from '../contributions.ts';
import type { Disposable, Event } from '../core/emitter.ts';
import type { Environment } from '../core/environment.ts';
import { inBackground } from '../gateway/priority.ts';
import { shownText } from '../vscode/shown-text.ts';
import { count, escapeMarkdown, plain } from '../vscode/text.ts';
import type { DefaultEnvironments } from '../environments/model/default-environments.ts';
import { type AppManifest, type AppManifests, appName, manifestAbove } from './app-manifests.ts';
import type { RunningTunnel, RunningTunnels } from './running-tunnels.ts';

export interface StatusBarSources {
  readonly manifests: AppManifests;
  readonly data: AccountDataSet;
  readonly tunnels: RunningTunnels;
  readonly defaults: DefaultEnvironments;
}

/** The item of the status bar. */
export interface StatusBar extends Disposable {
  /** What it shows; undefined while it is hidden. */
  readonly text: string | undefined;
}

/** Longest name that the item shows, in characters. */
const longestName = 100;

/** What the item says of an app. */
export interface AppStatus {
  readonly name: string;
  /** The default environment, with its version where that is known. */
  readonly environment: string;
  readonly version: string | undefined;
  /** Scopes of the manifest that production lacks; 0 where that isn't known. */
  readonly waiting: number;
  readonly tunnel: RunningTunnel | undefined;
}

/**
 * Shows the app that the active editor's file belongs to: its name, the workspace's environment of it with its version,
 * how many scopes are not in production, and a running tunnel. A click shows what the Forge CLI can do with it.
 */
export function createStatusBar({ manifests, data, tunnels, defaults }: StatusBarSources): StatusBar {
  const item = vscode.window.createStatusBarItem('forgeConsole.app', vscode.StatusBarAlignment.Left, 10);
  item.name = vscode.l10n.t('Forge App');
  const watched = new WeakSet();
  let shown: vscode.Uri | undefined;
  let isShown = false;

  function watch(...sources: readonly { readonly onDidChange: Event<undefined> }[]): void {
    for (const source of sources) {
      if (watched.has(source)) continue;
      watched.add(source);
      subscriptions.push(source.onDidChange(update));
    }
  }

  /** The account that lists the app; what is missing is loaded in the background. */
  function listing({ appId }: AppManifest): AccountData | undefined {
    for (const account of data.forApp(appId)) {
      watch(account.apps);
      void account.start();
      if (account.apps.state.value?.apps.has(appId) !== true) continue;
      const { environments } = account.details(appId);
      watch(environments);
      inBackground(() => environments.ensure());
      return account;
    }
    return undefined;
  }

  function update(): void {
    // Without a text editor, such as with a panel in front, the last app stays.
    shown = vscode.window.activeTextEditor?.document.uri ?? shown;
    const manifest = shown && manifestAbove(manifests.list, shown);
    isShown = manifest !== undefined;
    if (manifest === undefined) item.hide();
    else show(manifest);
  }

  function show(manifest: AppManifest): void {
    const status = statusOf(manifest, listing(manifest), tunnels, defaults);
    item.text = itemText(status);
    item.tooltip = statusTooltip(manifest, status);
    item.accessibilityInformation = { label: spoken(status) };
    item.command = titled(
      vscode.l10n.t('Forge CLI Actions'),
      commandLink('forgeConsole.cli.showActions', manifest.appId),
    );
    item.show();
  }

  const subscriptions: Disposable[] = [
    vscode.window.onDidChangeActiveTextEditor(update),
    ...[manifests, data, tunnels, defaults].map(({ onDidChange }) => onDidChange(update)),
  ];
  update();
  return {
    get text() {
      return isShown ? item.text : undefined;
    },
    dispose() {
      for (const part of [item, ...subscriptions]) part.dispose();
    },
  };
}

function statusOf(
  manifest: AppManifest,
  account: AccountData | undefined,
  tunnels: RunningTunnels,
  defaults: DefaultEnvironments,
): AppStatus {
  const { appId } = manifest;
  const environment = defaults.of(appId);
  const environments = account?.details(appId).environments.state?.value;
  return {
    name: shownText(appName(manifest, account?.apps.state.value?.apps.get(appId)), longestName),
    environment,
    version: environments?.find(({ key }) => key === environment)?.latest?.version,
    waiting: waitingScopes(manifest, environments),
    tunnel: tunnels.of(appId),
  };
}

function waitingScopes({ manifest }: AppManifest, environments: readonly Environment[] | undefined): number {
  const production = environments?.find(({ kind }) => kind === 'production')?.latest;
  if (production === undefined) return 0;
  const deployed = new Set(production.scopes.map(({ key }) => key));
  return new Set(manifest.scopes.map(({ key }) => key).filter((key) => !deployed.has(key))).size;
}

function itemText({ name, environment, version, waiting, tunnel }: AppStatus): string {
  return [
    `$(flame) ${plain(name)}`,
    plain(version === undefined ? environment : `${environment} ${version}`),
    ...(waiting > 0 ? [`$(shield) ${count(waiting)}`] : []),
    ...(tunnel ? ['$(broadcast)'] : []),
  ].join('  ');
}

function waitingText(waiting: number): string {
  return waiting === 1
    ? vscode.l10n.t('1 scope not in production')
    : vscode.l10n.t('{0} scopes not in production', count(waiting));
}

function spoken({ name, environment, version, waiting, tunnel }: AppStatus): string {
  return [
    vscode.l10n.t('Forge app {0}', name),
    version === undefined ? environment : `${environment} ${version}`,
    ...(waiting > 0 ? [waitingText(waiting)] : []),
    ...(tunnel ? [vscode.l10n.t('tunnel running in {0}', tunnel.environment)] : []),
  ].join(', ');
}

/** The item's tooltip: texts from elsewhere are shown literally, and only the links may run commands. */
export function statusTooltip(
  { uri, appId }: Pick<AppManifest, 'uri' | 'appId'>,
  status: AppStatus,
): vscode.MarkdownString {
  const { name, environment, version, waiting, tunnel } = status;
  const text = new vscode.MarkdownString();
  text.isTrusted = { enabledCommands: ['forgeConsole.manifest.showScopeUsage', 'forgeConsole.cli.stopTunnel'] };
  const link = (label: string, command: string, ...args: readonly string[]) =>
    `[${label}](command:${command}?${encodeURIComponent(JSON.stringify(args))})`;
  const deployed = version ?? vscode.l10n.t('not deployed, or not loaded yet');
  const lines = [
    `**${escapeMarkdown(name)}**`,
    escapeMarkdown(vscode.l10n.t('Default environment {0}: {1}', environment, deployed)),
    ...(waiting > 0 ? [link(waitingText(waiting), 'forgeConsole.manifest.showScopeUsage', uri.toString())] : []),
    ...(tunnel
      ? [
          `${escapeMarkdown(vscode.l10n.t('Tunnel running in {0}', tunnel.environment))} · ${link(vscode.l10n.t('Stop'), 'forgeConsole.cli.stopTunnel', appId)}`,
        ]
      : []),
    vscode.l10n.t('Click to see what the Forge CLI can do with it'),
  ];
  text.appendMarkdown(lines.join('\n\n'));
  return text;
}
