import { isAtLeast, type LogLevel, type LogLine, type LogOrigin, logLevels } from '../../core/log-line.ts';
import { errorPattern } from './error-pattern.ts';
import { type LinesChange, mergeInto } from './line-store.ts';

/** Errors that are alike but for the variable parts of their messages. */
export interface ErrorGroup {
  /** The message with its variable parts as `…`; the same for all of the group. */
  readonly pattern: string;
  readonly count: number;
  /** Epoch milliseconds. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** In the order of time. */
  readonly lines: readonly LogLine[];
  /** The newest line of the group. */
  readonly latest: LogLine;
  /** Function keys, host names (or ids) of sites, and versions with how often, the most frequent first. */
  readonly functions: readonly Counted[];
  readonly sites: readonly Counted[];
  readonly versions: readonly Counted[];
}

export interface Counted {
  readonly value: string;
  readonly count: number;
}

/** A deployment, as far as "since when" goes. */
export interface LogDeployment {
  readonly environmentId: string;
  readonly version: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

const errorLevels: ReadonlySet<LogLevel> = new Set(logLevels.filter((level) => isAtLeast(level, 'ERROR')));

/**
 * The lines of level ERROR and FATAL among lines that are followed, in groups: a change costs what it brings, not what is
 * there.
 */
export interface ErrorGroups {
  /** The most frequent group first, of the same number the newest. */
  readonly list: readonly ErrorGroup[];
  /** A group by its pattern. */
  get(pattern: string): ErrorGroup | undefined;
  /** Takes over what changed in the lines. */
  follow(change: LinesChange): void;
}

/** Creates the groups of lines, which are in the order of time. */
export function createErrorGroups(lines: readonly LogLine[]): ErrorGroups {
  return new FollowingGroups(lines);
}

class FollowingGroups implements ErrorGroups {
  readonly #groups = new Map<string, Group>();
  /** Sorted again when it is asked for: nearly in order, which sorts quickly. */
  #sorted: Group[] = [];
  #isSorted = true;

  constructor(lines: readonly LogLine[]) {
    this.#add(lines);
  }

  get list(): readonly ErrorGroup[] {
    if (!this.#isSorted) this.#sorted.sort((a, b) => b.count - a.count || b.lastAt - a.lastAt);
    this.#isSorted = true;
    return this.#sorted;
  }

  get(pattern: string): ErrorGroup | undefined {
    return this.#groups.get(pattern);
  }

  follow({ added, dropped, isReset }: LinesChange): void {
    if (isReset) {
      this.#groups.clear();
      this.#sorted = [];
    }
    this.#drop(dropped);
    this.#add(added);
  }

  #add(lines: readonly LogLine[]): void {
    for (const [pattern, errors] of byPattern(lines)) {
      const [first] = errors;
      if (first === undefined) continue;
      const known = this.#groups.get(pattern);
      const group = known ?? new Group(pattern, first);
      group.add(errors);
      this.#isSorted = false;
      if (known !== undefined) continue;
      this.#groups.set(pattern, group);
      this.#sorted.push(group);
    }
  }

  #drop(lines: readonly LogLine[]): void {
    let isOver = false;
    for (const [pattern, errors] of byPattern(lines)) {
      const group = this.#groups.get(pattern);
      group?.dropFirst(errors.length);
      this.#isSorted = false;
      if (group?.count !== 0) continue;
      this.#groups.delete(pattern);
      isOver = true;
    }
    if (isOver) this.#sorted = this.#sorted.filter(({ count }) => count > 0);
  }
}

/** The errors among lines, by their pattern. */
function byPattern(lines: readonly LogLine[]): Map<string, LogLine[]> {
  return Map.groupBy(
    lines.filter(({ level }) => errorLevels.has(level)),
    errorPattern,
  );
}

class Group implements ErrorGroup {
  readonly pattern: string;
  latest: LogLine;
  #lines: LogLine[] = [];
  /** How many lines are of each origin; lines share origins. */
  readonly #origins = new Map<LogOrigin, number>();

  constructor(pattern: string, first: LogLine) {
    [this.pattern, this.latest] = [pattern, first];
  }

  get lines(): readonly LogLine[] {
    return this.#lines;
  }
  get count(): number {
    return this.#lines.length;
  }
  get firstAt(): number {
    return (this.#lines[0] ?? this.latest).at;
  }
  get lastAt(): number {
    return this.latest.at;
  }
  get functions(): readonly Counted[] {
    return this.#counted(({ functionKey }) => functionKey);
  }
  get sites(): readonly Counted[] {
    return this.#counted(({ site, siteId }) => site ?? siteId);
  }
  get versions(): readonly Counted[] {
    return this.#counted(({ version }) => version);
  }

  add(lines: readonly LogLine[]): void {
    this.#lines = mergeInto(this.#lines, lines);
    this.latest = this.#lines.at(-1) ?? this.latest;
    for (const { origin } of lines) this.#origins.set(origin, (this.#origins.get(origin) ?? 0) + 1);
  }

  /** Takes the first lines away: those that are dropped are the first ones of each group too. */
  dropFirst(count: number): void {
    for (const { origin } of this.#lines.splice(0, count)) {
      const left = (this.#origins.get(origin) ?? 0) - 1;
      if (left > 0) this.#origins.set(origin, left);
      else this.#origins.delete(origin);
    }
  }

  /** The values of a fact with how many lines have them, the most frequent first. */
  #counted(valueOf: (origin: LogOrigin) => string | undefined): Counted[] {
    const values = new Map<string, number>();
    for (const [origin, times] of this.#origins) {
      const value = valueOf(origin);
      if (value !== undefined) values.set(value, (values.get(value) ?? 0) + times);
    }
    return [...values].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
  }
}

/**
 * The last deployment that a group's first error follows: since when it is there. Undefined if there is none, or if the
 * lines that were looked at begin after it, for then the error may be older.
 */
export function sinceDeployment(
  { firstAt, latest }: ErrorGroup,
  deployments: readonly LogDeployment[],
  lookedFrom: number,
): LogDeployment | undefined {
  const before = deployments.filter(
    ({ at, environmentId }) => at <= firstAt && environmentId === latest.origin.environmentId,
  );
  const last = before.reduce<LogDeployment | undefined>(
    (newest, one) => (newest && newest.at >= one.at ? newest : one),
    undefined,
  );
  return last !== undefined && last.at >= lookedFrom ? last : undefined;
}
