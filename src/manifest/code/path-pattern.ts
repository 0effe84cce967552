// Not the package `ignore`: it turns patterns into regular expressions, and `**/a/**/a/…` then takes longer than anybody
// waits. Here every character of a path is looked at once, with all places of the pattern that it may have reached.
import { characterSet } from './character-set.ts';

/** What a pattern does with the next character of a path. */
export type PatternStep =
  /** Takes one character. */
  | ((character: number) => boolean)
  /** Takes any number of characters of one name. */
  | 'name'
  /** Takes any number of characters. */
  | 'anything'
  /** Goes on behind the next step, or with it. */
  | 'optional'
  /** Takes any number of characters up to and with a slash. */
  | 'folders';

export const slash = 47;

export interface PatternSyntax {
  /** Whether `*`, `?` and sets stop at a slash. */
  readonly isPath: boolean;
  /** Whether letters match in upper and lower case (ASCII alone, as in git). */
  readonly ignoreCase: boolean;
}

/**
 * The steps of a pattern of git's `wildmatch`, whose characters are bytes; undefined for one that matches nothing, like
 * an unclosed set.
 */
export function patternSteps(
  pattern: string,
  { isPath, ignoreCase }: PatternSyntax,
): readonly PatternStep[] | undefined {
  const steps: PatternStep[] = [];
  let at = 0;
  while (at < pattern.length) {
    const character = pattern.charAt(at);
    if (character === '*') {
      const end = endOfStars(pattern, at);
      const isWhole =
        end - at > 1 && (at === 0 || pattern[at - 1] === '/') && /^(?:$|\/|\\\/)/.test(pattern.slice(end, end + 2));
      if (isPath && isWhole && pattern[end] === '/') steps.push('optional', 'folders');
      else steps.push(isPath && !isWhole ? 'name' : 'anything');
      at = isPath && isWhole && pattern[end] === '/' ? end + 1 : end;
    } else if (character === '[') {
      const set = characterSet(pattern, at, ignoreCase);
      if (set === undefined) return undefined;
      steps.push((code) => set.has(code) && !(isPath && code === slash));
      at = set.end;
    } else {
      if (character === '\\' && at + 1 === pattern.length) return undefined;
      const isEscaped = character === '\\';
      steps.push(
        character === '?'
          ? (code) => !isPath || code !== slash
          : oneCharacter(pattern.charCodeAt(isEscaped ? at + 1 : at), ignoreCase),
      );
      at += isEscaped ? 2 : 1;
    }
  }
  return steps;
}

function endOfStars(pattern: string, from: number): number {
  let end = from;
  while (pattern[end] === '*') end++;
  return end;
}

function oneCharacter(wanted: number, ignoreCase: boolean): (character: number) => boolean {
  if (!ignoreCase) return (character) => character === wanted;
  const folded = lowerCase(wanted);
  return (character) => lowerCase(character) === folded;
}

/** An ASCII letter in lower case; any other character as it is. */
export function lowerCase(character: number): number {
  return character >= 65 && character <= 90 ? character + 32 : character;
}

/**
 * Whether the steps take the whole text from an index on. Each character costs at most one look at each step; `count`
 * receives how many looks it took.
 */
export function stepsMatch(
  steps: readonly PatternStep[],
  text: string,
  from: number,
  count: (looks: number) => void,
): boolean {
  const reached = new Places(steps);
  reached.enter(0);
  for (let at = from; at < text.length && reached.places.length > 0; at++) {
    count(reached.places.length);
    reached.take(text.charCodeAt(at));
  }
  return reached.places.includes(steps.length);
}

/** The places in a pattern that the characters so far may have reached. */
class Places {
  readonly #steps: readonly PatternStep[];
  /** The number of the character at which each place was reached last. */
  readonly #reachedAt: Int32Array;
  #taken = 0;
  places: number[] = [];

  constructor(steps: readonly PatternStep[]) {
    this.#steps = steps;
    this.#reachedAt = new Int32Array(steps.length + 1).fill(-1);
  }

  /** Reaches a place, and those behind it that need no character. */
  enter(place: number): void {
    if (this.#reachedAt[place] === this.#taken) return;
    this.#reachedAt[place] = this.#taken;
    this.places.push(place);
    const step = this.#steps[place];
    if (step === 'name' || step === 'anything' || step === 'optional') this.enter(place + 1);
    if (step === 'optional') this.enter(place + 2);
  }

  take(character: number): void {
    const before = this.places;
    this.places = [];
    this.#taken++;
    for (const place of before) {
      const step = this.#steps[place];
      if (typeof step === 'function') {
        if (step(character)) this.enter(place + 1);
      } else if (step === 'anything' || step === 'folders' || (step === 'name' && character !== slash))
        this.enter(place);
      if (step === 'folders' && character === slash) this.enter(place + 1);
    }
  }
}
