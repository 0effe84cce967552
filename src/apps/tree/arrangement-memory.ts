import type { Memento } from 'vscode';
import { createEmitter, type Event } from '../../core/emitter.ts';
import { type Arrangement, defaultArrangement, groupKeys, sortKeys } from '../model/arrange.ts';

/** What the arrangement is kept under in the editor's global state, which Settings Sync may carry elsewhere. */
export const arrangementKey = 'appsArrangement';

/**
 * What a memento holds, part by part: of a part that can't be read, the default. Read at the start, so without a
 * schema.
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

/** How the person wants to see the apps, kept across restarts. */
export interface ArrangementMemory {
  readonly current: Arrangement;
  readonly onDidChange: Event<undefined>;
  /** Changes a part of it. */
  change(part: Partial<Arrangement>): Promise<void>;
}

/** Reads the arrangement from a memento; what can't be read is the default. */
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
