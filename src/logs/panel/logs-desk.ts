import * as vscode from 'vscode';
import type { AppRef } from '../../apps/model/app-ref.ts';
import { appRef } from '../../apps/model/app-ref.ts';
import { views } from '../../contributions.ts';
import type { Account } from '../../core/account.ts';
import { createEmitter, type Disposable, type Event } from '../../core/emitter.ts';
import { type AppAri, isAppAri } from '../../core/ids.ts';
import type { Shared } from '../../shared.ts';
import type { PinnedLogsMemory } from '../log-protocol.ts';
import { saveLogs } from '../dialogs/save-logs.ts';
import type { ExpressionSearch } from '../model/line-view.ts';
import type { LogFilter } from '../model/log-filter.ts';
import { createLogSession } from '../model/log-session.ts';
import { createLogSource } from '../model/log-source.ts';
import { type AppFolder, createLinePlaces, type LinePlaces } from './line-places.ts';
import { type LogPageActions, logPageCommands } from './log-commands-of-page.ts';
import { type LogHandlers, logHandlers } from './log-handlers.ts';
import { createLogMemory, forgetful, type LogMemory } from './log-memory.ts';
import { createLogTexts, type LogTexts } from './logs-text.ts';
import { type FilledLogs, fillLogsWebview, type LogsWebview } from './logs-webview.ts';
import { createPinnedLogs, type PinnedLogs } from './pinned-logs.ts';
import { saysNoLogs } from './no-logs.ts';
import { chooseFilter } from './saved-filters.ts';
import { ShownLogs } from './shown-logs.ts';

/** What logs take from other features. */
export interface LogsSurroundings {
  readonly rateLimit: { textOf(account: Account): string | undefined; readonly onDidChange: Event<undefined> };
  /** The environments of an app that a tunnel runs for, by key. */
  readonly tunnelsOf: (app: AppAri) => readonly string[];
  /** The folders of an app's manifests in the workspace. */
  readonly foldersOf: (app: AppAri) => readonly AppFolder[];
  /** The app of the manifest or folder that is open; undefined if there is none. */
  readonly openApp: () => AppAri | undefined;
}

/** The app whose logs were shown last, in the workspace's state. */
const lastAppKey = 'logs.lastApp';

/** All places that show logs: the view Forge Logs, pinned editor tabs, documents. */
export class LogsDesk implements Disposable {
  readonly #shared: Shared;
  readonly #surroundings: LogsSurroundings;
  readonly #search: ExpressionSearch;
  readonly #texts: LogTexts = createLogTexts();
  readonly #places: LinePlaces;
  readonly #memory: LogMemory;
  readonly #main: ShownLogs;
  readonly #pinned: PinnedLogs;
  #view: { readonly view: vscode.WebviewView; readonly filled: FilledLogs } | undefined;
  readonly #following: readonly Disposable[];
  #lists: readonly Disposable[] = [];
  /** The app that the workspace's state has. */
  #lastApp: AppRef | undefined;
  readonly #changed = createEmitter<undefined>();
  /** Fires when the logs of the view changed. */
  readonly onDidChange = this.#changed.event;

