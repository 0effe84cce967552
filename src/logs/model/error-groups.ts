import { isAtLeast, type LogLine } from '../../core/log-line.ts';

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

/** Groups lines of level ERROR and FATAL, the most frequent group first, of the same number the newest. */
export function errorGroups(lines: readonly LogLine[]): ErrorGroup[] {
  const groups = new Map<string, Collected>();
  for (const line of lines) {
    if (!isAtLeast(line.level, 'ERROR')) continue;
    const pattern = errorPattern(line);
    const group = groups.get(pattern) ?? {
      lines: 0,
      first: line,
      latest: line,
      functions: new Map(),
      sites: new Map(),
      versions: new Map(),
    };
    groups.set(pattern, group);
    group.lines++;
    if (line.at < group.first.at) group.first = line;
    if (line.at >= group.latest.at) group.latest = line;
    count(group.functions, line.origin.functionKey);
    count(group.sites, line.origin.site ?? line.origin.siteId);
    count(group.versions, line.origin.version);
  }
  const all = [...groups].map(([pattern, group]) => ({
    pattern,
    count: group.lines,
    firstAt: group.first.at,
    lastAt: group.latest.at,
    latest: group.latest,
    functions: counted(group.functions),
    sites: counted(group.sites),
    versions: counted(group.versions),
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
  readonly functions: Map<string, number>;
  readonly sites: Map<string, number>;
  readonly versions: Map<string, number>;
}

function count(values: Map<string, number>, value: string | undefined): void {
  if (value !== undefined) values.set(value, (values.get(value) ?? 0) + 1);
}

function counted(values: ReadonlyMap<string, number>): Counted[] {
  return [...values].map(([value, times]) => ({ value, count: times })).sort((a, b) => b.count - a.count);
}

/** Longest part of a message that tells errors apart, in characters. */
const longestPattern = 300;

/** What varies from one error to the next: ARIs, addresses, UUIDs, times, long ids, hex and plain numbers, quoted texts. */
const variableParts =
  /ari:[^\s"',)]+|https?:\/\/[^\s"',)]+|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b[A-Z][A-Z0-9_]+-\d+\b|\b(?=[\w-]*\d)[\w-]{16,}\b|\b0x[0-9a-f]+\b|\b\d+(?:[.:,T-]\d+)*Z?|"[^"\n]{1,200}"|'[^'\n]{1,200}'|`[^`\n]{1,200}`/gi;

/** The first line of an error's name and message, without what varies. */
export function errorPattern({ errors: [error] = [], text }: Pick<LogLine, 'errors' | 'text'>): string {
  const full = error === undefined ? text : `${error.name}: ${error.message}`;
  const [first = ''] = full.slice(0, longestPattern).split('\n', 1);
  return first.replace(variableParts, '…').trim();
}
