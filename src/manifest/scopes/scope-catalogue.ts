import { createEmitter, type Disposable, type Event } from '../../core/emitter.ts';
import { allScopes, scopeFacts, type ScopeFacts } from './built-in-scopes.ts';
import { createLiveScopes, type LiveScopes, type ScopeSource } from './live-scopes.ts';

/** Facts of scopes, from the built-in table and, once loaded, from the gateway. */
export interface ScopeCatalogue extends Disposable {
  /** The facts of a scope; undefined for an unknown key. */
  facts(key: string): ScopeFacts | undefined;
  /** All known scopes: those of the built-in table, sorted by API, then those that only the gateway knows. */
  all(): readonly ScopeFacts[];
  /** Fires when facts changed. */
  readonly onDidChange: Event<undefined>;
}

export interface ScopeCatalogueOptions {
  /** The gateway to ask, the same object as long as it is the same; undefined where nobody is signed in. */
  readonly source: () => ScopeSource | undefined;
  readonly onDidChangeSource: Event<unknown>;
  /** The scopes in the manifests of the workspace. They are requested first, also unknown ones. */
  readonly declared: () => Iterable<string>;
  readonly onDidChangeDeclared: Event<unknown>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** How long after the last change of a manifest the gateway is asked, in milliseconds. Avoids half-typed keys. */
  readonly quietMs: number;
}

/** A catalogue that asks its source in the background, at once and after each change. */
export function createScopeCatalogue({
  source,
  onDidChangeSource,
  declared,
  onDidChangeDeclared,
  now,
  quietMs,
}: ScopeCatalogueOptions): ScopeCatalogue {
  const changed = createEmitter<undefined>();
  let current: { readonly source: ScopeSource; readonly live: LiveScopes } | undefined;
  let timer: NodeJS.Timeout | undefined;

  const update = () => void current?.live.update(declared());

  function updateSource(): void {
    const next = source();
    if (next === current?.source) return;
    const hadFacts = (current?.live.facts.size ?? 0) > 0;
    current?.live.dispose();
    current = next && { source: next, live: createLiveScopes(next, now, () => changed.fire(undefined)) };
    if (hadFacts) changed.fire(undefined);
    update();
  }

  function updateSoon(): void {
    clearTimeout(timer);
    timer = setTimeout(update, quietMs);
  }

  const subscriptions = [onDidChangeSource(updateSource), onDidChangeDeclared(updateSoon)];
  updateSource();

  return {
    facts: (key) => current?.live.facts.get(key) ?? scopeFacts(key),
    all() {
      const live = current?.live.facts;
      if (live === undefined || live.size === 0) return allScopes;
      return [
        ...allScopes.map((facts) => live.get(facts.key) ?? facts),
        ...[...live.values()].filter(({ key }) => scopeFacts(key) === undefined),
      ];
    },
    onDidChange: changed.event,
    dispose() {
      for (const subscription of subscriptions) subscription.dispose();
      clearTimeout(timer);
      current?.live.dispose();
    },
  };
}
