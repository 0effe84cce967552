import type { Node } from '@babel/types';
import type { Place, Range } from '../../core/text-position.ts';

/** Where a node of a syntax tree stands. */
export function rangeOf({ loc }: Node): Range {
  return { start: placeOf(loc?.start), end: placeOf(loc?.end) };
}

/** The parser counts lines from 1. */
function placeOf(at: { readonly line: number; readonly column: number } | undefined): Place {
  return { line: (at?.line ?? 1) - 1, character: at?.column ?? 0 };
}
