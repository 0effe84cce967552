import { isAtLeast, type LogLevel, logLevels, readLogLevel, spellingsOf } from '../../core/log-line.ts';
import type { LogQuery } from '../../gateway/operations/fetch-app-log-page.ts';
import { type FilterField, type LogFilter, noValue } from './log-filter.ts';

/** An environment whose logs can be looked at. */
export interface LogEnvironment {
  readonly id: string;
  readonly key: string;
}

/** A site that an app is installed on, as far as logs go. */
export interface LogSite {
  /** Cloud id. */
  readonly id: string;
  readonly host: string;
  /** ARIs of the app's installations on it, such as `ari:cloud:jira::site/<cloudId>`. */
  readonly contexts: readonly string[];
  readonly environmentIds: readonly string[];
  /** Whether the site lets the developer read logs; undefined if not reported. */
  readonly sharesLogs: boolean | undefined;
  /** When the app was first installed there, in epoch milliseconds. */
  readonly installedAt: number;
}

/** The conditions that the gateway checks, without times. */
export type ServerConditions = Omit<LogQuery, 'from' | 'to'>;

/** What of a filter the gateway does. */
export interface ServerPart {
  /** The environments to ask, one after another. */
  readonly environments: readonly LogEnvironment[];
  readonly conditions: ServerConditions;
}

/**
 * Splits from a filter what the gateway can do without losing lines that the filter wants: values that must be there, in
 * fields whose spelling is known. Texts stay here, since it isn't documented how the gateway compares them; versions do,
 * since a filter means `4` as all of major version 4; exclusions do, since it has none.
 */
export function serverPart(
  filter: LogFilter,
  environments: readonly LogEnvironment[],
  sites: readonly LogSite[] = [],
): ServerPart {
  const wanted = (field: FilterField) => {
    const values = filter.fields.find((one) => one.field === field && !one.isExcluded)?.values ?? [];
    return values.includes(noValue) ? [] : values;
  };
  const upper = (field: FilterField, known: readonly string[]) => {
    const values = wanted(field).map((value) => value.toUpperCase());
    return values.every((value) => known.includes(value)) ? values : [];
  };
  const keys = wanted('env').map((value) => value.toLowerCase());
  const chosen = environments.filter(
    ({ id, key }) => keys.includes(id.toLowerCase()) || keys.includes(key.toLowerCase()),
  );
  const [invocationId, otherInvocation] = wanted('invocation');
  const [traceId, otherTrace] = wanted('trace');
  return {
    environments: keys.length === 0 ? environments : chosen,
    conditions: {
      ...filled({
        lvl: levelSpellings(wanted('level')),
        functionKeys: wanted('function'),
        installationContexts: contextsOf(wanted('site'), sites),
        contexts: upper('app', ['JIRA', 'CONFLUENCE', 'COMPASS']),
        licenseStates: upper('license', ['ACTIVE', 'INACTIVE', 'TRIAL']),
        editions: upper('edition', ['STANDARD', 'ADVANCED']),
      }),
      ...(invocationId !== undefined && otherInvocation === undefined && { invocationId }),
      ...(traceId !== undefined && otherTrace === undefined && { traceId }),
    },
  };
}

/** Whether every line that `narrow` asks for was asked for by `wide` too. */
export function isCoveredBy(narrow: ServerPart, wide: ServerPart): boolean {
  const environmentIds = wide.environments.map(({ id }) => id);
  return (
    narrow.environments.every(({ id }) => environmentIds.includes(id)) &&
    Object.entries(wide.conditions).every(([name, allowed]: [string, unknown]) => {
      const asked: unknown = narrow.conditions[name as keyof ServerConditions];
      if (!Array.isArray(allowed)) return asked === allowed;
      return Array.isArray(asked) && asked.every((value) => allowed.includes(value));
    })
  );
}

/**
 * The spellings to ask for. None if INFO is wanted: lines without a readable level count as INFO, and the gateway would
 * leave them out.
 */
function levelSpellings(values: readonly string[]): readonly string[] {
  const levels = values.flatMap((value) => readLogLevel(value) ?? []);
  return levels.includes('INFO') ? [] : levels.flatMap(spellingsOf);
}

/** The contexts of sites by name or id; none, which asks for all, unless every site is known. */
function contextsOf(values: readonly string[], sites: readonly LogSite[]): readonly string[] {
  const found = values.map((value) =>
    sites.find(({ id, host }) => [id, host.toLowerCase()].includes(value.toLowerCase())),
  );
  const contexts = found.flatMap((site) => site?.contexts ?? []);
  return found.every((site) => site !== undefined && site.contexts.length > 0) && contexts.length <= mostContexts
    ? contexts
    : [];
}

/** The console's limit (documentation page `view-app-logs`). */
const mostContexts = 50;

function filled<T extends Readonly<Record<string, readonly string[]>>>(lists: T): Partial<T> {
  return Object.fromEntries(Object.entries(lists).filter(([, values]) => values.length > 0)) as Partial<T>;
}

/** All levels at least as severe as one, as values of a filter. */
export function levelsFrom(least: LogLevel): string[] {
  return logLevels.filter((level) => isAtLeast(level, least)).map((level) => level.toLowerCase());
}
