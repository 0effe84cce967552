/**
 * Whether two values of data are the same but for the order of lists in them: the gateway's own order differs from one
 * reply to the next.
 */
export function isSameInAnyOrder(a: unknown, b: unknown): boolean {
  return textOf(a) === textOf(b);
}

function textOf(value: unknown): string | undefined {
  return JSON.stringify(value, (_name, part: unknown) => (Array.isArray(part) ? part.map(textOf).sort() : part));
}
