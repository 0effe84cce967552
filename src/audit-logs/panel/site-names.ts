import { places } from '../model/csv-columns.ts';
import type { MergedEvent } from '../model/merged-events.ts';
import type { Disposable } from '../../core/emitter.ts';
import { cellLength, shownText } from '../../vscode/shown-text.ts';

/** Sites whose names are asked for at once at most: those with the most events. */
const sitesAtOnce = 200;

/** Ids of sites are UUIDs; nothing else is asked for. */
const siteId = /^[\w-]{1,100}$/;

/** Names of the sites of audit events. */
export interface SiteNames extends Disposable {
  /** By the ids as the page shows them. */
  readonly known: Readonly<Record<string, string>>;
  /**
   * Asks for the names of sites that were not asked for yet. A failure leaves the ids to be shown, and is no reason to
   * ask no more.
   */
  ask(events: readonly MergedEvent[]): void;
}

/** Asks `load` for names of sites by their ids; `onChange` hears of new ones. */
export function createSiteNames(
  load: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>,
  onChange: () => void,
): SiteNames {
  const asked = new Set<string>();
  let known: Readonly<Record<string, string>> = {};
  let isOpen = true;

  async function find(ids: readonly string[]): Promise<void> {
    for (const id of ids) asked.add(id);
    try {
      const found = [...(await load(ids))];
      if (!isOpen || found.length === 0) return;
      known = { ...known, ...Object.fromEntries(found.map(([id, name]) => [id, shownText(name, cellLength)])) };
      onChange();
    } catch {
      for (const id of ids) asked.delete(id);
    }
  }

  return {
    get known() {
      return known;
    },
    ask(events) {
      const counts = new Map<string, number>();
      for (const { cells } of events) {
        const id = cells[places.siteId] ?? '';
        if (siteId.test(id) && !asked.has(id)) counts.set(id, (counts.get(id) ?? 0) + 1);
      }
      const ids = [...counts]
        .sort((a, b) => b[1] - a[1])
        .slice(0, sitesAtOnce)
        .map(([id]) => id);
      if (ids.length > 0) void find(ids);
    },
    dispose() {
      isOpen = false;
    },
  };
}
