import { editDistance } from './edit-distance.ts';

/** Words that people write, and those that keys have. */
const synonyms: ReadonlyMap<string, string> = new Map(
  Object.entries({
    get: 'read',
    view: 'read',
    create: 'write',
    edit: 'write',
    modify: 'write',
    update: 'write',
    remove: 'delete',
    jsm: 'jiraservicemanagement',
  }),
);

/** What each difference costs. */
const costs = {
  synonym: 0.5,
  plural: 0.25,
  typo: 1,
  otherOrder: 0.5,
  otherApi: 0.75,
  strangeWord: 2,
  missingWord: 1,
  separators: 0.25,
};

/** The most characters and words of a text that are compared. */
const [maxLength, maxWords] = [100, 8];

interface Candidate<T> {
  readonly value: T;
  readonly words: readonly string[];
  /** The words without separators. */
  readonly joined: string;
  /** The letters of `joined`, as a bit set. */
  readonly letters: number;
}

/**
 * A search for the keys that a text was most likely meant as. Texts are compared word by word: another order,
 * separators, case, plurals and APIs cost little, typos a little more, and keys beyond a limit are not found. Results
 * are sorted by cost; of equal ones those that come first in `values` are first.
 */
export function createNearestSearch<T>(
  values: readonly T[],
  keyOf: (value: T) => string,
): (text: string, count: number) => readonly T[] {
  const apis = new Set(values.flatMap((value) => keyOf(value).split(':').slice(2).at(-1) ?? []));
  const wordsOf = wordSplitter(apis);
  const apiWords = new Set([...apis].map(joinedName));
  const candidates = values.map((value): Candidate<T> => {
    const own = wordsOf(keyOf(value));
    const joined = own.join('');
    return { value, words: own, joined, letters: lettersOf(joined) };
  });

  return (text, count) => {
    const wanted = wordsOf(
      text
        .slice(0, maxLength)
        .replace(/([a-z])([A-Z])/g, '$1-$2')
        .toLowerCase(),
    ).slice(0, maxWords);
    if (wanted.length === 0) return [];
    const limit = 1 + wanted.length / 2;
    const joined = wanted.join('');
    const letters = lettersOf(joined);
    const typos = Math.min(4, Math.floor(joined.length / 5));
    const readings = wanted.map((word) => ({
      costOf: wordCosts(word),
      strange: apiWords.has(word) ? costs.otherApi : costs.strangeWord,
    }));

    function cost(candidate: Candidate<T>): number {
      const byWords = costByWords(readings, candidate.words, limit);
      // A typo adds at most one letter and removes one, so that comparing the letters rules out most keys quickly.
      if (byWords <= costs.separators || bitCount(letters ^ candidate.letters) > 2 * typos) return byWords;
      const distance = editDistance(joined, candidate.joined, typos);
      return distance > typos ? byWords : Math.min(byWords, distance * costs.typo + costs.separators);
    }
    return candidates
      .map((candidate) => ({ value: candidate.value, cost: cost(candidate) }))
      .filter((found) => found.cost <= limit)
      .sort((a, b) => a.cost - b.cost)
      .slice(0, count)
      .map(({ value }) => value);
  };
}

interface Reading {
  readonly costOf: (word: string) => number;
  /** The cost where no word is similar. */
  readonly strange: number;
}

/** The cost of reading all wanted words as words of a key; infinite beyond the limit. */
function costByWords(readings: readonly Reading[], key: readonly string[], limit: number): number {
  let [sum, inOrder, last, used] = [0, true, -1, 0];
  for (const { costOf, strange } of readings) {
    let [best, at] = [Infinity, -1];
    for (let index = 0; index < key.length; index++) {
      const cost = (used >> index) & 1 ? Infinity : costOf(key[index] ?? '');
      if (cost >= best) continue;
      best = cost;
      at = index;
    }
    sum += Math.min(best, strange);
    if (sum > limit) return Infinity;
    if (best > strange) continue;
    used |= 1 << at;
    inOrder &&= at > last;
    last = at;
  }
  const missing = key.filter((_, index) => !((used >> index) & 1)).length;
  return sum + missing * costs.missingWord + (inOrder ? 0 : costs.otherOrder);
}

/** The cost of reading `wanted` as another word, infinite where they differ too much. Results are cached. */
function wordCosts(wanted: string): (word: string) => number {
  const known = new Map<string, number>();
  return (word) => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const cost = wordCost(wanted, word);
    known.set(word, cost);
    return cost;
  };
}

function wordCost(wanted: string, word: string): number {
  if (wanted === word) return 0;
  if (synonyms.get(wanted) === word) return costs.synonym;
  if (singular(wanted) === singular(word)) return costs.plural;
  if (wanted.length < 3) return Infinity;
  const typos = Math.min(2, Math.ceil(Math.min(wanted.length, word.length) / 4));
  const distance = editDistance(wanted, word, typos);
  return distance > typos ? Infinity : distance * costs.typo;
}

function singular(word: string): string {
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.replace(/(?<=(s|x|z|ch|sh))es$|(?<=[^s])s$/, '');
}

/** The letters of a text as a bit set. */
function lettersOf(text: string): number {
  let letters = 0;
  for (let index = 0; index < text.length; index++) letters |= 1 << (text.charCodeAt(index) & 31);
  return letters;
}

function bitCount(set: number): number {
  let count = 0;
  for (let left = set; left !== 0; left &= left - 1) count++;
  return count;
}

const joinedName = (api: string) => api.replaceAll('-', '');

/** Splits keys into words; the name of an API is one word, even with dashes. */
function wordSplitter(apis: ReadonlySet<string>): (text: string) => readonly string[] {
  const compound = [...apis].filter((api) => api.includes('-')).sort((a, b) => b.length - a.length);
  return (text) =>
    compound
      .reduce((known, api) => known.replaceAll(api, joinedName(api)), text)
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '');
}
