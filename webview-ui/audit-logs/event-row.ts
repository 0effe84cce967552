import { auditMarks, type AuditRowsView } from '../../src/app-panel/protocol.ts';

/** An audit event as the table has it. */
export interface AuditRow {
  readonly key: number;
  readonly id: string;
  /** In UTC; empty where it is not told. */
  readonly day: string;
  /** Exact time; undefined where only the day is known. */
  readonly at: number | undefined;
  /** Id of the site. */
  readonly site: string;
  readonly product: string;
  readonly environment: string;
  readonly version: string;
  readonly event: string;
  readonly location: string;
  readonly target: string;
  readonly isArchived: boolean;
  readonly isAtAtlassian: boolean;
  /** Whether the archive has it with other values than it has now. */
  readonly isChanged: boolean;
}

/** The rows of a reply. Texts that are alike become one. */
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

/** When an event happened, for ordering: a day alone counts as its start; what is not told comes before everything. */
export function instantOf({ at, day }: AuditRow): number {
  const time = at ?? Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) ? -Infinity : time;
}
