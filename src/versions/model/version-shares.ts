import { compareVersions, type Version } from '../../core/environment.ts';
import type { UsedVersion } from '../../core/version-usage.ts';
import { skeletonVersion } from '../../core/app.ts';
import { type MajorReason, type MajorRule, majorReasons } from '../../manifest/model/major-version.ts';
import { permissionChanges, permissionsOfVersion } from '../../manifest/model/permission-changes.ts';

/** A version with who is on it, and what keeps them from the newest one. */
export interface VersionShare {
  readonly version: Version;
  /** How many installations have the permissions of this version; absent if not reported. */
  readonly installations: number | undefined;
  /** Whether no version of the environment is newer. */
  readonly isNewest: boolean;
  /** Whether it got a minor version after a newer major version was there. */
  readonly isBackported: boolean;
  /**
   * What the admins of a site approve on the way to the newest version, as far as is known; empty where nothing is
   * wanted, so that it can be upgraded in bulk. Only the gateway knows for sure.
   */
  readonly approvals: readonly MajorReason[];
}

/**
 * Says of each version of an environment who is on it and what holds them back, newest first. The version that an
 * environment has before anything is deployed is left out.
 */
export function versionShares(used: readonly UsedVersion[]): readonly VersionShare[] {
  const deployed = used
    .filter(({ version }) => version.version !== skeletonVersion)
    .toSorted((a, b) => compareVersions(b.version.version, a.version.version));
  const [newest] = deployed;
  /** When the first of the newer versions was there, in milliseconds since 1970. */
  let newerSince = Number.POSITIVE_INFINITY;
  return deployed.map(({ version, installations }, index) => {
    const isBackported = newerSince < version.deployedAt.getTime();
    newerSince = Math.min(newerSince, version.createdAt.getTime());
    const approvals = newest === undefined ? [] : approvalsBetween(version, newest.version);
    return { version, installations, isNewest: index === 0, isBackported, approvals };
  });
}

/** Reasons of a major version that take something away: nobody has to approve those to be upgraded. */
const takesAway: ReadonlySet<MajorRule> = new Set(['scopesRemoved', 'remotesRemoved']);

function approvalsBetween(older: Version, newer: Version): readonly MajorReason[] {
  const changes = permissionChanges(permissionsOfVersion(older), permissionsOfVersion(newer));
  return majorReasons(changes).filter(({ rule }) => !takesAway.has(rule));
}
