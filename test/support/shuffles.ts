import * as fc from 'fast-check';

/** The items in other orders. */
export function shuffles<T>(items: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...items], { minLength: items.length });
}
