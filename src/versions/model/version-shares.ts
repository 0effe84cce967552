import { compareVersions, type Version } from '../../core/environment.ts';
import type { Installation } from '../../core/installation.ts';
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
  /** Of the installations that are loaded, those whose code is newer than the permissions that were approved. */
  readonly codeAhead: number;
  /** Those whose code is older than that. */
  readonly codeBehind: number;
}

/**
 * Says of each version of an environment who is on it and what holds them back, newest first. A version that nothing was
 * deployed as is left out. `rows` are the installations of that environment that are loaded so far.
 */
export function versionShares(used: readonly UsedVersion[], rows: readonly Installation[]): readonly VersionShare[] {
  const deployed = used
    .filter(({ version }) => version.version !== skeletonVersion)
    .toSorted((a, b) => compareVersions(b.version.version, a.version.version));
  const [newest] = deployed;
  const code = codeByVersion(rows);
  return deployed.map(({ version, installations }, index) => ({
    version,
    installations,
    isNewest: index === 0,
    isBackported: deployed.slice(0, index).some((newer) => newer.version.createdAt < version.deployedAt),
    approvals: newest === undefined ? [] : approvalsBetween(version, newest.version),
    codeAhead: code.get(version.version)?.ahead ?? 0,
    codeBehind: code.get(version.version)?.behind ?? 0,
  }));
}

function codeByVersion(rows: readonly Installation[]): ReadonlyMap<string, { ahead: number; behind: number }> {
  const found = new Map<string, { ahead: number; behind: number }>();
  for (const { version, codeVersion } of rows) {
    if (version === undefined || codeVersion === undefined) continue;
    const counts = found.get(version) ?? { ahead: 0, behind: 0 };
    const order = compareVersions(codeVersion, version);
    if (order > 0) counts.ahead++;
    if (order < 0) counts.behind++;
    found.set(version, counts);
  }
  return found;
}

/** Reasons of a major version that take something away: nobody has to approve those to be upgraded. */
const takesAway: ReadonlySet<MajorRule> = new Set(['scopesRemoved', 'remotesRemoved']);

function approvalsBetween(older: Version, newer: Version): readonly MajorReason[] {
  const changes = permissionChanges(permissionsOfVersion(older), permissionsOfVersion(newer));
  return majorReasons(changes).filter(({ rule }) => !takesAway.has(rule));
}
