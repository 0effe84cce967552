import type { Failure } from '../../src/app-panel/protocol.ts';
import type { VersionUse } from '../../src/versions/versions-protocol.ts';

/** Who is on which version of an environment, as far as it is fetched; the last good value stays. */
export interface FetchedUse {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly value?: VersionUse;
  readonly failure?: Failure;
}

/** How often the progress of an upgrade is asked for, in milliseconds. */
export const pollMs = 7000;

interface Options {
  /** Never rejects. */
  readonly fetch: (environmentId: string) => Promise<{ readonly reply: VersionUse } | { readonly failure: Failure }>;
  /** Whether somebody looks at an environment's versions. */
  readonly isShown: (environmentId: string) => boolean;
  readonly changed: () => void;
}

/** The versions in use of the environments that were opened. Upgrades that run are followed while somebody looks. */
export class VersionUses {
  readonly #options: Options;
  readonly #uses = new Map<string, FetchedUse>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(options: Options) {
    this.#options = options;
  }

  of(environmentId: string): FetchedUse | undefined {
    return this.#uses.get(environmentId);
  }

  /** Fetches an environment's unless that was done before. */
  ensure(environmentId: string): void {
    if (!this.#uses.has(environmentId)) void this.load(environmentId);
    else this.#follow(environmentId);
  }

  /** Fetches those that are shown again, and forgets the others. */
  refresh(): void {
    for (const id of this.#uses.keys()) {
      if (this.#options.isShown(id)) void this.load(id);
      else this.#uses.delete(id);
    }
  }

  /** Fetches an environment's again. Never rejects. */
  async load(environmentId: string): Promise<void> {
    const known = this.#uses.get(environmentId)?.value;
    this.#set(environmentId, { status: 'loading', ...(known && { value: known }) });
    const answer = await this.#options.fetch(environmentId);
    if ('failure' in answer)
      this.#set(environmentId, { status: 'failed', failure: answer.failure, ...(known && { value: known }) });
    else this.#set(environmentId, { status: 'ready', value: answer.reply });
    this.#follow(environmentId);
  }

  #set(environmentId: string, use: FetchedUse): void {
    this.#uses.set(environmentId, use);
    this.#options.changed();
  }

  /** Asks again later if something runs and somebody still looks then. */
  #follow(environmentId: string): void {
    clearTimeout(this.#timers.get(environmentId));
    this.#timers.delete(environmentId);
    const { value } = this.#uses.get(environmentId) ?? {};
    if (value === undefined || !isRunning(value)) return;
    const timer = setTimeout(() => {
      if (this.#options.isShown(environmentId)) void this.load(environmentId);
    }, pollMs);
    this.#timers.set(environmentId, timer);
  }
}

function isRunning({ upgrades = [], rolling }: VersionUse): boolean {
  const releases = rolling.status === 'ready' ? rolling.releases : [];
  return [...upgrades, ...releases].some((one) => one.isRunning);
}
