import { nearestScopes } from '../scopes/built-in-scopes.ts';

/** A search takes half a millisecond, so one pass searches for this many unknown scopes and the next for more. */
const maxSearches = 20;

const maxCached = 1000;

const cache = new Map<string, readonly string[]>();

/**
 * Looks up known scopes that an unknown one may stand for, the likeliest first. Each returned function runs a limited
 * number of new searches; beyond that it returns nothing for scopes that no earlier pass searched for.
 */
export function limitedSuggestions(): (scope: string) => readonly string[] {
  let searchesLeft = maxSearches;
  return (scope) => {
    const cached = cache.get(scope);
    if (cached || searchesLeft === 0) return cached ?? [];
    searchesLeft--;
    const suggestions = nearestScopes(scope).map(({ key }) => key);
    if (cache.size > maxCached) cache.clear();
    cache.set(scope, suggestions);
    return suggestions;
  };
}
