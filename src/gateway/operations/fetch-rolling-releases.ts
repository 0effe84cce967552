import * as z from 'zod/mini';
import { type AppAri, appIdAs, type AppIdForm } from '../../core/ids.ts';
import type { RollingEligibility, RollingRelease } from '../../core/version-usage.ts';
import { found } from '../app-operation.ts';
import type { GatewayClient } from '../client.ts';
import type { Operation } from '../operation.ts';
import { list, nodes, optional, time } from '../reply-schemas.ts';
import document from './fetch-rolling-releases.graphql';

/** As many as are shown. */
const pageSize = 20;

const release = () =>
  z.object({
    id: z.string(),
    status: z.string(),
    targetVersion: z.string(),
    totalInstallations: z.number(),
    successCount: z.number(),
    failureCount: z.number(),
    startedAt: time(),
    completedAt: optional(time()),
    initiator: optional(z.object({ accountId: optional(z.string()), name: optional(z.string()) })),
  });

const eligibility = () =>
  z.object({
    targetVersion: z.string(),
    targetVersionId: z.string(),
    totalEligibleInstallationCount: z.number(),
    versionEligibilityBreakdown: list(
      z.object({
        sourceVersion: z.string(),
        installationCount: z.number(),
        isEligible: z.boolean(),
        failingEligibilityRules: list(z.string()),
      }),
    ),
  });

const reply = () =>
  z.object({
    ecosystem: z.nullable(
      z.object({
        rollingReleases: z.nullable(z.object({ nodes: optional(nodes(release())) })),
        rollingReleaseEligibility: optional(eligibility()),
      }),
    ),
  });

interface Variables {
  readonly appId: string;
  readonly environmentId: string;
  readonly first: number;
}

const RollingReleases: Operation<Variables, z.infer<ReturnType<typeof reply>>> = {
  name: 'RollingReleases',
  kind: 'query',
  document,
  reply,
  optionalFields: ['rollingReleaseEligibility'],
  retriedByCaller: true,
};

/** The rolling releases of an environment. */
export interface RollingReleaseList {
  /** The latest 20, newest first. */
  readonly releases: readonly RollingRelease[];
  /** Absent if not reported. */
  readonly eligibility: RollingEligibility | undefined;
}

/**
 * Returns the rolling releases of an environment and what another one would reach. Nothing shows that an API token may
 * ask, nor which form of the app's id is wanted. Never retried. Throws `notFound` if the gateway sends no list, otherwise
 * like `run`.
 */
export async function fetchRollingReleases(
  client: GatewayClient,
  { appId, form, environmentId }: { readonly appId: AppAri; readonly form: AppIdForm; readonly environmentId: string },
  signal?: AbortSignal,
): Promise<RollingReleaseList> {
  const variables = { appId: appIdAs(form, appId), environmentId, first: pageSize };
  const { ecosystem } = await client.run(RollingReleases, variables, signal);
  const listed = found(ecosystem?.rollingReleases?.nodes, RollingReleases, 'the gateway sent no rolling releases');
  const eligible = ecosystem?.rollingReleaseEligibility;
  return { releases: listed.map(toRelease), eligibility: eligible && toEligibility(eligible) };
}

function toRelease(listed: z.infer<ReturnType<typeof release>>): RollingRelease {
  return {
    id: listed.id,
    status: listed.status,
    version: listed.targetVersion,
    total: listed.totalInstallations,
    succeeded: listed.successCount,
    failed: listed.failureCount,
    startedAt: listed.startedAt,
    completedAt: listed.completedAt,
    startedBy: listed.initiator?.name,
    startedById: listed.initiator?.accountId,
  };
}

function toEligibility(listed: z.infer<ReturnType<typeof eligibility>>): RollingEligibility {
  return {
    targetVersion: listed.targetVersion,
    targetVersionId: listed.targetVersionId,
    eligible: listed.totalEligibleInstallationCount,
    sources: listed.versionEligibilityBreakdown.map((source) => ({
      version: source.sourceVersion,
      installations: source.installationCount,
      isEligible: source.isEligible,
      rules: source.failingEligibilityRules,
    })),
  };
}
