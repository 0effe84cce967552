import type { Disposable } from '../../core/emitter.ts';
import type { Scope } from '../../core/permission.ts';
import type { GatewayClient } from '../../gateway/client.ts';
import { fetchScopes } from '../../gateway/operations/fetch-scope-facts.ts';
import { inBackground } from '../../gateway/priority.ts';
import { allScopes, scopeFacts, type ScopeFacts } from './built-in-scopes.ts';
import { factsFromGateway } from './gateway-facts.ts';
import type { CachedScope, ScopeFactsCache } from './scope-facts-cache.ts';

/** A gateway to ask about scopes. */
export interface ScopeSource {
  readonly client: GatewayClient;
  /** Keeps the answers; without a cache they are lost with the session. */
  readonly cache?: ScopeFactsCache;
}

/** The facts of scopes from one gateway. */
export interface LiveScopes extends Disposable {
  readonly facts: ReadonlyMap<string, ScopeFacts>;
  /**
   * Requests the declared keys, then all known ones, except those requested within a day. A call while another is
   * running puts its declared keys first. After a failure there are no requests for ten minutes. Never throws.
   */
  update(declared: Iterable<string>): Promise<void>;
}

/** Keys in one request. */
const batchSize = 50;

/** Facts older than this are requested again, in milliseconds. */
const maxAgeMs = 24 * 3_600_000;

/** How long there are no requests after a failure, in milliseconds. */
const pauseMs = 10 * 60_000;

/** The most declared keys to request that the built-in table lacks. */
const maxUnknown = 100;

/** What such keys have to look like: other texts of a manifest are not sent. */
const keyPattern = /^[a-z][\w.-]{0,60}(:[\w.-]{1,60}){1,4}$/;

/** The scopes of a source, none of them requested yet. `now` gives milliseconds since 1970. */
export function createLiveScopes(source: ScopeSource, now: () => number, onChange: () => void): LiveScopes {
  return new GatewayScopes(source, now, onChange);
}

class GatewayScopes implements LiveScopes {
  readonly facts = new Map<string, ScopeFacts>();
  readonly #source: ScopeSource;
  readonly #now: () => number;
  readonly #onChange: () => void;
  readonly #lifetime = new AbortController();
  /** By key, also for keys that the gateway does not know. */
  readonly #answers = new Map<string, CachedScope>();
  /** The declared keys of the last call that no run has started with yet. */
  #nextDeclared: Iterable<string> | undefined;
  #running: Promise<void> | undefined;
  #isRestored = false;
  #pausedUntil = 0;

  constructor(source: ScopeSource, now: () => number, onChange: () => void) {
    this.#source = source;
    this.#now = now;
    this.#onChange = onChange;
  }

  async update(declared: Iterable<string>): Promise<void> {
    this.#nextDeclared = declared;
    this.#running ??= this.#run().finally(() => (this.#running = undefined));
    await this.#running;
  }

  dispose(): void {
    this.#lifetime.abort();
  }

  async #run(): Promise<void> {
    while (this.#nextDeclared !== undefined && !this.#lifetime.signal.aborted) {
      const declared = [...new Set(this.#nextDeclared)];
      this.#nextDeclared = undefined;
      await this.#updateWith(declared);
    }
  }

  async #updateWith(declared: readonly string[]): Promise<void> {
    if (!this.#isRestored) await this.#restore();
    if (this.#lifetime.signal.aborted || this.#now() < this.#pausedUntil) return;
    const known = declared.filter((key) => scopeFacts(key) !== undefined);
    const unknown = declared.filter((key) => scopeFacts(key) === undefined && keyPattern.test(key));
    try {
      await this.#request([...known, ...unknown.slice(0, maxUnknown)]);
      await this.#request([...allScopes.map(({ key }) => key), ...this.facts.keys()]);
    } catch {
      // The failure is in the request log. Nobody is waiting for these facts.
      this.#pausedUntil = this.#now() + pauseMs;
    }
  }

  async #restore(): Promise<void> {
    this.#isRestored = true;
    const cached = [...((await this.#source.cache?.read()) ?? [])];
    // Drops entries from the future, which a wrong clock left, and outdated answers about unknown keys.
    const usable = cached.filter(
      ([, { at, scope }]) => at <= this.#now() && (scope !== undefined || this.#now() - at < maxAgeMs),
    );
    const changed = usable.filter(([key, entry]) => this.#store(key, entry));
    if (changed.length > 0 && !this.#lifetime.signal.aborted) this.#onChange();
  }

  /** Requests those keys that are stale. Stops where `update` is called meanwhile. */
  async #request(keys: readonly string[]): Promise<void> {
    const stale = keys.filter((key) => this.#isStale(key));
    let isChanged = false;
    try {
      for (let start = 0; start < stale.length && this.#nextDeclared === undefined; start += batchSize)
        isChanged = (await this.#requestBatch(stale.slice(start, start + batchSize))) || isChanged;
    } finally {
      if (!this.#lifetime.signal.aborted && stale.length > 0) {
        if (isChanged) this.#onChange();
        await this.#source.cache?.write(this.#answers);
      }
    }
  }

  /** Whether any facts changed. */
  async #requestBatch(keys: readonly string[]): Promise<boolean> {
    const scopes = await inBackground(() => fetchScopes(this.#source.client, keys, this.#lifetime.signal));
    const byKey = new Map(scopes.map((scope): [string, Scope] => [scope.key, scope]));
    const at = this.#now();
    let isChanged = false;
    for (const key of keys) {
      const scope = byKey.get(key);
      isChanged = this.#store(key, { at, ...(scope && { scope }) }) || isChanged;
    }
    return isChanged;
  }

  /** Whether the facts of the scope changed. */
  #store(key: string, answer: CachedScope): boolean {
    this.#answers.set(key, answer);
    const before = this.facts.get(key);
    if (answer.scope === undefined) return this.facts.delete(key);
    const facts = factsFromGateway(answer.scope);
    this.facts.set(key, facts);
    return JSON.stringify(facts) !== JSON.stringify(before);
  }

  #isStale(key: string): boolean {
    return this.#now() - (this.#answers.get(key)?.at ?? -Infinity) >= maxAgeMs;
  }
}
