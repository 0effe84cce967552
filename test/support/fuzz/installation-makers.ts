// Rows for environments, installations and web triggers.
import { appAri } from '../../../src/core/ids.ts';
import { creationOf, deletionOf, loadEnvironmentFacts } from '../../../src/environments/model/environment-changes.ts';
import { fetchEnvironments } from '../../../src/gateway/operations/fetch-environment-list.ts';
import { fetchWebTriggers } from '../../../src/gateway/operations/fetch-web-triggers.ts';
import { installationOf, upgradeOf } from '../../../src/installations/model/installing.ts';
import { contextOf } from '../../../src/sandbox/world/app-builder.ts';
import { sites } from '../../../src/sandbox/world/sites.ts';
import { uuidOf } from '../../../src/sandbox/world/seeded-random.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import type { AppDetails } from '../../../src/sandbox/world/world-types.ts';
import type { World } from '../../../src/sandbox/world/world.ts';
import {
  creationOf as triggerCreationOf,
  deletionOf as triggerDeletionOf,
} from '../../../src/web-triggers/model/trigger-changes.ts';
import type { StagedWindow } from '../two-windows.ts';
import { type ChangeMaker, ready } from './change-maker.ts';

const upgradeId = uuidOf(`${sampleAppIds.releaseNotes} on ${sites.northlightTest.hostName} for jira in default`);
const id = appAri(sampleAppIds.releaseNotes);
const newKey = 'fuzzed';
/** An environment from which nothing is installed. */
const ownKey = 'feature-sprint-view';
const appOf = ({ account, client }: StagedWindow) => ({ id, name: 'Release Notes', data: { account, client } });

function detailsIn(world: World): AppDetails {
  const app = world.apps.get(sampleAppIds.releaseNotes);
  if (app === undefined) throw new Error('The app is gone');
  return app.details();
}

async function developmentOf({ client, options }: StagedWindow) {
  const environment = (await fetchEnvironments(client, id, options.signal)).find(({ key }) => key === 'development');
  if (environment?.latest === undefined) throw new Error('Nothing is deployed to development');
  return { environment, version: environment.latest };
}

const creatingEnvironment: ChangeMaker = {
  title: 'creating an environment',
  mutation: 'CreateAppEnvironment',
  reads: ['EnvironmentList'],
  prepare: (window) => Promise.resolve(ready(creationOf(appOf(window), newKey))),
  isMade: (world) => detailsIn(world).environments.some(({ key }) => key === newKey),
  meddle(world) {
    const details = detailsIn(world);
    const own = details.environments.find(({ key }) => key === ownKey);
    if (own) details.environments = [...details.environments, { ...own, id: 'of somebody else', key: newKey }];
  },
};

const deletingEnvironment: ChangeMaker = {
  title: 'deleting an environment',
  mutation: 'DeleteAppEnvironment',
  reads: ['EnvironmentList', 'RemovalFacts'],
  async prepare(window) {
    const { environment } = await loadEnvironmentFacts(appOf(window), ownKey, window.options.signal);
    if (environment === undefined) throw new Error('It is gone');
    return ready(deletionOf(appOf(window), environment));
  },
  isMade: (world) => !detailsIn(world).environments.some(({ key }) => key === ownKey),
  meddle(world) {
    const details = detailsIn(world);
    details.environments = details.environments.map((environment) =>
      environment.key === ownKey
        ? { ...environment, versions: environment.versions.map((one) => ({ ...one, updatedAt: one.updatedAt + 1 })) }
        : environment,
    );
  },
};

