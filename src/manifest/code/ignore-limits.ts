/** Limits of `.gitignore` files, far above what people write: a file from a repository may be anything. */
export const ignoreLimits = {
  /** Of one file. */
  bytes: 256 * 1024,
  /** Rules of one file. */
  rules: 5_000,
  /** Characters of a rule. */
  length: 1_000,
  /** How often `**` may stand in a rule. */
  doubleStars: 16,
  /** Looks at a step of a rule, for all paths together. */
  looks: 50_000_000,
} as const;
