import { majorOf, type Version } from '../../core/environment.ts';
import { type PermissionChanges, permissionChanges, permissionsOfVersion } from './permission-changes.ts';

export interface VersionChanges extends PermissionChanges {
  /** Version texts. */
  readonly from: string;
  readonly to: string;
  /** Whether the major version differs. */
  readonly isMajor: boolean;
}

/** What changed from one deployed version to a later one. */
export function versionChanges(older: Version, newer: Version): VersionChanges {
  return {
    ...permissionChanges(permissionsOfVersion(older), permissionsOfVersion(newer)),
    from: older.version,
    to: newer.version,
    isMajor: majorOf(older.version) !== majorOf(newer.version),
  };
}
