import type { Section } from '../../src/app-panel/protocol.ts';
import type { InstallationsView, InstallationView } from '../../src/installations/installations-protocol.ts';
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

/** How many installations a drift was counted among, where that is not all; `all` is absent if it isn’t reported. */
export interface CountedInstallations {
  readonly loaded: number;
  readonly all?: number;
}

/**
 * Returns among how many installations code drift is counted: `none` if they can’t be loaded; undefined if that is all
 * of them, and before any is loaded.
 */
export function countedForDrift({
  status,
  value,
}: Pick<Section<InstallationsView>, 'status' | 'value'>): CountedInstallations | 'none' | undefined {
  const { rows = [], total } = value ?? {};
  if (rows.length === 0) return status === 'failed' ? 'none' : undefined;
  // A complete list has a total: its own length.
  if (total !== undefined && rows.length >= total) return undefined;
  return { loaded: rows.length, ...(total !== undefined && { all: total }) };
}
