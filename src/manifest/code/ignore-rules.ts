import { ForgeError } from '../../core/errors.ts';
import { ignoreLimits } from './ignore-limits.ts';
import { lowerCase, patternSteps, type PatternStep, stepsMatch } from './path-pattern.ts';

/** Which files of a folder git ignores. */
export interface IgnoreRules {
  /**
   * `path` is the file's path relative to the top folder, with `/` as separator. Throws `unexpected` once there was too
   * much to look at.
   */
  ignores(path: string): boolean;
  /** What is not applied because it is beyond a limit, as sentences. */
  readonly notApplied: readonly string[];
  /** How many looks at rules it took so far. */
  readonly looks: number;
}

/** One line of a `.gitignore`. */
interface Rule {
  readonly isNegated: boolean;
  readonly isForFoldersOnly: boolean;
  /** Whether the path below the file's folder has to match, not only the name. */
  readonly isPath: boolean;
  /** What the path or name begins and ends with; in lower case where case does not matter. */
  readonly start: string;
  readonly end: string;
  readonly steps: readonly PatternStep[];
}

export interface IgnoreRulesOptions {
  /** Whether names match in upper and lower case, as git has it on macOS and Windows. */
  readonly ignoreCase?: boolean;
}

/**
 * The rules of the `.gitignore` files at and below a top folder, by the folder that each lies in (relative to the top,
 * `''` for the top itself). As in git, rules in deeper folders win, of the rules in one file the last, and files in an
 * ignored folder can't be unignored.
 */
export function createIgnoreRules(
  gitignores: ReadonlyMap<string, string>,
  { ignoreCase = false }: IgnoreRulesOptions = {},
): IgnoreRules {
  return new FolderRules(gitignores, ignoreCase);
}

class FolderRules implements IgnoreRules {
  readonly notApplied: string[] = [];
  readonly #ignoreCase: boolean;
  /** Of each file the last rule first. */
  readonly #rules = new Map<string, readonly Rule[]>();
  readonly #ignoredFolders = new Map<string, boolean>([['', false]]);
  looks = 0;

  constructor(gitignores: ReadonlyMap<string, string>, ignoreCase: boolean) {
    this.#ignoreCase = ignoreCase;
    for (const [folder, text] of gitignores) {
      const rules = this.#rulesOf(folder, text);
      if (rules.length > 0) this.#rules.set(bytesOf(folder), rules.reverse());
    }
  }

  ignores(path: string): boolean {
    if (this.#rules.size === 0) return false;
    const bytes = bytesOf(path);
    return this.#isFolderIgnored(parentOf(bytes)) || this.#isMatched(bytes, false);
  }

  #isFolderIgnored(folder: string): boolean {
    const before = this.#ignoredFolders.get(folder);
    if (before !== undefined) return before;
    const isIgnored = this.#isFolderIgnored(parentOf(folder)) || this.#isMatched(folder, true);
    this.#ignoredFolders.set(folder, isIgnored);
    return isIgnored;
  }

  /** The verdict of the nearest rules that match a path in a folder that is not ignored. */
  #isMatched(path: string, isFolder: boolean): boolean {
    for (
      let folder: string | undefined = parentOf(path);
      folder !== undefined;
      folder = folder === '' ? undefined : parentOf(folder)
    ) {
      const below = path.slice(folder === '' ? 0 : folder.length + 1);
      const rule = this.#rules.get(folder)?.find((one) => this.#matches(one, below, isFolder));
      if (rule) return !rule.isNegated;
    }
    return false;
  }

  #matches({ isForFoldersOnly, isPath, start, end, steps }: Rule, path: string, isFolder: boolean): boolean {
    this.looks++;
    if (isForFoldersOnly && !isFolder) return false;
    const text = isPath ? path : path.slice(path.lastIndexOf('/') + 1);
    const isSame = (some: string, wanted: string) =>
      some === wanted || (this.#ignoreCase && inLowerCase(some) === wanted);
    if (!isSame(text.slice(0, start.length), start)) return false;
    if (end !== '' && !isSame(text.slice(-end.length), end)) return false;
    if (steps.length === 0) return text.length === start.length;
    return stepsMatch(steps, text, start.length, (looks) => {
      this.looks += looks;
      if (this.looks > ignoreLimits.looks)
        throw new ForgeError('unexpected', 'There is too much to compare with the .gitignore files');
    });
  }

  #rulesOf(folder: string, text: string): Rule[] {
    const lines = ignoreLines(text);
    const file = folder === '' ? '.gitignore' : `${folder}/.gitignore`;
    if (lines.length > ignoreLimits.rules) {
      this.notApplied.push(`${file} is not applied: it has more than ${ignoreLimits.rules} rules.`);
      return [];
    }
    const short = lines.filter(
      (line) => line.length <= ignoreLimits.length && (line.match(/\*\*/g)?.length ?? 0) <= ignoreLimits.doubleStars,
    );
    if (short.length < lines.length)
      this.notApplied.push(
        `Rules of ${file} are not applied: they have more than ${ignoreLimits.length} characters or ${ignoreLimits.doubleStars} "**".`,
      );
    return short.flatMap((line) => ruleOf(line, this.#ignoreCase) ?? []);
  }
}

/** The lines with rules, without the spaces behind them. */
function ignoreLines(text: string): string[] {
  return bytesOf(text.replace(/^\uFEFF/, ''))
    .split('\n')
    .map((line) => withoutSpacesBehind(line.replace(/\r$/, '')))
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** A space behind a backslash stays. */
function withoutSpacesBehind(line: string): string {
  let end = line.length;
  while (line[end - 1] === ' ') end--;
  let backslashes = 0;
  while (line[end - 1 - backslashes] === '\\') backslashes++;
  return line.slice(0, backslashes % 2 === 1 ? end + 1 : end);
}

function ruleOf(line: string, ignoreCase: boolean): Rule | undefined {
  const isNegated = line.startsWith('!');
  const isForFoldersOnly = line.endsWith('/');
  const written = line.slice(isNegated ? 1 : 0, isForFoldersOnly ? -1 : undefined);
  const isPath = written.includes('/');
  const pattern = written.startsWith('/') ? written.slice(1) : written;
  const special = pattern.search(/[*?[\\]/);
  const start = special < 0 ? pattern : pattern.slice(0, special);
  const end = endOf(pattern.slice(start.length));
  const steps = patternSteps(pattern.slice(start.length), { isPath, ignoreCase });
  if (steps === undefined) return undefined;
  const folded = (bytes: string) => (ignoreCase ? inLowerCase(bytes) : bytes);
  return { isNegated, isForFoldersOnly, isPath, start: folded(start), end: folded(end), steps };
}

/** The characters behind everything special in a pattern: the quickest way to see that most paths do not match. */
function endOf(pattern: string): string {
  const special = Math.max(...['*', '?', '[', ']', '\\'].map((character) => pattern.lastIndexOf(character)));
  // The character behind a backslash belongs to it; the slash behind `**` may stand for nothing.
  const first = special + (pattern[special] === '\\' || pattern[special + 1] === '/' ? 2 : 1);
  return special < 0 ? '' : pattern.slice(first);
}

/** A text as its bytes in UTF-8, one character for each: git compares bytes. */
function bytesOf(text: string): string {
  return Buffer.from(text).toString('latin1');
}

function inLowerCase(bytes: string): string {
  return String.fromCharCode(...Array.from(bytes, (_, at) => lowerCase(bytes.charCodeAt(at))));
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}
