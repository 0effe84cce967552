import { nearestScopes } from '../scopes/built-in-scopes.ts';

/** Each search takes half a millisecond, so that one pass searches for this many unknown scopes; the next for more. */
const maxSearches = 20;

const maxCached = 1000;

const cache = new Map<string, readonly string[]>();

/**
 * Looks up known scopes that an unknown one may be meant as, the likeliest first. Each returned function searches for a
 * limited number of scopes and returns nothing for others that were never searched for.
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
