import * as z from 'zod/mini';
import type { Memento } from 'vscode';
import type { AppRef } from '../../apps/model/app-ref.ts';
import type { Arrangement } from './logs-state.ts';

/** What of an arrangement is kept. */
export type KeptArrangement = Pick<Arrangement, 'isGrouped' | 'isWrapped' | 'isUtc'>;

/** How logs were last looked at in this workspace, so that they come back as they were. No line is ever kept. */
export interface LogMemory {
  arrangement(): KeptArrangement;
  keepArrangement(arrangement: KeptArrangement): void;
  /** The filter of an app as it was typed; empty if there was none. */
  filterOf(app: AppRef): string;
  keepFilter(app: AppRef, text: string): void;
}

const arrangementKey = 'logs.arrangement';
const filtersKey = 'logs.filterOfApps';

/** Apps whose filters are kept, and the longest filter. */
const most = { apps: 50, characters: 2_000 } as const;

const keptArrangement = z.object({
  isGrouped: z.catch(z.boolean(), false),
  isWrapped: z.catch(z.boolean(), false),
  isUtc: z.catch(z.boolean(), true),
});

/** The key of an account, an app's id and a filter; the app whose filter changed last stands last. */
const keptFilters = z.catch(z.array(z.tuple([z.string(), z.string(), z.string()])), []);

/** The memory of a place that brings itself back: nothing is kept of it here. */
export const forgetful: LogMemory = {
  arrangement: () => keptArrangement.parse({}),
  keepArrangement: () => undefined,
  filterOf: () => '',
  keepFilter: () => undefined,
};

/** Creates a memory in a workspace's state. `onError` hears why something was not kept. */
export function createLogMemory(state: Pick<Memento, 'get' | 'update'>, onError: (error: unknown) => void): LogMemory {
  const filters = () => keptFilters.parse(state.get<unknown>(filtersKey));
  const keep = (key: string, value: unknown) => void state.update(key, value).then(undefined, onError);
  const isOf =
    ({ data, id }: AppRef) =>
    ([account, app]: readonly string[]) =>
      account === data.account.key && app === id;
  return {
    arrangement: () => keptArrangement.parse(state.get<unknown>(arrangementKey) ?? {}),
    keepArrangement: ({ isGrouped, isWrapped, isUtc }) => keep(arrangementKey, { isGrouped, isWrapped, isUtc }),
    filterOf: (app) => filters().find(isOf(app))?.[2] ?? '',
    keepFilter(app, text) {
      const isSame = isOf(app);
      const others = filters().filter((one) => !isSame(one));
      const own = text.trim() === '' || text.length > most.characters ? [] : [[app.data.account.key, app.id, text]];
      keep(filtersKey, [...others, ...own].slice(-most.apps));
    },
  };
}
