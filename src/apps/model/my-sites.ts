import * as z from 'zod/mini';
import { createEmitter, type Event } from '../../core/emitter.ts';

/** Where the marks are kept, such as VS Code's `globalState`. */
export interface MarkStore {
  get(key: string): unknown;
  update(key: string, value: readonly string[] | undefined): Thenable<void>;
}

/** The sites that a person marked as their own, for one account at one gateway. Nothing is marked by itself. */
export interface MySites {
  /** Ids of the sites or workspaces. */
  readonly ids: ReadonlySet<string>;
  readonly onDidChange: Event<undefined>;
  /** Marks sites, or takes their marks away. */
  mark(ids: readonly string[], isMine: boolean): Promise<void>;
}

const stored = z.catch(z.array(z.string()), []);

/** The marks of the account with this key; an entry that is not a list of ids counts as empty. */
export function createMySites(store: MarkStore, accountKey: string): MySites {
  const key = `mySites ${accountKey}`;
  const changed = createEmitter<undefined>();
  let ids: ReadonlySet<string> = new Set(stored.parse(store.get(key)));
  return {
    get ids() {
      return ids;
    },
    onDidChange: changed.event,
    async mark(sites, isMine) {
      const marked = new Set(sites);
      ids = new Set(isMine ? [...ids, ...marked] : [...ids].filter((id) => !marked.has(id)));
      changed.fire(undefined);
      await store.update(key, ids.size === 0 ? undefined : [...ids]);
    },
  };
}
