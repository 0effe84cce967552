import { createHash } from 'node:crypto';

/** What a month's file holds: the number of different rows, and a digest of them in any order. */
export interface MonthClaim {
  readonly rows: number;
  /** 22 characters: 128 bits of a SHA-256 in base64url. */
  readonly digest: string;
}

/** How a month's file compares with what the index says of it. */
export type MonthFit =
  | 'fits'
  /** Rows of two people, or of a run that was cut short: whole as far as is known, but to be looked at again. */
  | 'merged'
  | 'gone'
  | 'fewer'
  | 'altered';

/**
 * The claim of rows by their exact text. Their order and repetitions don't count: Git's union of two branches changes
 * both.
 */
export function claimOf(rows: Iterable<string>): MonthClaim {
  const different = [...new Set(rows)].sort();
  const hash = createHash('sha256');
  for (const row of different) hash.update(`${row}\n`);
  return { rows: different.length, digest: hash.digest('base64url').slice(0, 22) };
}

/** Compares what a month's file holds, undefined if it is gone, with what the index says. */
export function monthFit(claims: readonly MonthClaim[], found: MonthClaim | undefined): MonthFit {
  if (claims.length === 0) return 'fits';
  const { digest, rows } = found ?? claimOf([]);
  if (claims.some((claim) => claim.digest === digest)) return claims.length === 1 ? 'fits' : 'merged';
  if (found === undefined) return 'gone';
  if (rows < claimedRows(claims)) return 'fewer';
  return claims.length === 1 ? 'altered' : 'merged';
}

/** The most rows that the index says a month has. */
export function claimedRows(claims: readonly MonthClaim[]): number {
  return Math.max(0, ...claims.map(({ rows }) => rows));
}
