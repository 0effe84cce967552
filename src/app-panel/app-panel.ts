import * as vscode from 'vscode';
import { consoleLink } from '../core/console-links.ts';
import type { Disposable } from '../core/emitter.ts';
import { ForgeError } from '../core/errors.ts';
import type { AppAri } from '../core/ids.ts';
import type { AccountData } from '../apps/model/account-data.ts';
import type { Output } from '../vscode/output.ts';
import type { Prompts } from '../vscode/prompts.ts';
import type { Manifests } from '../manifest/workspace/manifests.ts';
import { auditHandlers } from '../audit-logs/panel/audit-handlers.ts';
import type { AuditArchives } from '../audit-logs/panel/audit-source.ts';
import { type Channel, type Handlers, openChannel } from './channel.ts';
import { pageHtml } from './page-html.ts';
import { saveInstallations } from './save-installations.ts';
import { contributorEventView, createVersionViews } from './history-views.ts';
import { createPanelSource, type PanelPart, type PanelRateLimit } from './panel-state.ts';
import type { PanelMemory, Reply, Tab } from './protocol.ts';
import { viewWords } from './view-words.ts';

/** Marketplace page of an app by its key. */
const marketplacePage = 'https://marketplace.atlassian.com/apps/';

/** Changes that come together are told together, after so many milliseconds. */
const gatherMs = 30;

/** What goes to VS Code within a few milliseconds goes in one piece. */
const frameLeadMs = 5;

export interface AppPanelOptions {
  readonly extensionUri: vscode.Uri;
  readonly data: AccountData;
  readonly appId: AppAri;
  readonly manifests: Manifests;
  readonly archives: AuditArchives;
  readonly rateLimit: PanelRateLimit;
  readonly prompts: Prompts;
  readonly output: Output;
  readonly signIn: (email?: string) => Promise<unknown>;
  /** Translations of the page's labels, by their English text. */
  readonly translations: Readonly<Record<string, string>>;
}

/** The panel of one app. */
export interface AppPanel extends Disposable {
  readonly onDidDispose: (listener: () => unknown) => Disposable;
  /** Brings the panel to the front, on a tab if one is given. */
  reveal(tab?: Tab): void;
}

/** Fills a webview panel with the page of an app and keeps it up to date until it is closed. */
export function fillAppPanel(panel: vscode.WebviewPanel, memory: PanelMemory, options: AppPanelOptions): AppPanel {
  const { extensionUri, data, appId, manifests, archives, rateLimit, prompts, output, signIn, translations } = options;
  const details = data.details(appId);
  const source = createPanelSource(data, appId, manifests, archives, rateLimit, note);
  const versionPages = createVersionViews((environmentId, after) => details.versions(environmentId, after));
  let changed = new Set<PanelPart>();
  let telling: NodeJS.Timeout | undefined;
  /** A tab that was asked for while the page was hidden. */
  let askedTab: Tab | undefined;

  const known = (): Reply<'ready'> => ({ state: source.all(), translations: { ...translations } });

  function decorate(): void {
    panel.title = source.name;
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'panel-icon.svg');
  }

  function tell(): void {
    telling = undefined;
    const parts = changed;
    changed = new Set();
    decorate();
    if (panel.visible) channel.changed(source.only(parts));
  }

  function note(...parts: PanelPart[]): void {
    for (const part of parts) changed.add(part);
    telling ??= setTimeout(tell, gatherMs);
  }

  const handlers: Handlers = {
    ready() {
      const tab = askedTab;
      askedTab = undefined;
      return { ...known(), ...(tab && { tab }) };
    },
    show({ tab, days }) {
      source.ensure(tab);
      if (tab === 'auditLogs') source.audit.show(days);
      else source.audit.leave();
      return null;
    },
    async refresh({ section }) {
      if (section === undefined) source.audit.refresh();
      await (section === undefined
        ? Promise.all([data.apps.refresh(), details.refresh()])
        : details[section].refresh());
      return null;
    },
    versions: ({ environmentId, after }) => versionPages(environmentId, after),
    async contributorHistory({ actions, after }) {
      const page = await details.contributorHistory(actions, after);
      return {
        events: page.nodes.map((event) => contributorEventView(event, viewWords)),
        ...(page.next !== undefined && { next: page.next }),
      };
    },
    ...auditHandlers(source.audit, { data, appId, name: () => source.name, prompts, onError: output.error }),
    async copy({ text }) {
      await vscode.env.clipboard.writeText(text);
      return null;
    },
    async openConsole({ page }) {
      await prompts.openExternal(consoleLink(appId, page));
      return null;
    },
    async openMarketplace() {
      const key = details.profile.state?.value?.listing?.key;
      if (key !== undefined) await prompts.openExternal(marketplacePage + encodeURIComponent(key));
      return null;
    },
    chooseManifest({ manifest }) {
      source.chooseManifest(manifest);
      return null;
    },
    async openManifest({ line = 0 }) {
      const { manifest } = source;
      if (manifest === undefined)
        throw new ForgeError('notFound', vscode.l10n.t('the manifest is no longer in this workspace'));
      const at = new vscode.Position(line, 0);
      await vscode.window.showTextDocument(manifest.uri, {
        selection: new vscode.Range(at, at),
        viewColumn: vscode.ViewColumn.Beside,
        preserveFocus: false,
      });
      return null;
    },
    saveInstallations: ({ ids }) =>
      saveInstallations(source.name, details.installations.state?.value?.rows ?? [], ids, prompts, viewWords),
    async deleteApp() {
      await vscode.commands.executeCommand('forgeConsole.deleteApp', { accountKey: data.account.key, appId });
      return null;
    },
    async signIn() {
      await signIn(data.account.email);
      return null;
    },
    async stopWaiting() {
      await vscode.commands.executeCommand('forgeConsole.stopWaiting');
      return null;
    },
    showOutput() {
      output.show();
      return null;
    },
  };

  panel.webview.options = { enableScripts: true, enableCommandUris: false, localResourceRoots: [] };
  const channel: Channel = openChannel(panel.webview, handlers, viewWords.failure, output.error);
  source.ensure(memory.tab);
  const page = pageHtml(extensionUri, memory, known());
  // The page is long: sent along with the panel itself, it would keep VS Code from beginning with the panel's frames.
  const showing = setTimeout(() => (panel.webview.html = page), frameLeadMs);
  decorate();

  panel.onDidDispose(() => {
    clearTimeout(telling);
    clearTimeout(showing);
    channel.dispose();
    source.dispose();
  });

  return {
    onDidDispose: (listener) => panel.onDidDispose(listener),
    reveal(tab) {
      // A hidden page hears nothing: it asks what to show when it is there again.
      if (tab && panel.visible) channel.showTab(tab);
      else askedTab = tab;
      panel.reveal(undefined, false);
    },
    dispose() {
      panel.dispose();
    },
  };
}