const installContext = contextOf(sites.maraDev, 'confluence', true);
const installing: ChangeMaker = {
  title: 'installing an app',
  mutation: 'InstallApp',
  reads: ['EnvironmentList', 'InstallationVersions', 'InstallationTask', 'InstallationTaskList'],
  async prepare(window) {
    const place = { ...(await developmentOf(window)), hostName: sites.maraDev.hostName, atlassianApp: 'confluence' };
    return ready(installationOf(appOf(window), { ...place, context: installContext }));
  },
  isMade: (world) => detailsIn(world).installations.some(({ context }) => context === installContext),
  meddle(world) {
    const details = detailsIn(world);
    const other = upgradable(world);
    const installed = { id: 'of somebody else', context: installContext, secondaryContexts: [], site: sites.maraDev };
    if (other) details.installations = [...details.installations, { ...other, ...installed }];
  },
};

const upgradable = (world: World) =>
  detailsIn(world).installations.find(
    ({ environment, site }) => environment.key === 'default' && site?.cloudId === sites.northlightTest.cloudId,
  );
const upgrading: ChangeMaker = {
  title: 'upgrading an installation',
  mutation: 'UpgradeApp',
  reads: ['EnvironmentList', 'InstallationVersions', 'InstallationTask', 'InstallationTaskList'],
  async prepare(window) {
    const { environment, version } = await developmentOf(window);
    return ready(
      upgradeOf(appOf(window), {
        environment,
        version,
        installation: { id: upgradeId, site: sites.northlightTest.hostName, atlassianApp: 'JIRA' },
        context: contextOf(sites.northlightTest, 'jira'),
        codeOnly: false,
      }),
    );
  },
  isMade(world) {
    const one = upgradable(world);
    return (
      one !== undefined &&
      one.version.id === detailsIn(world).environments.find(({ key }) => key === 'default')?.versions[0]?.id
    );
  },
  meddle(world) {
    const details = detailsIn(world);
    const one = upgradable(world);
    details.installations = details.installations.filter((other) => other !== one);
  },
};

const triggerContext = contextOf(sites.maraDev, 'jira');
const triggerKey = 'publish-hook';
const triggersIn = (world: World) =>
  detailsIn(world).environments.flatMap(({ id: environmentId }) =>
    world.webTriggers.list({ appUuid: sampleAppIds.releaseNotes, environmentId, context: triggerContext }),
  );

function createTrigger(world: World): void {
  const development = detailsIn(world).environments.find(({ key }) => key === 'default');
  const { releaseNotes: appUuid } = sampleAppIds;
  world.webTriggers.create({ appUuid, environmentId: development?.id ?? '', context: triggerContext, triggerKey });
}

const creatingTrigger: ChangeMaker = {
  title: 'creating the URL of a web trigger',
  mutation: 'CreateWebTriggerUrl',
  reads: ['EnvironmentList', 'WebTriggers'],
  async prepare(window) {
    const { environment } = await developmentOf(window);
    const place = { environment, site: sites.maraDev.hostName, triggerKey, context: triggerContext };
    return ready(triggerCreationOf(appOf(window), place));
  },
  isMade: (world) => triggersIn(world).length > 0,
  meddle: createTrigger,
};

const deletingTrigger: ChangeMaker = {
  title: 'deleting the URL of a web trigger',
  mutation: 'DeleteWebTriggerUrl',
  reads: ['EnvironmentList', 'WebTriggers'],
  begin: createTrigger,
  async prepare(window) {
    const { environment } = await developmentOf(window);
    const place = { environment, site: sites.maraDev.hostName, triggerKey, context: triggerContext };
    const at = { appId: id, environmentId: environment.id, context: triggerContext };
    const { urls } = await fetchWebTriggers(window.client, at, window.options.signal);
    const url = urls.find((one) => one.triggerKey === triggerKey);
    if (url === undefined) throw new Error('It is gone');
    return ready(triggerDeletionOf(appOf(window), place, url.id));
  },
  isMade: (world) => triggersIn(world).length === 0,
  meddle(world) {
    for (const url of triggersIn(world)) world.webTriggers.delete(url.id);
  },
};

export const installationMakers: readonly ChangeMaker[] = [
  creatingEnvironment,
  deletingEnvironment,
  installing,
  upgrading,
  creatingTrigger,
  deletingTrigger,
];
