import { auditMarks, type AuditRowsView } from '../../src/audit-logs/audit-logs-protocol.ts';

/** A row of the audit event table. */
export interface AuditRow {
  readonly key: number;
  readonly id: string;
  /** In UTC; empty if unknown. */
  readonly day: string;
  /** Epoch milliseconds; undefined if only the day is known. */
  readonly at: number | undefined;
  readonly site: string;
  readonly product: string;
  readonly environment: string;
  readonly version: string;
  readonly event: string;
  readonly location: string;
  readonly target: string;
  readonly isArchived: boolean;
  readonly isAtAtlassian: boolean;
  /** Whether the archived event has other values than the current one. */
  readonly isChanged: boolean;
}

/** Converts a reply to rows. Equal texts share one string. */
export function rowsOf({ keys, ids, times, marks, ...columns }: AuditRowsView): AuditRow[] {
  const cell = (
    { values, codes }: { readonly values: readonly string[]; readonly codes: readonly number[] },
    index: number,
  ): string => values[codes[index] ?? -1] ?? '';
  return keys.map((key, index) => {
    const bits = marks[index] ?? 0;
    return {
      key,
      id: ids[index] ?? '',
      day: cell(columns.days, index),
      at: times[index] ?? undefined,
      site: cell(columns.sites, index),
      product: cell(columns.products, index),
      environment: cell(columns.environments, index),
      version: cell(columns.versions, index),
      event: cell(columns.events, index),
      location: cell(columns.locations, index),
      target: cell(columns.targets, index),
      isArchived: (bits & auditMarks.archived) !== 0,
      isAtAtlassian: (bits & auditMarks.atAtlassian) !== 0,
      isChanged: (bits & auditMarks.changed) !== 0,
    };
  });
}

/**
 * Returns the time of an event in epoch milliseconds, for sorting: a day counts as its start; unknown times come first.
 */
export function instantOf({ at, day }: AuditRow): number {
  const time = at ?? Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) ? -Infinity : time;
}
