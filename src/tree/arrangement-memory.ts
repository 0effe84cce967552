import type { Memento } from 'vscode';
import * as z from 'zod/mini';
import { createEmitter, type Event } from '../core/emitter.ts';
import { type Arrangement, defaultArrangement } from './arrange.ts';

const key = 'appsArrangement';

const remembered = () =>
  z.object({
    filter: z.catch(z.string(), defaultArrangement.filter),
    sort: z.catch(z.enum(['updated', 'name']), defaultArrangement.sort),
    group: z.catch(z.enum(['none', 'type', 'distribution', 'atlassianApp']), defaultArrangement.group),
  });

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
  let current: Arrangement = remembered().safeParse(memento.get(key)).data ?? defaultArrangement;
  return {
    get current() {
      return current;
    },
    onDidChange: changed.event,
    async change(part) {
      current = { ...current, ...part };
      changed.fire(undefined);
      await memento.update(key, current);
    },
  };
}
