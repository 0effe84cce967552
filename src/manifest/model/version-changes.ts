import { majorOf, type Version } from '../../core/environment.ts';
import { type PermissionChanges, permissionChanges, permissionsOfVersion } from './permission-changes.ts';

/** What changed between two deployed versions. */
export interface VersionChanges extends PermissionChanges {
  /** Version texts. */
  readonly from: string;
  readonly to: string;
  /** Whether the later one is another major version. */
  readonly isMajor: boolean;
}

/** What changed from one deployed version to a later one, in permissions and in the major number. */
export function versionChanges(older: Version, newer: Version): VersionChanges {
  return {
    ...permissionChanges(permissionsOfVersion(older), permissionsOfVersion(newer)),
    from: older.version,
    to: newer.version,
    isMajor: majorOf(older.version) !== majorOf(newer.version),
  };
}
