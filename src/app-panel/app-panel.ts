import * as vscode from 'vscode';
import type { AccountData } from '../apps/model/account-data.ts';
import { consoleLink } from '../core/console-links.ts';
import { documentation } from '../core/documentation.ts';
import type { Disposable } from '../core/emitter.ts';
import type { AppAri } from '../core/ids.ts';
import type { Shared } from '../shared.ts';
import { type Channel, openChannel } from './channel.ts';
import { contributorEventView, createVersionViews } from './history-views.ts';
import { pageHtml } from './page-html.ts';
import type { Handlers, MakePanelParts, PanelParts } from './panel-parts.ts';
import { createPanelSource, type PanelSource, type StatePart } from './panel-state.ts';
import type { PanelMemory, Reply, Tab } from './protocol.ts';
import { saveInstallations } from './save-installations.ts';
import { viewWords } from './view-words.ts';

const marketplacePage = 'https://marketplace.atlassian.com/apps/';

/** How long changes are collected before they are sent to the page together, in milliseconds. */
const gatherMs = 30;

/**
 * How long the HTML is held back, in milliseconds: VS Code sends what comes within a few milliseconds as one message.
 */
const frameLeadMs = 5;

export interface AppPanelOptions {
  readonly shared: Shared;
  readonly data: AccountData;
  readonly appId: AppAri;
  readonly makeParts: MakePanelParts;
}

export interface AppPanel extends Disposable {
  /** The app's name, as far as it is known. */
  readonly name: string;
  /** Whether it is the active editor. */
  readonly isActive: boolean;
  readonly onDidDispose: (listener: () => unknown) => Disposable;
  /** Brings the panel to the front, on the given tab if any. */
  reveal(tab?: Tab): void;
}

/** Fills a webview panel with an app's page and keeps it up to date until the panel is closed. */
export function fillAppPanel(panel: vscode.WebviewPanel, memory: PanelMemory, options: AppPanelOptions): AppPanel {
  const { shared, data, appId, makeParts } = options;
  const { extensionUri } = shared.context;
  let changed = new Set<StatePart>();
  let telling: NodeJS.Timeout | undefined;
  const source = createPanelSource(data, appId, makeParts, note);
  /** A tab that was requested while the page was hidden. */
  let askedTab: Tab | undefined;

  const known = (): Reply<'ready'> => ({ state: source.all(), translations: { ...vscode.l10n.bundle } });

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

  function note(...parts: StatePart[]): void {
    for (const part of parts) changed.add(part);
    telling ??= setTimeout(tell, gatherMs);
  }

  const handlers: Handlers = {
    ready() {
      const tab = askedTab;
      askedTab = undefined;
      return { ...known(), ...(tab && { tab }) };
    },
    ...appHandlers(source, options),
    ...source.parts.auditLogs.handlers,
    ...source.parts.manifest.handlers,
    ...source.parts.connection.handlers,
    ...source.parts.logs.handlers,
    ...source.parts.deployments.handlers,
    ...source.parts.environments.handlers,
    ...source.parts.versions.handlers,
    ...source.parts.variables.handlers,
  };

  panel.webview.options = { enableScripts: true, enableCommandUris: false, localResourceRoots: [] };
  const channel: Channel = openChannel(panel.webview, handlers, viewWords.failure, shared.output.error);
  source.ensure(memory.tab);
  const page = pageHtml(extensionUri, memory, known());
  // The page is long: if it were sent along with the panel, VS Code would wait for it before it sets up the panel's
  // frames.
  const showing = setTimeout(() => (panel.webview.html = page), frameLeadMs);
  decorate();

  panel.onDidChangeViewState(() => {
    if (panel.visible) return;
    for (const part of Object.values(source.parts) as PanelParts[keyof PanelParts][]) part.hidden?.();
  });
  panel.onDidDispose(() => {
    clearTimeout(telling);
    clearTimeout(showing);
    channel.dispose();
    source.dispose();
  });

  return {
    get name() {
      return source.name;
    },
    get isActive() {
      return panel.active;
    },
    onDidDispose: (listener) => panel.onDidDispose(listener),
    reveal(tab) {
      // A hidden page receives no messages; it asks for its state when it is shown again.
      if (tab && panel.visible) channel.showTab(tab);
      else askedTab = tab;
      panel.reveal(undefined, false);
    },
    dispose() {
      panel.dispose();
    },
  };
}

/** Requests that the panel itself answers; features answer the rest. */
type OwnRequest = Exclude<keyof Handlers, 'ready' | PartRequest>;
type PartRequest = { [F in keyof PanelParts]: keyof PanelParts[F]['handlers'] }[keyof PanelParts];

/** Handlers of the page's requests about the app. */
function appHandlers(source: PanelSource, { shared, data, appId }: AppPanelOptions): Pick<Handlers, OwnRequest> {
  const { prompts, output, actions } = shared;
  const details = data.details(appId);
  const parts = Object.values(source.parts) as PanelParts[keyof PanelParts][];
  const versionPages = createVersionViews((environmentId, after) => details.versions(environmentId, after));
  return {
    show(shown) {
      source.ensure(shown.tab);
      for (const part of parts) part.shown?.(shown);
      return null;
    },
    async refresh({ section }) {
      if (section === undefined) for (const part of parts) part.refresh?.();
      await (section === undefined
        ? Promise.all([data.apps.refresh(), details.refresh()])
        : details[section].refresh());
      return null;
    },
    versions: ({ environmentId, after }) => versionPages(environmentId, after),
    async contributorHistory({ actions: wanted, after }) {
      const page = await details.contributorHistory(wanted, after);
      const events = page.nodes.map((event) => contributorEventView(event, viewWords));
      return { events, ...(page.next !== undefined && { next: page.next }) };
    },
    async copy({ text }) {
      await vscode.env.clipboard.writeText(text);
      return null;
    },
    async openConsole({ page }) {
      await prompts.openExternal(consoleLink(data.account, appId, page));
      return null;
    },
    async openDocumentation({ page }) {
      await prompts.openExternal(documentation[page]);
      return null;
    },
    async editDetail({ detail }) {
      await actions.editDetail({ data, id: appId, name: source.name }, detail);
      return null;
    },
    async explainKinds() {
      await actions.explainKinds();
      return null;
    },
    async openMarketplace() {
      const key = details.profile.state?.value?.listing?.key;
      if (key !== undefined) await prompts.openExternal(marketplacePage + encodeURIComponent(key));
      return null;
    },
    saveInstallations: ({ ids }) =>
      saveInstallations(source.name, details.installations.state?.value?.rows ?? [], ids, prompts, viewWords),
    async deleteApp() {
      await actions.delete([{ data, id: appId, name: source.name }]);
      return null;
    },
    async installationCommand({ command }) {
      await actions[command]({ data, id: appId, name: source.name });
      return null;
    },
    async signIn() {
      await actions.signIn(data.account);
      return null;
    },
    showOutput() {
      output.show();
      return null;
    },
  };
}
