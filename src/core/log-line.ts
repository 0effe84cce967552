import type { logErrorSchema, logLineSchema, logOriginSchema } from './log-line-schema.ts';
import type { Domain } from './schema-parts.ts';

/** The levels of log lines, the least severe first. */
export const logLevels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'] as const;

export type LogLevel = (typeof logLevels)[number];

/** Where a log line comes from. Lines of the same function, site and version share one object. */
export type LogOrigin = Domain<typeof logOriginSchema>;

/** An error that a log call got as an argument, or that the platform caught. */
export type LogError = Domain<typeof logErrorSchema>;

/** One line of an app's logs. Its texts are an app's own: any length, any characters, perhaps users' data. */
export type LogLine = Domain<typeof logLineSchema>;

/** The spellings of a level besides its name, as the Forge CLI reads them: numbers are those of Node's loggers. */
const otherSpellings: Readonly<Record<string, LogLevel>> = {
  WARNING: 'WARN',
  '10': 'TRACE',
  '20': 'DEBUG',
  '30': 'INFO',
  '40': 'WARN',
  '50': 'ERROR',
  '60': 'FATAL',
};

/** Reads a level in any of its spellings, as text or as a number. Undefined if it is none. */
export function readLogLevel(spelling: unknown): LogLevel | undefined {
  if (typeof spelling !== 'string' && typeof spelling !== 'number') return undefined;
  const name = String(spelling).trim().toUpperCase();
  return (
    logLevels.find((level) => level === name) ??
    (Object.hasOwn(otherSpellings, name) ? otherSpellings[name] : undefined)
  );
}

/** All spellings of a level, its name first. */
export function spellingsOf(level: LogLevel): readonly string[] {
  return [level, ...Object.keys(otherSpellings).filter((spelling) => otherSpellings[spelling] === level)];
}

/** Whether a level is at least as severe as another. */
export function isAtLeast(level: LogLevel, least: LogLevel): boolean {
  return logLevels.indexOf(level) >= logLevels.indexOf(least);
}
