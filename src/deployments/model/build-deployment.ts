import type { AppRef } from '../../apps/model/app-ref.ts';
import type { Change, Look } from '../../changes/model/change.ts';
import { type Build, type Deployment, isDeployable } from '../../core/deployment.ts';
import type { Environment, Version } from '../../core/environment.ts';
import { toForgeError } from '../../core/errors.ts';
import type { AppAri } from '../../core/ids.ts';
import type { GatewayClient } from '../../gateway/client.ts';
import { gatewayNow } from '../../gateway/gateway-now.ts';
import { deployBuild, type StartedDeployment } from '../../gateway/operations/deploy-build.ts';
import { fetchBuildPage } from '../../gateway/operations/fetch-build-list.ts';
import { fetchDeploymentPage } from '../../gateway/operations/fetch-deployment-list.ts';
import { fetchEnvironments } from '../../gateway/operations/fetch-environment-list.ts';
import { fetchVersionFacts } from '../../gateway/operations/fetch-version-facts.ts';
import { pages } from '../../gateway/paging.ts';

/** A build that is to be deployed. */
export interface PlannedDeployment {
  readonly app: Pick<AppRef, 'id' | 'name'> & { readonly data: Pick<AppRef['data'], 'account' | 'client'> };
  readonly environment: Pick<Environment, 'key' | 'kind'>;
  readonly tag: string;
  /** The time of this computer, in milliseconds since 1970. */
  readonly now: () => number;
}

/** What the gateway says about a build and the environment that it is to be deployed to. */
export interface BuildFacts {
  /** Undefined if the app has no such build, or too many newer ones. */
  readonly build: Build | undefined;
  /** Undefined if there is no such environment any more. */
  readonly environment: Environment | undefined;
  /** The version that the build went into when it was deployed last; undefined if it was not in the last 30 days. */
  readonly source: { readonly environment: string; readonly version: Version } | undefined;
  /** The deployment to the environment that is under way. */
  readonly running: Deployment | undefined;
  /** The ids of deployments of the build to the environment. */
  readonly earlier: readonly string[];
}

/** What differs from what was confirmed. */
export type BuildDifference = 'running' | 'notReady' | 'environment' | 'permissions';

/** As far back as deployments are looked at, and ahead of what is known of the gateway's clock, in milliseconds. */
const [backMs, aheadMs] = [30 * 86_400_000, 60 * 60_000];

/** The most builds that are looked through for one. */
const mostBuilds = 1000;

/** Loads what deploying a build would do. Throws the gateway's errors. */
export async function loadBuildFacts(plan: PlannedDeployment, signal: AbortSignal): Promise<BuildFacts> {
  const { app, environment, tag } = plan;
  const { client } = app.data;
  const [environments, build, deployments] = await Promise.all([
    fetchEnvironments(client, app.id, signal),
    findBuild(client, app.id, tag, signal),
    latestDeployments(plan, signal),
  ]);
  const there = deployments.filter((one) => one.environment === environment.key);
  return {
    build,
    environment: environments.find(({ key }) => key === environment.key),
    source: await sourceOf(
      client,
      app.id,
      deployments.find((one) => isDone(one, tag)),
      signal,
    ),
    running: there.find(({ status }) => status === 'running'),
    earlier: there.filter((one) => one.tag === tag).map(({ id }) => id),
  };
}

const isDone = (deployment: Deployment, tag: string) => deployment.tag === tag && deployment.status === 'done';

/** The newest deployments, at most a page of them. */
async function latestDeployments(
  { app, now }: PlannedDeployment,
  signal?: AbortSignal,
): Promise<readonly Deployment[]> {
  const { client } = app.data;
  const time = gatewayNow(client, now());
  const days = { from: new Date(time - backMs), to: new Date(time + aheadMs) };
  return (await fetchDeploymentPage(client, app.id, days, undefined, signal)).nodes;
}

async function findBuild(
  client: GatewayClient,
  id: AppAri,
  tag: string,
  signal: AbortSignal,
): Promise<Build | undefined> {
  let seen = 0;
  for await (const { nodes } of pages((before) => fetchBuildPage(client, id, before, signal))) {
    const found = nodes.find((build) => build.tag === tag);
    seen += nodes.length;
    if (found || seen >= mostBuilds) return found;
  }
  return undefined;
}

/** The version that a deployment went into; undefined where the gateway doesn't show it. */
async function sourceOf(
  client: GatewayClient,
  id: AppAri,
  deployment: Deployment | undefined,
  signal: AbortSignal,
): Promise<BuildFacts['source']> {
  if (deployment?.major === undefined) return undefined;
  const { environment, major } = deployment;
  try {
    const { version } = await fetchVersionFacts(client, id, { environment, major }, signal);
    return { environment, version };
  } catch (thrown) {
    const error = toForgeError(thrown);
    if (error.kind === 'notFound') return undefined;
    throw error;
  }
}

/**
 * Deploying a build: where it was confirmed, checked again right before it is sent; found among the app's deployments
 * afterwards. `before` is what was known, and confirmed where that is due.
 */
export function buildDeployment(
  plan: PlannedDeployment,
  before: BuildFacts,
  { isConfirmed }: { readonly isConfirmed: boolean },
): Change<BuildFacts, BuildDifference, StartedDeployment> {
  const { app, environment, tag } = plan;
  const { account, client } = app.data;
  let { earlier } = before;
  const check = {
    async load(signal: AbortSignal) {
      const facts = await loadBuildFacts(plan, signal);
      earlier = facts.earlier;
      return facts;
    },
    differences: (now: BuildFacts) => differences(before, now),
  };
  return {
    account,
    app: { id: app.id, name: app.name },
    action: 'deploy',
    environment: environment.key,
    subject: tag,
    ...(isConfirmed && { check }),
    send: (signal) => deployBuild(client, app.id, { environment: environment.key, tag }, signal),
    async look(): Promise<Look> {
      const isOurs = ({ id, by }: Deployment) => !earlier.includes(id) && (by?.accountId ?? account.id) === account.id;
      const same = (await latestDeployments(plan)).filter(
        (one) => one.environment === environment.key && one.tag === tag && isOurs(one),
      );
      return same.length > 0 ? 'done' : 'notDone';
    },
  };
}

function differences(before: BuildFacts, now: BuildFacts): BuildDifference[] {
  const found: BuildDifference[] = [];
  if (now.running) found.push('running');
  if (now.build === undefined || !isDeployable(now.build)) found.push('notReady');
  if (identityOf(before.environment?.latest) !== identityOf(now.environment?.latest)) found.push('environment');
  if (identityOf(before.source?.version) !== identityOf(now.source?.version)) found.push('permissions');
  return found;
}

/** What tells a version as it was deployed then: lists in it come in any order. */
const identityOf = (version: Version | undefined): string =>
  version === undefined ? '' : `${version.id} ${version.version} ${version.deployedAt.toISOString()}`;
