import type { InstallationView } from '../../src/installations/installations-protocol.ts';
import { compareVersions } from '../../src/core/environment.ts';

/** How many installations run other code than that of the permissions that their admins approved. */
export interface CodeDrift {
  /** Newer code: the permissions wait for approval. */
  readonly ahead: number;
  /** Older code. */
  readonly behind: number;
}

/** Counts the installations of an environment by the version of their permissions, of those that are loaded. */
export function codeDrift(rows: readonly InstallationView[], environmentId: string): ReadonlyMap<string, CodeDrift> {
  const drift = new Map<string, CodeDrift>();
  for (const row of rows) {
    if (row.environmentId !== environmentId || row.version === undefined || row.codeVersion === undefined) continue;
    const { ahead, behind } = drift.get(row.version) ?? { ahead: 0, behind: 0 };
    const isAhead = compareVersions(row.codeVersion, row.version) > 0;
    drift.set(row.version, { ahead: ahead + Number(isAhead), behind: behind + Number(!isAhead) });
  }
  return drift;
}
