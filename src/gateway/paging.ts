import { ForgeError } from '../core/errors.ts';

/** One page of a Relay connection: its nodes, and the cursor of the next page if there is one. */
export interface Page<T> {
  readonly nodes: readonly T[];
  readonly next: string | undefined;
}

/** A connection's `pageInfo`; `endCursor` is set on the last page too. */
export interface PageInfo {
  readonly hasNextPage: boolean;
  readonly endCursor?: string | null | undefined;
}

/** Returns the cursor of the next page, by the gateway's rule: continue while `hasNextPage && endCursor`. */
export function nextCursor({ hasNextPage, endCursor }: PageInfo): string | undefined {
  return hasNextPage && typeof endCursor === 'string' && endCursor !== '' ? endCursor : undefined;
}

/**
 * Above anything legitimate: the longest real list is 10,000 apps fetched one by one, which take 20 MB as text, and
 * empty pages in a row are rare.
 */
const most = { pages: 20_000, emptyInARow: 50, characters: 64 * 1024 * 1024 } as const;

/**
 * Yields the pages of a connection. Throws `badReply` for endless paging: a repeated cursor, too many empty pages in a
 * row, too many pages, or more in them than the memory should hold; and whatever `load` throws.
 */
export async function* pages<P extends Page<unknown>>(
  load: (after: string | undefined) => Promise<P>,
): AsyncGenerator<P, void, undefined> {
  const seen = new Set<string>();
  let after: string | undefined;
  let [empty, characters] = [0, 0];
  do {
    const page = await load(after);
    characters += JSON.stringify(page.nodes).length;
    if (characters > most.characters)
      throw new ForgeError('badReply', 'the gateway’s list is longer than 64 MB', { tooLarge: true });
    yield page;
    after = page.next;
    empty = page.nodes.length === 0 ? empty + 1 : 0;
    if (after !== undefined && seen.has(after))
      throw new ForgeError('badReply', 'the gateway repeated a page of a list');
    if (after !== undefined && (empty > most.emptyInARow || seen.size >= most.pages))
      throw new ForgeError('badReply', 'the gateway’s list does not end');
    if (after !== undefined) seen.add(after);
  } while (after !== undefined);
}

/** Returns all nodes of a connection, loaded page by page. Throws like `pages`. */
export async function allNodes<T>(load: (after: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = [];
  for await (const { nodes } of pages(load)) for (const node of nodes) all.push(node);
  return all;
}

/**
 * Yields the same items, each requested while the previous one is processed. Throws like the source, after the items
 * before the failure.
 */
export async function* oneAhead<T>(source: AsyncGenerator<T, void, undefined>): AsyncGenerator<T, void, undefined> {
  let upcoming = source.next();
  for (;;) {
    const item = await upcoming;
    if (item.done === true) return;
    upcoming = source.next();
    // It is awaited in the next iteration; until then its rejection must not count as unhandled.
    upcoming.catch(() => undefined);
    yield item.value;
  }
}
