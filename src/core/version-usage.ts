import type { Version } from './environment.ts';

/** A version with the number of installations whose permissions are those of it. */
export interface UsedVersion {
  readonly version: Version;
  /** Absent if not reported. */
  readonly installations: number | undefined;
}

/** An upgrade of installations from one version to another, without their admins. */
export interface BulkUpgrade {
  readonly id: string;
  /** `other`: a status that is new to this extension. */
  readonly status: 'running' | 'complete' | 'cancelled' | 'other';
  readonly createdAt: Date;
  readonly completedAt: Date | undefined;
  readonly sourceVersionId: string;
  readonly targetVersionId: string;
  /** The most installations that it upgrades; absent if not reported. */
  readonly limit: number | undefined;
  /** Account ids. */
  readonly startedBy: string;
  readonly cancelledBy: string | undefined;
  /** Numbers of installations. */
  readonly completed: number;
  readonly failed: number;
  readonly pending: number;
}

/** What runs in an environment, and what was upgraded there. */
export interface VersionUsage {
  /** All versions, newest first. */
  readonly versions: readonly UsedVersion[];
  /** Newest first; Atlassian keeps them for a limited time. Absent if not reported. */
  readonly bulkUpgrades: readonly BulkUpgrade[] | undefined;
}

/** A version that installations can be upgraded to in bulk. */
export interface UpgradeTarget {
  readonly id: string;
  readonly version: string;
  readonly deployedAt: Date;
  /** How many installations one bulk upgrade may reach; absent if not reported. */
  readonly limit: number | undefined;
}

/** A rolling release: the code of a version goes out before its permissions are approved. */
export interface RollingRelease {
  readonly id: string;
  /**
   * In the gateway's spelling: `QUEUED`, `RUNNING`, `COMPLETED`, `FAILED`, `CANCELLED`, `TERMINATED`, `TIMED_OUT`, or one
   * that it may add later.
   */
  readonly status: string;
  readonly version: string;
  readonly total: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly startedAt: Date;
  readonly completedAt: Date | undefined;
  /** Name of the person who started it; absent if it was a deployment, or nobody is reported. */
  readonly startedBy: string | undefined;
  /** Their account ID. */
  readonly startedById: string | undefined;
}

/** Which installations would get the newest code by a rolling release. */
export interface RollingEligibility {
  readonly targetVersion: string;
  readonly targetVersionId: string;
  readonly eligible: number;
  readonly sources: readonly {
    readonly version: string;
    readonly installations: number;
    readonly isEligible: boolean;
    /** Names of the rules that keep it from being upgraded, in the gateway's spelling. */
    readonly rules: readonly string[];
  }[];
}
