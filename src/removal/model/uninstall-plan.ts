import { type NamedRow, realRows } from './named-rows.ts';

/** One installation to remove, with the technical rows to remove after it. */
export interface PlannedUninstall {
  readonly row: NamedRow;
  /** Technical rows of the gateway that would be the only ones left on the site. */
  readonly technical: readonly NamedRow[];
}

/**
 * The steps that remove the chosen installations of an app. As in the Forge CLI, a technical row is removed with the
 * last real row of its site and environment. If `all` is set, technical rows without a real row are removed too, each
 * as a step of its own.
 */
export function planUninstall(
  rows: readonly NamedRow[],
  chosenIds: ReadonlySet<string>,
  all: boolean,
): readonly PlannedUninstall[] {
  const place = ({ siteId, environmentKey }: NamedRow) => `${siteId} ${environmentKey ?? ''}`;
  const kept = new Set(
    realRows(rows)
      .filter(({ id }) => !chosenIds.has(id))
      .map(place),
  );
  const left = new Map(
    Map.groupBy(
      rows.filter((row) => row.technical && !kept.has(place(row))),
      place,
    ),
  );
  const chosen = realRows(rows).filter(({ id }) => chosenIds.has(id));
  const planned = chosen.map((row, index) => {
    const isLast = !chosen.slice(index + 1).some((later) => place(later) === place(row));
    const technical = isLast ? (left.get(place(row)) ?? []) : [];
    if (isLast) left.delete(place(row));
    return { row, technical };
  });
  return all ? [...planned, ...[...left.values()].flat().map((row) => ({ row, technical: [] }))] : planned;
}

/**
 * The contexts of an installation in the order in which to remove them: the optional Atlassian apps, then the required
 * one. For an installation in a single Atlassian app the only entry is undefined: its id is enough.
 */
export function contextsOf({ context, secondaryContexts }: NamedRow): readonly (string | undefined)[] {
  return secondaryContexts.length === 0 ? [undefined] : [...secondaryContexts, context];
}
