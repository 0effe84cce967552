import type { LogLine } from '../../src/core/log-line.ts';

/** A line of a function in production, with what a test says of it. */
export function logLine(
  index: number,
  { origin, ...own }: Partial<Omit<LogLine, 'origin'>> & { origin?: Partial<LogLine['origin']> } = {},
): LogLine {
  const message = own.message ?? `Line ${index}`;
  return {
    id: `line-${index}`,
    at: Date.UTC(2026, 10, 28, 10) + index * 1000,
    level: 'INFO',
    message,
    text: message,
    invocation: `invocation-${Math.floor(index / 3)}`,
    ...own,
    origin: {
      environmentId: 'environment-1',
      functionKey: 'resolver',
      version: '4.1.0',
      site: 'acme.atlassian.net',
      ...origin,
    },
  };
}
