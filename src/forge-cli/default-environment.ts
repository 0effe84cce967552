import type { Memento } from 'vscode';
import type { Event } from '../core/emitter.ts';
import { createEmitter } from '../core/emitter.ts';
import type { AppAri } from '../core/ids.ts';
import { isEnvironmentKey, usualEnvironment } from './model/cli-tasks.ts';

/** The environment of each app that this workspace works with, where nothing says which. */
export interface DefaultEnvironments {
  of(id: AppAri): string;
  set(id: AppAri, environment: string): Promise<void>;
  readonly onDidChange: Event<undefined>;
}

const stateKey = 'defaultEnvironments';

/** Kept in the workspace's state: several people have several environments. */
export function createDefaultEnvironments(state: Memento): DefaultEnvironments {
  const changed = createEmitter<undefined>();
  const kept = () => new Map(Object.entries(state.get<Record<string, unknown>>(stateKey) ?? {}));
  return {
    of(id) {
      const key = kept().get(id);
      return typeof key === 'string' && isEnvironmentKey(key) ? key : usualEnvironment;
    },
    async set(id, environment) {
      await state.update(stateKey, Object.fromEntries(kept().set(id, environment)));
      changed.fire(undefined);
    },
    onDidChange: changed.event,
  };
}
