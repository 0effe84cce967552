import type { ScopeFacts } from './scope-facts.ts';

/** The scopes whose keys are nearest to a text by edit distance, nearest first. */
export function nearest(text: string, scopes: readonly ScopeFacts[], count: number): readonly ScopeFacts[] {
  const wanted = text.toLowerCase();
  return scopes
    .filter(({ key }) => key.split(':')[0] === wanted.split(/[:-]/)[0])
    .map((facts) => ({ facts, distance: editDistance(wanted, facts.key) }))
    .filter(({ distance }) => distance <= wanted.length / 3)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map(({ facts }) => facts);
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
