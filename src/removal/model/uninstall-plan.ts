import { type NamedRow, realRows } from './installed-rows.ts';

/** One installation to remove, and what goes with it. */
export interface PlannedUninstall {
  readonly row: NamedRow;
  /** The gateway's technical rows that would be left alone on the site: removed along, after it. */
  readonly technical: readonly NamedRow[];
}

/**
 * What removing the chosen installations of an app takes, site by site. As the Forge CLI does, a technical row goes
 * with the last real one of its site and environment. Where `all` are to go, technical rows that are alone already go
 * too, as entries of their own.
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
 * The contexts to drop of an installation, in turn: the optional Atlassian apps first, the required one last. Just
 * undefined for an installation in one Atlassian app, which is named by its id alone.
 */
export function contextsOf({ context, secondaryContexts }: NamedRow): readonly (string | undefined)[] {
  return secondaryContexts.length === 0 ? [undefined] : [...secondaryContexts, context];
}
