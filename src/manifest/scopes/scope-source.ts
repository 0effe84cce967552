import type { AccountData } from '../../apps/model/account-data.ts';
import type { ScopeSource } from './live-scopes.ts';
import { createScopeFactsCache } from './scope-facts-cache.ts';

/**
 * Whom to ask about scopes: the first account, the sample one only where nobody else is signed in. Asked anew, it gives
 * the same object while that account is the same. What Atlassian's gateway says is kept in `folder`.
 */
export function scopeSource(
  data: { readonly list: readonly AccountData[] },
  folder: string,
  onError: (error: unknown) => void,
): () => ScopeSource | undefined {
  const sources = new WeakMap<AccountData, ScopeSource>();
  return () => {
    const asked = data.list.find(({ account }) => account.kind === 'atlassian') ?? data.list[0];
    if (asked === undefined) return undefined;
    const { account, client } = asked;
    const source = sources.get(asked) ?? {
      client,
      ...(account.kind === 'atlassian' && { cache: createScopeFactsCache(folder, account.gateway, onError) }),
    };
    sources.set(asked, source);
    return source;
  };
}
