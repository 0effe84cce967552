import type { Disposable } from '../../core/emitter.ts';
import type { Scope } from '../../core/permission.ts';
import type { GatewayClient } from '../../gateway/client.ts';
import { fetchScopes } from '../../gateway/operations/fetch-scope-facts.ts';
import { inBackground } from '../../gateway/priority.ts';
import { allScopes, scopeFacts, type ScopeFacts } from './built-in-scopes.ts';
import { liveFacts } from './live-facts.ts';
import type { CachedScope, ScopeFactsCache } from './scope-facts-cache.ts';

/** A gateway that can be asked about scopes. */
export interface ScopeSource {
  readonly client: GatewayClient;
  /** What it says is kept here; without a cache it is forgotten with the session. */
  readonly cache?: ScopeFactsCache;
}

/** What one source told of scopes. */
export interface LiveScopes extends Disposable {
  readonly facts: ReadonlyMap<string, ScopeFacts>;
  /**
   * Asks for the declared keys, then for all that are known, as far as nothing younger than a day is there. While that
   * runs, a further call puts its declared keys first. After a failure the gateway is left alone for ten minutes.
   * Never throws.
   */
  update(declared: Iterable<string>): Promise<void>;
}

/** Keys in one request. */
const batchSize = 50;

const [maxAgeMs, restMs] = [24 * 3_600_000, 10 * 60_000];

/**
 * Most declared keys that are asked for without our knowing them, and what they have to look like: what isn't a scope
 * stays here.
 */
const maxUnknown = 100;
const keyPattern = /^[a-z][\w.-]{0,60}(:[\w.-]{1,60}){1,4}$/;

/**
 * The facts of a source, none of them asked for yet. `now` gives milliseconds since 1970; `onChange` hears when there
 * is news.
 */
export function createLiveScopes({ client, cache }: ScopeSource, now: () => number, onChange: () => void): LiveScopes {
  const lifetime = new AbortController();
  const told = new Map<string, CachedScope>();
  const facts = new Map<string, ScopeFacts>();
  let wanted: Iterable<string> | undefined;
  let running: Promise<void> | undefined;
  let restored = false;
  let restUntil = 0;

  const isStale = (key: string) => now() - (told.get(key)?.at ?? -Infinity) >= maxAgeMs;

  /** Notes what was told of a scope; tells whether it is news. */
  function note(key: string, entry: CachedScope): boolean {
    told.set(key, entry);
    const before = facts.get(key);
    if (entry.scope === undefined) return facts.delete(key);
    const live = liveFacts(entry.scope);
    facts.set(key, live);
    return JSON.stringify(live) !== JSON.stringify(before);
  }

  async function restore(): Promise<void> {
    restored = true;
    const kept = [...((await cache?.read()) ?? [])];
    // A clock that was wrong once must not keep facts for ever; of unknown keys nothing is worth keeping for long.
    const usable = kept.filter(([, { at, scope }]) => at <= now() && (scope !== undefined || now() - at < maxAgeMs));
    const news = usable.filter(([key, entry]) => note(key, entry));
    if (news.length > 0 && !lifetime.signal.aborted) onChange();
  }

  async function ask(keys: readonly string[]): Promise<void> {
    const stale = keys.filter(isStale);
    let hasNews = false;
    try {
      for (let start = 0; start < stale.length && wanted === undefined; start += batchSize) {
        const batch = stale.slice(start, start + batchSize);
        const answer = new Map(
          (await inBackground(() => fetchScopes(client, batch, lifetime.signal))).map((scope): [string, Scope] => [
            scope.key,
            scope,
          ]),
        );
        const at = now();
        for (const key of batch) {
          const scope = answer.get(key);
          hasNews = note(key, { at, ...(scope && { scope }) }) || hasNews;
        }
      }
    } finally {
      if (!lifetime.signal.aborted && stale.length > 0) {
        if (hasNews) onChange();
        await cache?.write(told);
      }
    }
  }

  async function updateWith(declared: readonly string[]): Promise<void> {
    if (!restored) await restore();
    if (lifetime.signal.aborted || now() < restUntil) return;
    const unknown = declared
      .filter((key) => scopeFacts(key) === undefined && keyPattern.test(key))
      .slice(0, maxUnknown);
    try {
      await ask([...declared.filter((key) => scopeFacts(key) !== undefined), ...unknown]);
      await ask([...allScopes.map(({ key }) => key), ...facts.keys()]);
    } catch {
      // The request log has it; nobody waits for an answer.
      restUntil = now() + restMs;
    }
  }

  async function run(): Promise<void> {
    while (wanted !== undefined && !lifetime.signal.aborted) {
      const declared = [...new Set(wanted)];
      wanted = undefined;
      await updateWith(declared);
    }
  }

  return {
    facts,
    update(declared) {
      wanted = declared;
      return (running ??= run().finally(() => (running = undefined)));
    },
    dispose: () => lifetime.abort(),
  };
}
