import { isAtLeast, type LogLevel, type LogLine, type LogOrigin, logLevels } from '../../core/log-line.ts';

/** Errors that are alike but for the variable parts of their messages. */
export interface ErrorGroup {
  /** The message with its variable parts as `…`; the same for all of the group. */
  readonly pattern: string;
  readonly count: number;
  /** Epoch milliseconds. */
  readonly firstAt: number;
  readonly lastAt: number;
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

/** Groups lines of level ERROR and FATAL, the most frequent group first, of the same number the newest. */
export function errorGroups(lines: readonly LogLine[]): ErrorGroup[] {
  const groups = new Map<string, Collected>();
  for (const line of lines) {
    if (!errorLevels.has(line.level)) continue;
    const pattern = errorPattern(line);
    const group = groups.get(pattern) ?? {
      lines: 0,
      first: line,
      latest: line,
      origins: new Map<LogOrigin, number>(),
    };
    groups.set(pattern, group);
    group.lines++;
    if (line.at < group.first.at) group.first = line;
    if (line.at >= group.latest.at) group.latest = line;
    group.origins.set(line.origin, (group.origins.get(line.origin) ?? 0) + 1);
  }
  const all = [...groups].map(([pattern, group]) => ({
    pattern,
    count: group.lines,
    firstAt: group.first.at,
    lastAt: group.latest.at,
    latest: group.latest,
    functions: counted(group.origins, ({ functionKey }) => functionKey),
    sites: counted(group.origins, ({ site, siteId }) => site ?? siteId),
    versions: counted(group.origins, ({ version }) => version),
  }));
  return all.sort((a, b) => b.count - a.count || b.lastAt - a.lastAt);
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

interface Collected {
  lines: number;
  first: LogLine;
  latest: LogLine;
  /** How many lines are of each origin; lines share origins. */
  readonly origins: Map<LogOrigin, number>;
}

/** The values of origins with how many lines have them, the most frequent first. */
function counted(
  origins: ReadonlyMap<LogOrigin, number>,
  valueOf: (origin: LogOrigin) => string | undefined,
): Counted[] {
  const values = new Map<string, number>();
  for (const [origin, times] of origins) {
    const value = valueOf(origin);
    if (value !== undefined) values.set(value, (values.get(value) ?? 0) + times);
  }
  return [...values].map(([value, times]) => ({ value, count: times })).sort((a, b) => b.count - a.count);
}

/** Longest part of a message that tells errors apart, in characters. */
const longestPattern = 300;

/** What varies from one error to the next: ARIs, addresses, UUIDs, times, long ids, hex and plain numbers, quoted texts. */
const variableParts =
  /ari:[^\s"',)]+|https?:\/\/[^\s"',)]+|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b[A-Z][A-Z0-9_]+-\d+\b|\b(?=[\w-]*\d)[\w-]{16,}\b|\b0x[0-9a-f]+\b|\b\d+(?:[.:,T-]\d+)*Z?|"[^"\n]{1,200}"|'[^'\n]{1,200}'|`[^`\n]{1,200}`/gi;

/** Patterns of lines: new lines are grouped with all others again, every few seconds. */
const patterns = new WeakMap<object, string>();

/** The first line of an error's name and message, without what varies. */
export function errorPattern(line: Pick<LogLine, 'errors' | 'text'>): string {
  const known = patterns.get(line);
  if (known !== undefined) return known;
  const pattern = makePattern(line);
  patterns.set(line, pattern);
  return pattern;
}

function makePattern({ errors: [error] = [], text }: Pick<LogLine, 'errors' | 'text'>): string {
  const full = error === undefined ? text : `${error.name}: ${error.message}`;
  const [first = ''] = full.slice(0, longestPattern).split('\n', 1);
  return first.replace(variableParts, '…').trim();
}
