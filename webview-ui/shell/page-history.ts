import type { ContributorEventView, Tab } from '../../src/app-panel/protocol.ts';
import type { VersionView } from '../../src/environments/environments-protocol.ts';
import type { Ask } from './page-client.ts';
import type { Memory } from './page-memory.ts';
import { PagedList } from './paged-list.ts';
import type { Pages } from './pages.ts';

/** Lists fetched when the user opens them: the versions of an environment, the contributor history. */
export interface History {
  /** Returns the fetched versions of an environment; undefined before they are opened. */
  versions(environmentId: string): Pages<VersionView> | undefined;
  toggleVersions(environmentId: string): void;
  moreVersions(environmentId: string): void;
  /** Returns the contributor history; undefined before it is opened. */
  contributors(): Pages<ContributorEventView> | undefined;
  /** Opens, closes or filters the contributor history. */
  showContributors(change: Partial<Memory['history']>): void;
  moreContributors(): void;
  /** Fetches the lists left open on a tab. */
  shown(tab: Tab): void;
  /** Refreshes the open lists. */
  refresh(): void;
}

export interface HistoryOptions {
  readonly ask: Ask;
  readonly memory: () => Memory;
  readonly remember: (change: Partial<Memory>) => void;
  readonly changed: () => void;
}

/** Creates the page's lists, none of them fetched. */
export function createHistory(options: HistoryOptions): History {
  const versions = new VersionHistories(options);
  const contributors = new ContributorHistory(options);
  return {
    versions: (environmentId) => versions.pages(environmentId),
    toggleVersions: (environmentId) => versions.toggle(environmentId),
    moreVersions: (environmentId) => versions.more(environmentId),
    contributors: () => contributors.pages,
    showContributors: (change) => contributors.show(change),
    moreContributors: () => contributors.more(),
    shown(tab) {
      if (tab === 'environments') versions.shown();
      if (tab === 'contributors') contributors.shown();
    },
    refresh() {
      versions.refresh();
      contributors.refresh();
    },
  };
}

/** The versions of each environment. */
class VersionHistories {
  readonly #options: HistoryOptions;
  readonly #lists = new Map<string, PagedList<VersionView>>();

  constructor(options: HistoryOptions) {
    this.#options = options;
  }

  pages(environmentId: string): Pages<VersionView> | undefined {
    return this.#lists.get(environmentId)?.pages;
  }

  more(environmentId: string): void {
    void this.#list(environmentId).more();
  }

  /** Opens or closes the versions of an environment; closing keeps what was fetched. */
  toggle(environmentId: string): void {
    const open = this.#open;
    const isOpen = open.includes(environmentId);
    this.#options.remember({
      openEnvironments: isOpen ? open.filter((id) => id !== environmentId) : [...open, environmentId],
    });
    if (!isOpen && this.pages(environmentId)?.status !== 'ready') this.more(environmentId);
  }

  shown(): void {
    for (const id of this.#open) if (!this.#lists.has(id)) this.more(id);
  }

  refresh(): void {
    for (const [id, list] of this.#lists) {
      if (this.#open.includes(id)) void list.refresh();
      else this.#lists.delete(id);
    }
  }

  get #open(): readonly string[] {
    return this.#options.memory().openEnvironments;
  }

  #list(environmentId: string): PagedList<VersionView> {
    const { ask, changed } = this.#options;
    const list =
      this.#lists.get(environmentId) ??
      new PagedList({
        changed,
        async fetch(after) {
          const answer = await ask('versions', { environmentId, ...(after !== undefined && { after }) });
          return 'failure' in answer ? answer : { items: answer.reply.versions, next: answer.reply.next };
        },
      });
    this.#lists.set(environmentId, list);
    return list;
  }
}

/** The contributor history. */
class ContributorHistory {
  readonly #options: HistoryOptions;
  readonly #list: PagedList<ContributorEventView>;

  constructor(options: HistoryOptions) {
    this.#options = options;
    this.#list = new PagedList({ changed: options.changed, fetch: (after) => this.#fetch(after) });
  }

  get pages(): Pages<ContributorEventView> | undefined {
    return this.#list.pages;
  }

  more(): void {
    void this.#list.more();
  }

  show(change: Partial<Memory['history']>): void {
    this.#options.remember({ history: { ...this.#options.memory().history, ...change } });
    if (change.action !== undefined) this.#list.clear();
    this.shown();
  }

  shown(): void {
    if (this.#isOpen && this.pages === undefined) this.more();
  }

  refresh(): void {
    if (this.pages === undefined) return;
    if (this.#isOpen) void this.#list.refresh();
    else this.#list.clear();
  }

  get #isOpen(): boolean {
    return this.#options.memory().history.open;
  }

  async #fetch(after: string | undefined) {
    const { action } = this.#options.memory().history;
    const actions = action === null ? [] : [action];
    const answer = await this.#options.ask('contributorHistory', { actions, ...(after !== undefined && { after }) });
    return 'failure' in answer ? answer : { items: answer.reply.events, next: answer.reply.next };
  }
}
