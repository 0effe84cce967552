import type { AppType } from '../../core/app.ts';
import type { Contributor } from '../../core/contributor.ts';
import type { ForgeError } from '../../core/errors.ts';
import { ownerId, type RemovalCheck } from './removal-check.ts';
import { type NamedRow, realRows } from './installed-rows.ts';

/** Something that stands in the way of deleting an app. */
export type Obstacle =
  /** Only Forge apps are deleted through the gateway. */
  | { readonly kind: 'notForge'; readonly type: AppType }
  /** Only the owner may delete. */
  | { readonly kind: 'notOwner'; readonly owner: Contributor | undefined }
  | { readonly kind: 'ownerUnknown'; readonly error: ForgeError }
  /** `rows` are those that people are shown: none where only the gateway's technical rows are left. */
  | { readonly kind: 'installed'; readonly rows: readonly NamedRow[]; readonly technical: number }
  /** Marketplace apps are retired there first; its end-of-life terms apply only where there are active customers. */
  | {
      readonly kind: 'listed';
      readonly key: string;
      readonly status: string;
      readonly payment: RemovalCheck['payment'];
      readonly activeCustomers: boolean;
    }
  | { readonly kind: 'listingUnknown' };

/** What stands in the way of deleting an app; empty where nothing does. A rejected listing is none. */
export function obstaclesOf(check: RemovalCheck): readonly Obstacle[] {
  const { type, ownership, rows, listing, payment, accountId } = check;
  const real = realRows(rows);
  const obstacles: Obstacle[] = [];
  if (type === 'connect' || type === 'oauth') obstacles.push({ kind: 'notForge', type });
  if (!ownership.known) obstacles.push({ kind: 'ownerUnknown', error: ownership.error });
  else if (ownerId(check) !== accountId) obstacles.push({ kind: 'notOwner', owner: ownership.owner });
  if (rows.length > 0) obstacles.push({ kind: 'installed', rows: real, technical: rows.length - real.length });
  if (listing === 'unknown') obstacles.push({ kind: 'listingUnknown' });
  else if (listing && listing.status !== 'REJECTED') {
    obstacles.push({
      kind: 'listed',
      key: listing.key,
      status: listing.status,
      payment,
      activeCustomers: real.some(({ isProduction }) => isProduction),
    });
  }
  return obstacles;
}

/** What is not as it was confirmed. */
export type Change =
  | { readonly kind: 'renamed'; readonly now: string }
  | { readonly kind: 'ownerChanged'; readonly owner: Contributor | undefined }
  | { readonly kind: 'installationChanged'; readonly row: NamedRow }
  | Obstacle;

/** How an app that could be deleted when it was confirmed differs now. */
export function changesForDeletion(confirmed: RemovalCheck, now: RemovalCheck): readonly Change[] {
  const obstacles = obstaclesOf(now);
  return now.name === confirmed.name ? obstacles : [{ kind: 'renamed', now: now.name }, ...obstacles];
}

/** How an app, and an installation of it that was to be `expected`, differ from what was confirmed. */
export function changesForUninstall(confirmed: RemovalCheck, now: RemovalCheck, expected: NamedRow): readonly Change[] {
  const row = now.rows.find(({ id }) => id === expected.id);
  const contexts = (one: NamedRow) => [one.context, ...one.secondaryContexts.toSorted()].join(' ');
  const changed =
    row !== undefined && (contexts(row) !== contexts(expected) || row.environmentKey !== expected.environmentKey);
  return [
    ...(now.name === confirmed.name ? [] : [{ kind: 'renamed' as const, now: now.name }]),
    ...(ownerId(now) === ownerId(confirmed)
      ? []
      : [{ kind: 'ownerChanged' as const, owner: now.ownership.known ? now.ownership.owner : undefined }]),
    ...(changed ? [{ kind: 'installationChanged' as const, row }] : []),
  ];
}