  constructor(shared: Shared, surroundings: LogsSurroundings, search: ExpressionSearch) {
    [this.#shared, this.#surroundings, this.#search] = [shared, surroundings, search];
    this.#places = createLinePlaces(surroundings.foldersOf);
    this.#memory = createLogMemory(shared.context.workspaceState, (error) =>
      shared.output.error('How logs are shown was not remembered', error),
    );
    this.#main = this.newLogs(() => this.#mainChanged());
    this.#pinned = createPinnedLogs({
      shared,
      newLogs: (changed) => this.newLogs(changed, forgetful),
      fill: (target, logs, memory) => this.#fill(target, logs, memory),
    });
    this.#following = [
      shared.data.onDidChange(() => this.#accountsChanged()),
      surroundings.rateLimit.onDidChange(() => {
        this.#view?.filled.changed();
        this.#pinned.changed();
      }),
    ];
    this.#accountsChanged();
  }

  /** The logs of the view Forge Logs. */
  get main(): ShownLogs {
    return this.#main;
  }

  newLogs(changed: () => void, memory = this.#memory): ShownLogs {
    const { data } = this.#shared;
    return new ShownLogs({
      makeSession: (app, filter) => this.#makeSession(app, filter),
      isSignedIn: () => data.list.length > 0,
      memory,
      changed,
      tunnelsOf: this.#surroundings.tunnelsOf,
      now: Date.now,
    });
  }

  /** Handlers of a page that shows logs; `pin` is what its button *Pin* does. */
  handlers(shown: ShownLogs, own: Pick<LogPageActions, 'pin'>): LogHandlers {
    const { prompts } = this.#shared;
    const run = logPageCommands(shown, this.#shared, {
      openAsText: (logs) => this.#texts.open(logs),
      chooseFilter: (logs) => chooseFilter(logs, prompts),
      save: ({ app, session }) => (app && session ? this.save(app, session.filter) : Promise.resolve()),
      ...own,
    });
    return logHandlers({ shown, places: this.#places, run });
  }

  /** Fills the view Forge Logs. */
  resolve(view: vscode.WebviewView): void {
    this.#view?.filled.dispose();
    const filled = this.#fill(
      {
        webview: view.webview,
        isVisible: () => view.visible,
        onDidChangeVisibility: (listener) => view.onDidChangeVisibility(listener),
      },
      this.#main,
      () => null,
    );
    this.#view = { view, filled };
    view.onDidDispose(() => {
      filled.dispose();
      if (this.#view?.view === view) this.#view = undefined;
    });
    this.#openFirst();
  }

  /** Shows an app's logs in the view Forge Logs, and the view itself, without taking the focus. */
  async show(app: AppRef, filter?: LogFilter): Promise<void> {
    if (await saysNoLogs(app, this.#shared.prompts)) return;
    this.#main.show(app, filter);
    if (this.#view) this.#view.view.show(true);
    else await vscode.commands.executeCommand(`${views.logs}.focus`, { preserveFocus: true });
  }

  /** Saves the lines of an app that a filter finds, in a file that the user chooses. */
  async save(app: AppRef, filter: LogFilter): Promise<void> {
    const { prompts, notify } = this.#shared;
    if (await saysNoLogs(app, prompts)) return;
    await saveLogs({ app, filter, search: this.#search }, { prompts, notify });
  }

  /** Opens the lines of the view as a document. */
  openAsText(): Promise<void> {
    return this.#texts.open(this.#main);
  }

  /** The editor tabs with logs. */
  get pinned(): PinnedLogs {
    return this.#pinned;
  }

  dispose(): void {
    this.#view?.filled.dispose();
    for (const one of [...this.#following, ...this.#lists, this.#pinned, this.#main, this.#texts, this.#changed])
      one.dispose();
  }

  #fill(target: LogsWebview, shown: ShownLogs, memory: () => PinnedLogsMemory | null): FilledLogs {
    const { context, output } = this.#shared;
    return fillLogsWebview(target, {
      extensionUri: context.extensionUri,
      shown,
      handlers: this.handlers(shown, { pin: (logs) => this.#pinned.open(logs) }),
      memory,
      waiting: () => (shown.app && this.#surroundings.rateLimit.textOf(shown.app.data.account)) ?? null,
      onError: output.error,
    });
  }

  #makeSession({ data, id }: AppRef, filter: LogFilter) {
    const source = createLogSource(data.client, id, data.details(id));
    return createLogSession({ place: { account: data.account.key, appId: id }, source, search: this.#search, filter });
  }

  #mainChanged(): void {
    this.#changed.fire(undefined);
    this.#view?.filled.changed();
    const { app } = this.#main;
    if (app === undefined || app === this.#lastApp) return;
    this.#lastApp = app;
    const { context, output } = this.#shared;
    context.workspaceState
      .update(lastAppKey, [app.data.account.key, app.id])
      .then(undefined, (error: unknown) => output.error('The app of Forge Logs was not remembered', error));
  }

  #accountsChanged(): void {
    const { data } = this.#shared;
    for (const one of this.#lists) one.dispose();
    this.#lists = data.list.map(({ apps }) => apps.onDidChange(() => this.#openFirst()));
    const { app } = this.#main;
    if (app !== undefined && data.get(app.data.account.key) !== app.data) this.#main.leave();
    this.#pinned.closeGone();
    this.#openFirst();
    this.#view?.filled.changed();
  }

  /** Shows the app of the open manifest, else the one that was shown last, unless an app is shown. */
  #openFirst(): void {
    if (this.#main.app !== undefined || this.#view === undefined) return;
    const app = this.#firstApp();
    if (app) this.#main.show(app);
  }

  #firstApp(): AppRef | undefined {
    const { data, context } = this.#shared;
    const open = this.#surroundings.openApp();
    const account = open && (data.chosenFor(open) ?? data.list.find(({ apps }) => apps.state.value?.apps.has(open)));
    const openApp = open && account?.apps.state.value?.apps.get(open);
    if (account && openApp) return appRef(account, openApp);
    const [key, id] = context.workspaceState.get<readonly unknown[]>(lastAppKey) ?? [];
    const last = typeof key === 'string' ? data.get(key) : undefined;
    const lastApp = typeof id === 'string' && isAppAri(id) ? last?.apps.state.value?.apps.get(id) : undefined;
    return last && lastApp && appRef(last, lastApp);
  }
}
