import type { AppType } from '../../core/app.ts';
import type { Contributor } from '../../core/contributor.ts';
import type { ForgeError } from '../../core/errors.ts';
import { ownerId, type RemovalCheck } from './removal-check.ts';
import { type NamedRow, realRows } from './named-rows.ts';

/** A reason why an app can't be deleted. */
export type Blocker =
  /** The gateway deletes only Forge apps. */
  | { readonly kind: 'notForge'; readonly type: AppType }
  /** Only the owner can delete an app. */
  | { readonly kind: 'notOwner'; readonly owner: Contributor | undefined }
  | { readonly kind: 'ownerUnknown'; readonly error: ForgeError }
  /** Marketplace apps have to be retired there first. */
  | {
      readonly kind: 'listed';
      readonly key: string;
      readonly status: string;
      readonly payment: RemovalCheck['payment'];
    }
  | { readonly kind: 'listingUnknown' }
  /** `rows` leaves out technical rows, so it is empty if only those remain. */
  | { readonly kind: 'installed'; readonly rows: readonly NamedRow[]; readonly technical: number };

/** Why an app can't be deleted, in the order in which to deal with it; empty if it can. A listing that the Marketplace rejected doesn't count. */
export function blockersOf(check: RemovalCheck): readonly Blocker[] {
  const { type, ownership, rows, listing, payment, accountId } = check;
  const real = realRows(rows);
  const blockers: Blocker[] = [];
  if (type === 'connect' || type === 'oauth') blockers.push({ kind: 'notForge', type });
  if (!ownership.known) blockers.push({ kind: 'ownerUnknown', error: ownership.error });
  else if (ownerId(check) !== accountId) blockers.push({ kind: 'notOwner', owner: ownership.owner });
  if (listing === 'unknown') blockers.push({ kind: 'listingUnknown' });
  else if (listing && listing.status !== 'REJECTED') {
    blockers.push({ kind: 'listed', key: listing.key, status: listing.status, payment });
  }
  if (rows.length > 0) blockers.push({ kind: 'installed', rows: real, technical: rows.length - real.length });
  return blockers;
}

/** A difference from what the user confirmed. */
export type AppDifference =
  | { readonly kind: 'renamed'; readonly now: string }
  | { readonly kind: 'ownerChanged'; readonly owner: Contributor | undefined }
  | { readonly kind: 'installationChanged'; readonly row: NamedRow }
  | Blocker;

/** What changed about an app since its deletion was confirmed. */
export function differencesForDeletion(confirmed: RemovalCheck, now: RemovalCheck): readonly AppDifference[] {
  const blockers = blockersOf(now);
  return now.name === confirmed.name ? blockers : [{ kind: 'renamed', now: now.name }, ...blockers];
}

/** What changed about an app, or about the `expected` installation of it, since its uninstallation was confirmed. */
export function differencesForUninstall(
  confirmed: RemovalCheck,
  now: RemovalCheck,
  expected: NamedRow,
): readonly AppDifference[] {
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
