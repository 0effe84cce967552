import type { Clock } from './world-clock.ts';
import { uuidOf } from './seeded-random.ts';
import type { App, Build, Deployment, Environment, Manifest, Person, Version } from './world-types.ts';

/** How long a deployment takes that was asked for, in milliseconds. */
const takesMs = 12_000;

/** What a deployment goes through. No stages of the gateway were ever seen; the Forge CLI prints texts like these. */
export const stages = [
  { key: 'validate', description: 'Validating manifest', steps: ['validate-manifest', 'validate-permissions'] },
  { key: 'snapshot', description: 'Snapshotting functions', steps: ['unpack', 'snapshot', 'publish'] },
  { key: 'release', description: 'Deploying to environment', steps: ['update-environment', 'update-extensions'] },
] as const;

const stepCount = stages.reduce((sum, { steps }) => sum + steps.length, 0);

/** How many steps a deployment has done, and whether one has begun and failed. */
export function stepsDone({ status, createdAt, running, id }: Deployment, now: number): number {
  if (status === 'DONE') return stepCount;
  if (running === undefined) return Number(id) % (stepCount - 1);
  return Math.min(stepCount - 1, Math.floor(((now - createdAt) / (running.endsAt - createdAt)) * stepCount));
}

/** Ends the deployments of an app whose time has come: each makes a version in its environment. */
export function settleDeployments(app: App, clock: Clock): void {
  const details = app.details();
  const isDue = ({ running }: Deployment) => running !== undefined && running.endsAt <= clock.now();
  for (const due of details.deployments.filter(isDue).toReversed()) {
    const environment = details.environments.find(({ key }) => key === due.environmentKey);
    const { running, ...rest } = due;
    if (running === undefined) continue;
    const version = environment && release(environment, running.manifest, running.endsAt, running.major);
    const done = { ...rest, status: 'DONE' as const, version };
    details.deployments = details.deployments.map((one) => (one === due ? done : one));
  }
}

/** Deploys a manifest: a new minor of a version with the same permissions, otherwise a new major version. */
function release(
  environment: Environment,
  manifest: Manifest,
  at: number,
  major: number | undefined,
): Version | undefined {
  const [newest] = environment.versions;
  const base = major === undefined ? newest : environment.versions.find((version) => majorOf(version) === major);
  const isMinor =
    base !== undefined && base.deployedAt.length > 0 && (major !== undefined || isSame(base.manifest, manifest));
  if (isMinor) {
    const minor = Number(base.version.split('.')[1]) + 1;
    // The objects stay, because installations refer to them.
    return Object.assign(base, {
      version: `${majorOf(base)}.${minor}.0`,
      updatedAt: at,
      deployedAt: [...base.deployedAt, at],
      manifest,
    });
  }
  const number = newest === undefined ? 2 : majorOf(newest) + 1;
  const version: Version = {
    id: uuidOf(`${environment.id} ${number} ${at}`),
    version: `${number}.0.0`,
    createdAt: at,
    updatedAt: at,
    deployedAt: [at],
    manifest,
  };
  environment.versions = [version, ...environment.versions];
  return version;
}

const majorOf = ({ version }: Version): number => Number(version.split('.')[0]);

function isSame(a: Manifest, b: Manifest): boolean {
  const permissions = ({ scopes, egress = [], remotes = [], licensed = false, securityPolicies = [] }: Manifest) =>
    JSON.stringify([scopes.toSorted(), egress, remotes, licensed, securityPolicies]);
  return permissions(a) === permissions(b);
}

/** Starts the deployment of a build, or of what was uploaded. */
export function startDeployment(
  app: App,
  clock: Clock,
  {
    environment,
    build,
    by,
    major,
  }: {
    readonly environment: Environment;
    readonly build: Pick<Build, 'manifest'> & { readonly tag: string | undefined };
    readonly by: Person;
    readonly major: number | undefined;
  },
): Deployment {
  const details = app.details();
  const newest = Math.max(10_000, ...details.deployments.map(({ id }) => Number(id)));
  const deployment: Deployment = {
    id: String(newest + 3),
    environmentKey: environment.key,
    status: 'IN_PROGRESS',
    buildTag: build.tag,
    version: undefined,
    createdBy: by,
    createdAt: clock.now(),
    error: undefined,
    running: { endsAt: clock.now() + takesMs, manifest: build.manifest, major },
  };
  details.deployments = [deployment, ...details.deployments];
  return deployment;
}
