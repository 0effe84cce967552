import { createEmitter, type Event } from '../../core/emitter.ts';
import type { AppAri } from '../../core/ids.ts';

/** What is being done to an app. */
export type Removal = 'deleting' | 'uninstalling';

/** The apps of an account of which something is being removed, for everything that shows them. */
export interface Removals {
  of(id: AppAri): Removal | undefined;
  readonly onDidChange: Event<undefined>;
  /** Notes that it begins, and gives what notes that it is over. */
  begin(id: AppAri, removal: Removal): () => void;
}

/** No app, at first. */
export function createRemovals(): Removals {
  const changed = createEmitter<undefined>();
  const running = new Map<AppAri, Removal>();
  return {
    of: (id) => running.get(id),
    onDidChange: changed.event,
    begin(id, removal) {
      running.set(id, removal);
      changed.fire(undefined);
      return () => {
        if (running.delete(id)) changed.fire(undefined);
      };
    },
  };
}
