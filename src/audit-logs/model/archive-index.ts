import * as z from 'zod/mini';
import { ForgeError } from '../../core/errors.ts';
import type { MonthClaim } from './archive-claim.ts';
import { isDay } from './days.ts';
import { type FetchedDays, inOrder } from './fetched-days.ts';

/** The index of an app's archive. */
export interface ArchiveIndex {
  /** Plain UUID. */
  readonly appId: string;
  readonly appName: string;
  /** When a run was last completed; absent if none was. */
  readonly archivedAt?: Date;
  /** Without overlaps, in the order of days. */
  readonly fetched: readonly FetchedDays[];
  /**
   * What the files of months hold, by name. Several claims: a run was cut short before it replaced the file, or the
   * archives of two people were merged.
   */
  readonly months: ReadonlyMap<string, readonly MonthClaim[]>;
}

export const indexFile = 'index.json';

/** One file per month, and one for events without a valid time. */
export const monthFilePattern = /^(\d{4}-(?:0[1-9]|1[0-2])|undated)\.csv$/;

/** Later dates count as damage. */
const endOfTime = '3000-01-01';

/** More ranges of days than daily runs of a lifetime leave: putting them in order would take long. */
const mostStretches = 10_000;

const day = () => z.string().check(z.refine((text) => isDay(text) && text < endOfTime, 'not a day'));
const instant = () =>
  z.pipe(
    z.string().check(z.refine((text) => Math.abs(Date.parse(text)) < Date.parse(endOfTime), 'not a time')),
    z.transform((text) => new Date(text)),
  );
const stretch = () => z.object({ from: day(), to: day(), at: instant() }).check(z.refine(({ from, to }) => from <= to));

/** The first format: one object, which two branches can't change without a conflict. */
const firstVersion = () =>
  z.object({
    version: z.literal(1),
    appId: z.string(),
    appName: z.string(),
    archivedAt: z.optional(instant()),
    fetched: z
      .array(stretch())
      .check(
        z.refine(
          (all) => all.every(({ from }, index) => from > (all[index - 1]?.to ?? '')),
          'not in the order of days',
        ),
      ),
  });

/**
 * Parses an index: of the first format, or of the present one, line by line, so that an index that Git has put together
 * from the lines of two branches is read whole. Throws `damaged` for an invalid one, since a guess could lose events.
 */
export function parseIndex(text: string): ArchiveIndex {
  try {
    const first = firstVersion().safeParse(unlessNoJson(text));
    return first.success ? { ...withTime(first.data), months: new Map() } : parseLines(text);
  } catch (cause) {
    throw new ForgeError(
      'damaged',
      /^(<{7}|={7}|>{7})/m.test(text)
        ? `${indexFile} of the audit archive has the conflict markers of a merge; resolve the conflict, restore it, or move the folder away`
        : `${indexFile} of the audit archive is damaged, or of a newer version; restore it, or move the folder away`,
      { cause },
    );
  }
}

function unlessNoJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function withTime<T extends { archivedAt?: Date | undefined }>({
  archivedAt,
  ...rest
}: T): Omit<T, 'archivedAt'> & { archivedAt?: Date } {
  return { ...rest, ...(archivedAt && { archivedAt }) };
}

const claimText = /^(\d{1,9}) rows, sha256 ([\w-]{22})$/;
const daysText = /^(\S+) to (\S+)$/;

function parseLines(text: string): ArchiveIndex {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.shift()?.trim() !== '{' || lines.pop()?.trim() !== '}') throw new Error('not in braces');
  const facts = lines.map(factOf);
  const valuesOf = (key: string) => facts.filter(([name]) => name === key).map(([, value]) => value);

  const version = z.array(z.literal(2)).check(z.minLength(1));
  version.parse(valuesOf('version'));
  const ids = new Set(z.array(z.string()).parse(valuesOf('appId')));
  const [appId, ...otherIds] = ids;
  if (appId === undefined || otherIds.length > 0) throw new Error('not of one app');
  const appName = z.array(z.string()).parse(valuesOf('appName')).at(-1) ?? '';
  const archivedAt = z
    .array(instant())
    .parse(valuesOf('archivedAt'))
    .sort((a, b) => a.getTime() - b.getTime())
    .at(-1);

  const stretches: FetchedDays[] = [];
  const months = new Map<string, MonthClaim[]>();
  for (const [key, value] of facts) {
    if (['version', 'appId', 'appName', 'archivedAt', 'end'].includes(key)) continue;
    if (monthFilePattern.test(key)) {
      const claim = claimOfText(value);
      const claims = months.get(key) ?? [];
      if (!claims.some(({ digest }) => digest === claim.digest)) months.set(key, [...claims, claim]);
    } else {
      const [, from, to] = daysText.exec(key) ?? [];
      stretches.push(stretch().parse({ from, to, at: value }));
    }
  }
  if (stretches.length > mostStretches) throw new Error('too many ranges of days');
  const sortedMonths = new Map([...months].sort(([a], [b]) => (a < b ? -1 : 1)));
  return withTime({ appId, appName, archivedAt, fetched: inOrder(stretches), months: sortedMonths });
}

/** A line of the index: one fact, so that Git merges facts and not an object. */
function factOf(line: string): readonly [key: string, value: unknown] {
  const fact = z.record(z.string(), z.unknown()).parse(JSON.parse(`{${line.trim().replace(/,$/, '')}}`));
  const [entry, ...others] = Object.entries(fact);
  if (entry === undefined || others.length > 0) throw new Error('not one fact a line');
  return entry;
}

function claimOfText(value: unknown): MonthClaim {
  const [, rows, digest] = claimText.exec(z.string().parse(value)) ?? [];
  if (rows === undefined || digest === undefined) throw new Error('not a number of rows and a digest');
  return { rows: Number(rows), digest };
}

/** Formats an index as JSON with a fact a line, so that diffs are small and branches can be merged line by line. */
export function formatIndex({ appId, appName, archivedAt, fetched, months }: ArchiveIndex): string {
  const facts: (readonly [string, unknown])[] = [
    ['version', 2],
    ['appId', appId],
    ['appName', appName],
    ...(archivedAt ? [['archivedAt', archivedAt.toISOString()] as const] : []),
    ...fetched.map(({ from, to, at }) => [`${from} to ${to}`, at.toISOString()] as const),
    ...[...months].flatMap(([name, claims]) =>
      claims.map(({ rows, digest }) => [name, `${rows} rows, sha256 ${digest}`] as const),
    ),
    ['end', true],
  ];
  const lines = facts.map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}
