import { createResource, type Resource } from '../../apps/model/resource.ts';
import type { Clock } from '../../core/clock.ts';
import type { Disposable } from '../../core/emitter.ts';
import type { ForgeError } from '../../core/errors.ts';
import type { Loadable } from '../../core/loadable.ts';
import type { VersionUsage } from '../../core/version-usage.ts';
import type { FoundReleases } from './rolling-access.ts';
import { openStatuses } from './rolling-release.ts';

/** How often the progress of an upgrade is asked for, in milliseconds. */
export const pollMs = 7000;

/** Who is on which version of an environment, and what was upgraded there. */
export interface FoundUse {
  readonly usage: VersionUsage;
  /** Undefined while they are loaded for the first time. */
  readonly rolling: FoundReleases | ForgeError | undefined;
}

export interface VersionUsesOptions {
  readonly clock: Pick<Clock, 'now' | 'after'>;
  /** `soFar` gets what is there before all of it is. */
  readonly load: (environmentId: string, signal: AbortSignal, soFar: (use: FoundUse) => void) => Promise<FoundUse>;
  readonly changed: () => void;
}

/** The versions in use of a panel’s environments. Upgrades that run are followed while somebody looks. */
export interface VersionUses extends Disposable {
  /** What is known, by environment id. */
  readonly states: ReadonlyMap<string, Loadable<FoundUse> | undefined>;
  /** These environments are shown, and no others: fetches those that aren’t known, or that were known before `hide`. */
  show(environmentIds: readonly string[]): void;
  /** The panel is hidden: nothing is asked until it is shown again. */
  hide(): void;
  /** Somebody looks at the window, or has stopped. */
  look(isLooking: boolean): void;
  /** Fetches an environment’s again. Never rejects. */
  load(environmentId: string): Promise<void>;
  /** Fetches those that are shown again, and forgets the others. */
  refresh(): void;
}

interface Entry {
  readonly use: Resource<FoundUse>;
  /** When the gateway answered last, by the clock’s `now`. */
  answeredAt: number;
  isOutdated: boolean;
  cancelPoll?: () => void;
}

/** Creates the versions in use of a panel that is shown, in a window that somebody looks at or not. */
export function createVersionUses(options: VersionUsesOptions, isLooking: boolean): VersionUses {
  return new FollowedUses(options, isLooking);
}

class FollowedUses implements VersionUses {
  readonly #options: VersionUsesOptions;
  readonly #entries = new Map<string, Entry>();
  #shown: readonly string[] = [];
  #isLooking: boolean;
  /** Whether the panel was closed: what a dialog of its buttons still does is not followed here. */
  #isOver = false;

  constructor(options: VersionUsesOptions, isLooking: boolean) {
    this.#options = options;
    this.#isLooking = isLooking;
  }

  get states(): ReadonlyMap<string, Loadable<FoundUse> | undefined> {
    return new Map([...this.#entries].map(([id, { use }]) => [id, use.state]));
  }

  show(environmentIds: readonly string[]): void {
    if (this.#isOver) return;
    this.#shown = environmentIds;
    for (const id of environmentIds) {
      const entry = this.#entry(id);
      if (entry.isOutdated) void this.load(id);
      else entry.use.ensure();
    }
    this.#followAll();
  }

  hide(): void {
    for (const entry of this.#entries.values()) entry.isOutdated = true;
    this.show([]);
  }

  look(isLooking: boolean): void {
    this.#isLooking = isLooking;
    this.#followAll();
  }

  async load(environmentId: string): Promise<void> {
    if (this.#isOver) return;
    const entry = this.#entry(environmentId);
    entry.isOutdated = false;
    await entry.use.refresh();
  }

  refresh(): void {
    for (const [id, entry] of this.#entries)
      if (this.#shown.includes(id)) void this.load(id);
      else {
        end(entry);
        this.#entries.delete(id);
      }
  }

  dispose(): void {
    this.#isOver = true;
    for (const entry of this.#entries.values()) end(entry);
    this.#entries.clear();
  }

  #entry(environmentId: string): Entry {
    const known = this.#entries.get(environmentId);
    if (known) return known;
    const use = createResource<FoundUse>((signal, soFar) => this.#options.load(environmentId, signal, soFar));
    const entry: Entry = { use, answeredAt: 0, isOutdated: false };
    this.#entries.set(environmentId, entry);
    use.onDidChange(() => {
      if (use.state?.status !== 'loading') entry.answeredAt = this.#options.clock.now();
      this.#follow(environmentId, entry);
      this.#options.changed();
    });
    return entry;
  }

  #followAll(): void {
    for (const [id, entry] of this.#entries) this.#follow(id, entry);
  }

  /** Asks again later if something runs and somebody looks. */
  #follow(environmentId: string, entry: Entry): void {
    entry.cancelPoll?.();
    const { state } = entry.use;
    const isSeen = this.#isLooking && this.#shown.includes(environmentId);
    if (!isSeen || state?.value === undefined || state.status === 'loading' || !isRunning(state.value)) return;
    const { clock } = this.#options;
    const dueAt = entry.answeredAt + pollMs;
    entry.cancelPoll = clock.after(Math.max(0, dueAt - clock.now()), () => void this.load(environmentId));
  }
}

function end({ use, cancelPoll }: Entry): void {
  cancelPoll?.();
  use.dispose();
}

function isRunning({ usage, rolling }: FoundUse): boolean {
  const upgrades = usage.bulkUpgrades ?? [];
  const releases = rolling === undefined || rolling instanceof Error ? [] : rolling.releases;
  return upgrades.some(({ status }) => status === 'running') || releases.some(({ status }) => openStatuses.has(status));
}
