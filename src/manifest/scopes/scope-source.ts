import type { AccountData } from '../../apps/model/account-data.ts';
import type { ScopeSource } from './live-scopes.ts';
import { createScopeFactsCache } from './scope-facts-cache.ts';

/**
 * Returns the gateway to ask about scopes: that of the first Atlassian account, else of the sample account; the same
 * object as long as the account is the same. Answers of Atlassian's gateway are cached in `folder`.
 */
export function scopeSource(
  data: { readonly list: readonly AccountData[] },
  folder: string,
  onError: (error: unknown) => void,
): () => ScopeSource | undefined {
  const sources = new WeakMap<AccountData, ScopeSource>();
  return () => {
    const first = data.list.find(({ account }) => account.kind === 'atlassian') ?? data.list[0];
    if (first === undefined) return undefined;
    const { account, client } = first;
    const source = sources.get(first) ?? {
      client,
      ...(account.kind === 'atlassian' && { cache: createScopeFactsCache(folder, account.gateway, onError) }),
    };
    sources.set(first, source);
    return source;
  };
}
