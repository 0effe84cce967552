import type { AuditLogsView } from '../../src/audit-logs/audit-logs-protocol.ts';

export interface TypedDays {
  readonly from: string;
  readonly to: string;
}

/** Why typed days are invalid. */
export type DaysProblem = 'missing' | 'future' | 'tooOld' | 'beforeStart';

/** Returns what is wrong with typed days; undefined if they are valid. Days compare as texts. */
export function daysProblem(
  { from, to }: TypedDays,
  { earliest, today }: Pick<AuditLogsView, 'earliest' | 'today'>,
): DaysProblem | undefined {
  // A date field that is empty or holds an invalid date has no value.
  if (!isDay(from) || !isDay(to)) return 'missing';
  if (from > today || to > today) return 'future';
  if (from < earliest || to < earliest) return 'tooOld';
  return to < from ? 'beforeStart' : undefined;
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}
