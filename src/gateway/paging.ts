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
 * More pages than the longest honest list has (10,000 apps, asked for one by one), and more empty ones in a row than
 * chance gives.
 */
const most = { pages: 20_000, emptyInARow: 50 } as const;

/**
 * The pages of a connection, one after another. Throws `badReply` for paging that never ends: when a cursor comes
 * twice, when page after page is empty, or when there are more than any list has; and whatever `load` throws.
 */
export async function* pages<P extends Page<unknown>>(
  load: (after: string | undefined) => Promise<P>,
): AsyncGenerator<P, void, undefined> {
  const seen = new Set<string>();
  let after: string | undefined;
  let empty = 0;
  do {
    const page = await load(after);
    yield page;
    after = page.next;
    empty = page.nodes.length === 0 ? empty + 1 : 0;
    if (after !== undefined && seen.has(after))
      throw new ForgeError('badReply', 'the gateway repeats a page of a list');
    if (after !== undefined && (empty > most.emptyInARow || seen.size >= most.pages))
      throw new ForgeError('badReply', 'the gateway’s list does not end');
    if (after !== undefined) seen.add(after);
  } while (after !== undefined);
}

/** All nodes of a connection, page by page. Throws as `pages` does. */
export async function allNodes<T>(load: (after: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = [];
  for await (const { nodes } of pages(load)) for (const node of nodes) all.push(node);
  return all;
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
