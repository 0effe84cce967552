import * as fc from 'fast-check';

/** Generates the items in random order. */
export function shuffles<T>(items: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...items], { minLength: items.length });
}
