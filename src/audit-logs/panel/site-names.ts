import { places } from '../model/csv-columns.ts';
import type { MergedEvent } from '../model/merged-events.ts';
import type { Disposable } from '../../core/emitter.ts';
import { cellLength, shownText } from '../../vscode/shown-text.ts';

/** Most sites per request: those with the most events come first. */
const sitesAtOnce = 200;

/** Site ids are UUIDs as far as is known; names of ids that could not be one are not requested. */
const siteId = /^[\w-]{1,100}$/;

/** Names of the sites in audit events. */
export interface SiteNames extends Disposable {
  /** By site id, as the page shows it. */
  readonly known: Readonly<Record<string, string>>;
  /**
   * Requests the names of sites that were not requested yet. After a failure the ids stay, and later calls still
   * request names.
   */
  ask(events: readonly MergedEvent[]): void;
}

/** Fetches site names by id with `load`; `onChange` is called when there are new ones. */
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
