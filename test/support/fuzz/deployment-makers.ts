import { buildDeployment, loadBuildFacts } from '../../../src/deployments/model/build-deployment.ts';
import { appAri } from '../../../src/core/ids.ts';
import { startDeployment } from '../../../src/sandbox/world/run-deployments.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import type { World } from '../../../src/sandbox/world/world.ts';
import { now } from '../use-gateway.ts';
import { type ChangeMaker, ready } from './change-maker.ts';

const built = { tag: 'release_candidate-7', environment: { key: 'production', kind: 'production' } } as const;

/** The deployments of the build to production by the main account. */
function deploymentsOf(world: World) {
  const { accountId } = world.accounts.main.person;
  const { deployments } = world.apps.get(sampleAppIds.releaseNotes)?.details() ?? { deployments: [] };
  return deployments.filter(
    ({ buildTag, environmentKey, createdBy }) =>
      buildTag === built.tag && environmentKey === 'production' && createdBy.accountId === accountId,
  );
}

/** Deploying a build to production. */
export const deployingBuild: ChangeMaker = {
  title: 'deploying a build',
  mutation: 'DeployBuild',
  reads: ['EnvironmentList', 'BuildList', 'DeploymentList', 'VersionFacts'],
  async prepare({ client, account, options: { signal } }) {
    const app = { id: appAri(sampleAppIds.releaseNotes), name: 'Release Notes Composer', data: { account, client } };
    const plan = { app, ...built, now: () => now.getTime() };
    return ready(buildDeployment(plan, await loadBuildFacts(plan, signal), { isConfirmed: true }));
  },
  isMade: (world) => deploymentsOf(world).length > 0,
  isPersonal: true,
  meddle(world) {
    const app = world.apps.get(sampleAppIds.releaseNotes);
    const environment = app?.details().environments.find(({ key }) => key === 'production');
    if (!app || !environment) return;
    const build = { tag: built.tag, manifest: { scopes: [] } };
    startDeployment(app, world.clock, { environment, build, by: world.accounts.alias.person, major: undefined });
  },
};
