/** Where the times of our own changes are kept. Holds keys and times, no values. */
export interface OwnChangesMemory {
  load(): unknown;
  save(times: Readonly<Record<string, number>>): PromiseLike<void>;
}

/**
 * When variables were changed here. The gateway has no times for them, so whether a change waits for a deployment is
 * known of our own changes alone.
 */
export interface OwnChanges {
  /** Notes that a variable of an environment was changed at `at`, in milliseconds since 1970. */
  note(environmentId: string, key: string, at: number): Promise<void>;
  /** Whether a variable was changed here since the environment was last deployed to. */
  isWaiting(environmentId: string, key: string, deployedAt: Date | undefined): boolean;
  /** How many variables were changed here since then, removed ones included. */
  countWaiting(environmentId: string, deployedAt: Date | undefined): number;
}

/** How many of the newest changes are kept. */
const keptChanges = 1000;

/** Creates the times of our own changes over a memory that other windows may share. */
export function createOwnChanges(memory: OwnChangesMemory): OwnChanges {
  const idOf = (environmentId: string, key: string) => `${environmentId} ${key}`;
  return {
    async note(environmentId, key, at) {
      const id = idOf(environmentId, key);
      const others = known(memory).filter(([other]) => other !== id);
      await memory.save(Object.fromEntries([...others.slice(1 - keptChanges), [id, at]]));
    },
    isWaiting(environmentId, key, deployedAt) {
      const id = idOf(environmentId, key);
      const at = known(memory).find(([other]) => other === id)?.[1];
      return at !== undefined && at > (deployedAt?.getTime() ?? 0);
    },
    countWaiting: (environmentId, deployedAt) =>
      known(memory).filter(([id, at]) => id.startsWith(`${environmentId} `) && at > (deployedAt?.getTime() ?? 0))
        .length,
  };
}

function known(memory: OwnChangesMemory): readonly (readonly [string, number])[] {
  const loaded = memory.load();
  if (typeof loaded !== 'object' || loaded === null) return [];
  return Object.entries(loaded).flatMap(([id, at]) => (typeof at === 'number' ? [[id, at] as const] : []));
}
