import type { ContributorEventView, Tab, VersionView } from '../../src/app-panel/protocol.ts';
import type { Ask } from './page-client.ts';
import type { Memory } from './page-memory.ts';
import { loadingMore, noPages, type Pages, withFailure, withPage } from './pages.ts';

/**
 * Lists of what happened, which are fetched when a person opens them: versions of an environment, changes of
 * contributors.
 */
export interface History {
  /** The versions of an environment that were fetched; undefined before it was opened. */
  versions(environmentId: string): Pages<VersionView> | undefined;
  toggleVersions(environmentId: string): void;
  moreVersions(environmentId: string): void;
  /** The changes of contributors; undefined before they were opened. */
  contributors(): Pages<ContributorEventView> | undefined;
  /** Opens, closes or filters the changes of contributors. */
  showContributors(change: Partial<Memory['history']>): void;
  moreContributors(): void;
  /** Fetches what was left open on a tab. */
  shown(tab: Tab): void;
  /** Fetches anew what is open. */
  refresh(): void;
}

export interface HistoryOptions {
  readonly ask: Ask;
  readonly memory: () => Memory;
  readonly remember: (change: Partial<Memory>) => void;
  readonly changed: () => void;
}

/** The page's histories, none of them fetched. */
export function createHistory({ ask, memory, remember, changed }: HistoryOptions): History {
  const versions = new Map<string, Pages<VersionView>>();
  let events: Pages<ContributorEventView> | undefined;
  // Another filter makes an answer that is still under way worthless.
  let eventsRun = 0;

  /** Fetches the next page, or the first one `anew`; what was fetched before is shown until it is there. */
  async function fetchVersions(environmentId: string, anew = false): Promise<void> {
    const known = versions.get(environmentId);
    if (known?.status === 'loading') return;
    const before = anew || known === undefined ? noPages : known;
    versions.set(environmentId, loadingMore(known ?? noPages));
    changed();
    const answer = await ask('versions', {
      environmentId,
      ...(before.next === undefined ? {} : { after: before.next }),
    });
    versions.set(
      environmentId,
      'failure' in answer
        ? withFailure(before, answer.failure)
        : withPage(before, answer.reply.versions, answer.reply.next),
    );
    changed();
  }

  async function fetchEvents(anew = false): Promise<void> {
    if (events?.status === 'loading') return;
    const before = anew || events === undefined ? noPages : events;
    const run = ++eventsRun;
    events = loadingMore(events ?? noPages);
    changed();
    const { action } = memory().history;
    const answer = await ask('contributorHistory', {
      actions: action === null ? [] : [action],
      ...(before.next === undefined ? {} : { after: before.next }),
    });
    if (run !== eventsRun) return;
    events =
      'failure' in answer
        ? withFailure(before, answer.failure)
        : withPage(before, answer.reply.events, answer.reply.next);
    changed();
  }

  const history: History = {
    versions: (environmentId) => versions.get(environmentId),
    toggleVersions(environmentId) {
      const open = memory().openEnvironments;
      const isOpen = open.includes(environmentId);
      remember({ openEnvironments: isOpen ? open.filter((id) => id !== environmentId) : [...open, environmentId] });
      if (!isOpen && versions.get(environmentId)?.status !== 'ready') void fetchVersions(environmentId);
    },
    moreVersions: (environmentId) => void fetchVersions(environmentId),
    contributors: () => events,
    showContributors(change) {
      remember({ history: { ...memory().history, ...change } });
      if (change.action !== undefined) {
        events = undefined;
        eventsRun++;
      }
      if (memory().history.open && events === undefined) void fetchEvents();
    },
    moreContributors: () => void fetchEvents(),
    shown(tab) {
      if (tab === 'contributors' && memory().history.open && events === undefined) void fetchEvents();
      if (tab !== 'environments') return;
      for (const id of memory().openEnvironments) if (!versions.has(id)) void fetchVersions(id);
    },
    refresh() {
      for (const id of versions.keys()) {
        if (memory().openEnvironments.includes(id)) void fetchVersions(id, true);
        else versions.delete(id);
      }
      if (events === undefined) return;
      if (memory().history.open) void fetchEvents(true);
      else events = undefined;
    },
  };
  return history;
}
