import type { Environment, Version } from '../../core/environment.ts';
import { type ComparedEnvironment, comparedEnvironment } from './compare-manifest.ts';
import type { Manifest } from './manifest-contents.ts';
import { type MajorReason, majorReasons } from './major-version.ts';
import {
  certainChanges,
  type PermissionChanges,
  permissionChanges,
  permissionsOfManifest,
  permissionsOfVersion,
} from './permission-changes.ts';

/** What the next deployment of a manifest to an environment does. */
export interface Consequence {
  readonly environment: ComparedEnvironment;
  /** Absent where nothing was deployed yet: a first deployment changes nothing that anyone consented to. */
  readonly changes?: PermissionChanges;
  readonly changesPermissions: boolean;
  /**
   * What else it may do: `broken`, where the manifest's YAML or a part of it can't be read, so that nothing is claimed;
   * else the variables that permissions depend on, and whose values are not known.
   */
  readonly unknown?: 'broken' | readonly string[];
  /** A major version must be approved by an admin of each site. */
  readonly makesMajorVersion: boolean;
  /** Empty where it makes no major version. */
  readonly reasons: readonly MajorReason[];
}

/** What deploying a manifest to each of the environments would do to the permissions there. */
export function consequences(manifest: Manifest, environments: readonly Environment[]): Consequence[] {
  const after = permissionsOfManifest(manifest);
  const unknown = unknownIn(manifest);
  return environments.map((environment) => {
    const compared = comparedEnvironment(environment);
    if (environment.latest === undefined) return { environment: compared, ...nothing };
    if (unknown === 'broken') return { environment: compared, unknown, ...nothing };
    const all = permissionChanges(permissionsOfVersion(environment.latest), after);
    const changes = certainChanges(all, new Set(manifest.gaps.map(({ part }) => part)));
    const reasons = majorReasons(changes);
    return {
      environment: compared,
      changes,
      ...(unknown.length > 0 && { unknown }),
      changesPermissions: isChange(changes),
      makesMajorVersion: reasons.length > 0,
      reasons,
    };
  });
}

/** What deploying an earlier version's build to an environment would do to the permissions there. */
export function consequenceOfVersion(environment: Environment, after: Version): Consequence {
  const compared = comparedEnvironment(environment);
  if (environment.latest === undefined) return { environment: compared, ...nothing };
  const changes = permissionChanges(permissionsOfVersion(environment.latest), permissionsOfVersion(after));
  const reasons = majorReasons(changes);
  return {
    environment: compared,
    changes,
    changesPermissions: isChange(changes),
    makesMajorVersion: reasons.length > 0,
    reasons,
  };
}

const nothing = { changesPermissions: false, makesMajorVersion: false, reasons: [] } as const;

function unknownIn({ gaps }: Manifest): NonNullable<Consequence['unknown']> {
  if (gaps.some(({ cause }) => cause !== 'variable')) return 'broken';
  return [...new Set(gaps.flatMap(({ variable }) => variable ?? []))];
}

/**
 * Whether any of the lists has an entry, or licensing is enabled; the start of end-user data egress is among the lists.
 */
function isChange(changes: PermissionChanges): boolean {
  return (
    changes.licensingEnabled || Object.values(changes).some((list: unknown) => Array.isArray(list) && list.length > 0)
  );
}
