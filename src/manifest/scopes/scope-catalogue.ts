import { createEmitter, type Disposable, type Event } from '../../core/emitter.ts';
import { allScopes, scopeFacts, type ScopeFacts } from './built-in-scopes.ts';
import { createLiveScopes, type LiveScopes, type ScopeSource } from './live-scopes.ts';

/** What is known of scopes: at once from the product's own facts, then from the gateway of who is signed in. */
export interface ScopeCatalogue extends Disposable {
  /** What is known of a scope; undefined for an unknown key. */
  facts(key: string): ScopeFacts | undefined;
  /** All that are known: our own, by API, then those that only the gateway knows. */
  all(): readonly ScopeFacts[];
  /** Fires when there is news. */
  readonly onDidChange: Event<undefined>;
}

export interface ScopeCatalogueOptions {
  /** Whom to ask: the same object while it stays the same, undefined where nobody is signed in. */
  readonly source: () => ScopeSource | undefined;
  readonly onDidChangeSource: Event<unknown>;
  /** The keys in the manifests of the workspace: they are asked for first, those unknown to us too. */
  readonly declared: () => Iterable<string>;
  readonly onDidChangeDeclared: Event<unknown>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /**
   * How long manifests have to stay as they are before the gateway is asked, in milliseconds: nobody needs facts of a
   * half-typed key.
   */
  readonly quietMs: number;
}

/**
 * A catalogue that answers from our own facts and asks the source at once and again as things change, in the
 * background.
 */
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
  let quiet: NodeJS.Timeout | undefined;

  const update = () => void current?.live.update(declared());

  function follow(): void {
    const next = source();
    if (next === current?.source) return;
    const hadFacts = (current?.live.facts.size ?? 0) > 0;
    current?.live.dispose();
    current = next && { source: next, live: createLiveScopes(next, now, () => changed.fire(undefined)) };
    if (hadFacts) changed.fire(undefined);
    update();
  }

  function updateSoon(): void {
    clearTimeout(quiet);
    quiet = setTimeout(update, quietMs);
  }

  const following = [onDidChangeSource(follow), onDidChangeDeclared(updateSoon)];
  follow();

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
      for (const subscription of following) subscription.dispose();
      clearTimeout(quiet);
      current?.live.dispose();
    },
  };
}
