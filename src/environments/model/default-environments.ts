import { createEmitter, type Event } from '../../core/emitter.ts';
import type { AppAri } from '../../core/ids.ts';
import { isEnvironmentKey, usualEnvironment } from '../../forge-cli/model/cli-tasks.ts';

/** Where the choices are kept, such as VS Code's `workspaceState`: several people have several environments. */
export interface ChoiceStore {
  get(key: string): unknown;
  update(key: string, value: Readonly<Record<string, unknown>>): Thenable<void>;
}

/** The environment of each app that this workspace works with, where nothing says which. Keys as the Forge CLI writes them. */
export interface DefaultEnvironments {
  of(id: AppAri): string;
  /** The environment that a person chose; undefined if nobody did. */
  chosen(id: AppAri): string | undefined;
  /** Chooses an environment; undefined takes the choice back. */
  set(id: AppAri, environment: string | undefined): Promise<void>;
  readonly onDidChange: Event<undefined>;
}

const stateKey = 'defaultEnvironments';

/** The choices in a store; what is no environment's key counts as none. */
export function createDefaultEnvironments(store: ChoiceStore): DefaultEnvironments {
  const changed = createEmitter<undefined>();
  const kept = () => new Map<string, unknown>(Object.entries(store.get(stateKey) ?? {}));
  function chosen(id: AppAri): string | undefined {
    const key = kept().get(id);
    return typeof key === 'string' && isEnvironmentKey(key) ? key : undefined;
  }
  return {
    of: (id) => chosen(id) ?? usualEnvironment,
    chosen,
    async set(id, environment) {
      const all = kept();
      if (environment === undefined) all.delete(id);
      else all.set(id, environment);
      await store.update(stateKey, Object.fromEntries(all));
      changed.fire(undefined);
    },
    onDidChange: changed.event,
  };
}
