import { createEmitter, type Event } from '../../core/emitter.ts';
import type { AppAri } from '../../core/ids.ts';

export type Removal = 'deleting' | 'uninstalling';

/** The apps of an account that are being deleted or uninstalled, for the views that show them. */
export interface Removals {
  of(id: AppAri): Removal | undefined;
  readonly onDidChange: Event<undefined>;
  /** Marks an app, and returns a function that unmarks it. */
  begin(id: AppAri, removal: Removal): () => void;
}

/** Creates a set without apps. */
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
