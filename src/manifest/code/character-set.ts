/** A set of characters in a pattern, like `[a-z]`, and the index behind it. */
export interface CharacterSet {
  readonly end: number;
  readonly has: (character: number) => boolean;
}

/** The classes that `[:name:]` stands for, for ASCII. */
const classes: Readonly<Record<string, RegExp>> = {
  alnum: /[0-9A-Za-z]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  cntrl: /[\x00-\x1f\x7f]/,
  digit: /[0-9]/,
  graph: /[\x21-\x7e]/,
  lower: /[a-z]/,
  print: /[\x20-\x7e]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[ \t\n\v\f\r]/,
  upper: /[A-Z]/,
  xdigit: /[0-9A-Fa-f]/,
};

type Member = (character: number) => boolean;

/** The set that begins at an index of a pattern, read as git reads it; undefined where it is not closed or not known. */
export function characterSet(pattern: string, start: number, ignoreCase: boolean): CharacterSet | undefined {
  const isNegated = /^[!^]/.test(pattern.charAt(start + 1));
  const members: Member[] = [];
  /** The character before, where a range may begin with it. */
  let first: number | undefined;
  let at = start + (isNegated ? 2 : 1);
  const begin = at;
  for (; at === begin || pattern[at] !== ']'; at++) {
    if (at >= pattern.length) return undefined;
    const named = namedClass(pattern, at);
    if (named === 'unknown') return undefined;
    if (named) {
      members.push(named.has);
      first = undefined;
      at = named.end - 1;
      continue;
    }
    const isRange = pattern[at] === '-' && first !== undefined && at + 1 < pattern.length && pattern[at + 1] !== ']';
    if (isRange) at++;
    if (pattern[at] === '\\') at++;
    if (at >= pattern.length) return undefined;
    const last = pattern.charCodeAt(at);
    const from = isRange ? (first ?? last) : last;
    members.push((character) => character >= from && character <= last);
    first = isRange ? undefined : last;
  }
  const has = (character: number) => members.some((member) => member(character));
  return { end: at + 1, has: (character) => inEitherCase(has, character, ignoreCase) !== isNegated };
}

function inEitherCase(has: Member, character: number, ignoreCase: boolean): boolean {
  if (has(character) || !ignoreCase) return has(character);
  const text = String.fromCharCode(character);
  return /[a-z]/i.test(text) && (has(text.toLowerCase().charCodeAt(0)) || has(text.toUpperCase().charCodeAt(0)));
}

/** The class that `[:name:]` at an index stands for. */
function namedClass(pattern: string, at: number): CharacterSet | 'unknown' | undefined {
  if (!pattern.startsWith('[:', at)) return undefined;
  const end = pattern.indexOf(']', at + 2);
  if (end < 0) return 'unknown';
  // Without a colon at its end it is a set of these characters.
  if (end < at + 3 || pattern[end - 1] !== ':') return undefined;
  const name = pattern.slice(at + 2, end - 1);
  const known = Object.hasOwn(classes, name) ? classes[name] : undefined;
  return known ? { end: end + 1, has: (character) => known.test(String.fromCharCode(character)) } : 'unknown';
}
