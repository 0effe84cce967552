import type { Memento } from 'vscode';
import { createEmitter, type Event } from '../../core/emitter.ts';
import { type Arrangement, defaultArrangement, groupKeys, sortKeys } from '../model/arrange.ts';

/** Key in the global state, which Settings Sync may copy to other machines. */
export const arrangementKey = 'appsArrangement';

/**
 * The stored arrangement; parts that can't be read are the default. Checked without a schema, because it is read during
 * activation.
 */
function remembered(value: unknown): Arrangement {
  const part = (name: keyof Arrangement): unknown =>
    typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  const filter = part('filter');
  return {
    filter: typeof filter === 'string' ? filter : defaultArrangement.filter,
    sort: sortKeys.find((known) => known === part('sort')) ?? defaultArrangement.sort,
    group: groupKeys.find((known) => known === part('group')) ?? defaultArrangement.group,
  };
}

/** How the user arranged the apps, kept across restarts. */
export interface ArrangementMemory {
  readonly current: Arrangement;
  readonly onDidChange: Event<undefined>;
  change(part: Partial<Arrangement>): Promise<void>;
}

/** Reads the arrangement from a memento; parts that can't be read are the default. */
export function createArrangementMemory(memento: Memento): ArrangementMemory {
  const changed = createEmitter<undefined>();
  let current: Arrangement = remembered(memento.get(arrangementKey));
  return {
    get current() {
      return current;
    },
    onDidChange: changed.event,
    async change(part) {
      current = { ...current, ...part };
      changed.fire(undefined);
      await memento.update(arrangementKey, current);
    },
  };
}
