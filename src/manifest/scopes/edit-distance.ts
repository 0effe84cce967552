// Not a library: fastest-levenshtein does not count swapped letters as one typo (of 1,491 scopes with two letters
// swapped, 49 fewer come first), and damerau-levenshtein has no early exit and takes over three times as long.

/** Longest text that is compared. */
const maxLength = 127;

// Three rows of the table of distances, used again and again: this runs hundreds of times for one answer.
const rows = [0, 1, 2].map(() => new Uint8Array(maxLength + 1));

/**
 * How many characters have to be added, removed, replaced, or swapped with their neighbour to make one text of the
 * other; `limit + 1` where it takes more than `limit`, or a text is longer than 127 characters.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit || Math.max(a.length, b.length) > maxLength) return limit + 1;
  let [before, last, row] = rows;
  if (before === undefined || last === undefined || row === undefined) return limit + 1;
  for (let j = 0; j <= b.length; j++) last[j] = j;
  for (let i = 1; i <= a.length; i++) {
    row[0] = i;
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped =
        i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
      if (swapped) best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row[j] = best;
      least = Math.min(least, best);
    }
    if (least > limit) return limit + 1;
    [before, last, row] = [last, row, before];
  }
  return Math.min(last[b.length] ?? 0, limit + 1);
}
