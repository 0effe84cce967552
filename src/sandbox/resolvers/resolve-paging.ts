import { refusal } from './resolve-errors.ts';

/** Relay's paging arguments; a variable may be null. */
export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

export interface Page<T> {
  readonly nodes: readonly T[];
  readonly edges: readonly { readonly cursor: string; readonly node: T }[];
  readonly totalCount: number;
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

const cursorOf = (index: number): string => Buffer.from(String(index)).toString('base64');

function indexOf(cursor: string): number {
  const index = Number(Buffer.from(cursor, 'base64').toString());
  if (!Number.isSafeInteger(index) || index < 0 || cursorOf(index) !== cursor)
    throw refusal(`Invalid cursor: ${cursor}`, 'INVALID_CURSOR', 400);
  return index;
}

function sizeOf(asked: number | null | undefined, limit: number): number {
  if (asked === null || asked === undefined) return limit;
  if (asked < 0) throw refusal('The page size must not be negative.', 'INVALID_PAGE_SIZE', 400);
  return Math.min(asked, limit);
}

/**
 * One page of `items`. Cursors are the index in base64, and the last page has an `endCursor` too, both as seen from the
 * gateway. `size` is the default page size, `limit` the largest. Throws a refusal for an invalid cursor or a negative
 * size.
 */
export function pageOf<T, U = T>(
  items: readonly T[],
  { first, after, last, before }: PageArguments,
  size: number,
  view: (item: T) => U,
  limit = size,
): Page<U> {
  let start = after ? indexOf(after) + 1 : 0;
  let end = before ? Math.min(indexOf(before), items.length) : items.length;
  if (last !== null && last !== undefined) start = Math.max(start, end - sizeOf(last, limit));
  else end = Math.min(end, start + sizeOf(first ?? size, limit));
  const edges = items.slice(start, end).map((item, index) => ({ cursor: cursorOf(start + index), node: view(item) }));
  return {
    nodes: edges.map(({ node }) => node),
    edges,
    totalCount: items.length,
    pageInfo: {
      hasNextPage: end < items.length,
      hasPreviousPage: start > 0 && items.length > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
