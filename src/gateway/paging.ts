import { ForgeError } from '../core/errors.ts';

/** One page of a Relay connection: its nodes, and the cursor behind it where there is more. */
export interface Page<T> {
  readonly nodes: readonly T[];
  readonly next: string | undefined;
}

/** What a connection's `pageInfo` tells; `endCursor` is set on the last page too. */
export interface PageInfo {
  readonly hasNextPage: boolean;
  readonly endCursor?: string | null | undefined;
}

/** The cursor of the page after this one, by the gateway's rule: continue while `hasNextPage && endCursor`. */
export function nextCursor({ hasNextPage, endCursor }: PageInfo): string | undefined {
  return hasNextPage && typeof endCursor === 'string' && endCursor !== '' ? endCursor : undefined;
}

/**
 * The pages of a connection, one after another. Throws `badReply` when a cursor comes twice, since such paging
 * never ends, and whatever `load` throws.
 */
export async function* pages<P extends Page<unknown>>(load: (after: string | undefined) => Promise<P>): AsyncGenerator<P, void, undefined> {
  const seen = new Set<string>();
  let after: string | undefined;
  do {
    const page = await load(after);
    yield page;
    after = page.next;
    if (after !== undefined && seen.has(after)) throw new ForgeError('badReply', 'the gateway repeats a page of a list');
    if (after !== undefined) seen.add(after);
  } while (after !== undefined);
}

/** All nodes of a connection, page by page. Throws as `pages` does. */
export async function allNodes<T>(load: (after: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const nodes: T[] = [];
  for await (const page of pages(load)) nodes.push(...page.nodes);
  return nodes;
}

/**
 * The same items, each asked for while the one before is worked on. Throws as the source does, after the items before
 * the failure.
 */
export async function* oneAhead<T>(source: AsyncGenerator<T, void, undefined>): AsyncGenerator<T, void, undefined> {
  let upcoming = source.next();
  for (;;) {
    const item = await upcoming;
    if (item.done === true) return;
    upcoming = source.next();
    // It is awaited in the next turn; until then its failure is nobody's surprise.
    upcoming.catch(() => undefined);
    yield item.value;
  }
}
