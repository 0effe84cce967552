import type { LogLine } from '../../core/log-line.ts';

/** Longest part of a message that tells errors apart, in characters. */
const longestPattern = 300;

/** What varies from one error to the next: ARIs, addresses, UUIDs, times, long ids, hex and plain numbers, quoted texts. */
const variableParts =
  /ari:[^\s"',)]+|https?:\/\/[^\s"',)]+|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b[A-Z][A-Z0-9_]+-\d+\b|\b(?=[\w-]*\d)[\w-]{16,}\b|\b0x[0-9a-f]+\b|\b\d+(?:[.:,T-]\d+)*Z?|"[^"\n]{1,200}"|'[^'\n]{1,200}'|`[^`\n]{1,200}`/gi;

/** The first line of an error's name and message, without what varies: as `…`, so never longer than it was. */
export function errorPattern({ errors: [error] = [], text }: Pick<LogLine, 'errors' | 'text'>): string {
  const full = error === undefined ? text : `${error.name}: ${error.message}`;
  const [first = ''] = full.slice(0, longestPattern).split('\n', 1);
  return first.replace(variableParts, '…').trim();
}
