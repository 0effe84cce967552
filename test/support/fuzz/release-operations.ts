// Requests about what is deployed, installed and set: each with the processing of its reply.
import { namedPlace } from '../../../src/deployments/model/failure-kind.ts';
import { isOverdue } from '../../../src/deployments/model/deployment-watch.ts';
import { appAri } from '../../../src/core/ids.ts';
import type { GatewayClient } from '../../../src/gateway/client.ts';
import { cancelBulkUpgrade } from '../../../src/gateway/operations/cancel-bulk-upgrade.ts';
import { cancelRollingRelease } from '../../../src/gateway/operations/cancel-rolling-release.ts';
import { createEnvironment } from '../../../src/gateway/operations/create-app-environment.ts';
import { createManifestUploadUrl } from '../../../src/gateway/operations/create-app-manifest-upload-url.ts';
import { createWebTriggerUrl } from '../../../src/gateway/operations/create-web-trigger-url.ts';
import { deleteEnvironment } from '../../../src/gateway/operations/delete-app-environment.ts';
import { deleteWebTriggerUrl } from '../../../src/gateway/operations/delete-web-trigger-url.ts';
import { deployBuild } from '../../../src/gateway/operations/deploy-build.ts';
import { fetchPreDeploymentCheck } from '../../../src/gateway/operations/fetch-app-pre-deployment-check.ts';
import { fetchBuildPage } from '../../../src/gateway/operations/fetch-build-list.ts';
import { fetchBulkUpgrade } from '../../../src/gateway/operations/fetch-bulk-upgrade.ts';
import { fetchDeploymentPage } from '../../../src/gateway/operations/fetch-deployment-list.ts';
import { fetchDeploymentProgress } from '../../../src/gateway/operations/fetch-deployment-progress.ts';
import { fetchInstalledVersions } from '../../../src/gateway/operations/fetch-installation-versions.ts';
import { fetchRollingReleases } from '../../../src/gateway/operations/fetch-rolling-releases.ts';
import { fetchSite } from '../../../src/gateway/operations/fetch-site-by-host-name.ts';
import { fetchUpgradeTargets } from '../../../src/gateway/operations/fetch-upgrade-targets.ts';
import { fetchVariables } from '../../../src/gateway/operations/fetch-variables.ts';
import { fetchVersionFacts } from '../../../src/gateway/operations/fetch-version-facts.ts';
import { fetchVersionUsage } from '../../../src/gateway/operations/fetch-version-usage.ts';
import { fetchWebTriggers } from '../../../src/gateway/operations/fetch-web-triggers.ts';
import { beginInstall } from '../../../src/gateway/operations/install-app.ts';
import { setVariable } from '../../../src/gateway/operations/set-variable.ts';
import { startBulkUpgrade } from '../../../src/gateway/operations/start-bulk-upgrade.ts';
import { startRollingRelease } from '../../../src/gateway/operations/start-rolling-release.ts';
import { unsetVariable } from '../../../src/gateway/operations/unset-variable.ts';
import { updateAppDetails } from '../../../src/gateway/operations/update-app-details.ts';
import { beginUpgrade } from '../../../src/gateway/operations/upgrade-app.ts';
import { contextOf } from '../../../src/sandbox/world/app-builder.ts';
import { sites } from '../../../src/sandbox/world/sites.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import type { Version } from '../../../src/sandbox/world/world-types.ts';
import { createWorld } from '../../../src/sandbox/world/world.ts';
import { compareVariables, keysOnlyThere, variableRows } from '../../../src/variables/model/compare-variables.ts';
import { versionDifference } from '../../../src/versions/model/version-difference.ts';
import { versionShares } from '../../../src/versions/model/version-shares.ts';
import { versionText } from '../../../src/versions/model/version-text.ts';
import { now } from '../use-gateway.ts';

type Use = (client: GatewayClient) => Promise<unknown>;

const id = appAri(sampleAppIds.releaseNotes);
const peek = appAri(sampleAppIds.diagramPeek);
const register = appAri(sampleAppIds.decisionRegister);
const days = { from: new Date('2025-05-20T00:00:00Z'), to: now };
const wanted = [{ key: 'CHANGELOG_API_URL', value: 'https://example.com' }];

const { apps } = createWorld(now);

function environmentOf(uuid: string, key: string) {
  const environment = apps
    .get(uuid)
    ?.details()
    .environments.find((one) => one.key === key);
  if (environment === undefined) throw new Error(`The world has no ${key} of ${uuid}`);
  return environment;
}

const [target, source] = environmentOf(sampleAppIds.diagramPeek, 'production').versions.map(
  (version: Version) => version.id,
);
const upgrade = { sourceVersionId: source ?? '', targetVersionId: target ?? '', limit: 7 };
const production = { environment: 'production', id: apps.get(sampleAppIds.releaseNotes)?.details().deployments[0]?.id };
const trigger = {
  appId: id,
  environmentId: environmentOf(sampleAppIds.releaseNotes, 'default').id,
  context: contextOf(sites.maraDev, 'jira'),
};
const release = {
  appId: register,
  form: 'uuid',
  environmentId: environmentOf(sampleAppIds.decisionRegister, 'production').id,
} as const;
const place = { appId: id, environmentKey: 'default' };

export const releaseOperations: Readonly<Record<string, Use>> = {
  async variables(client) {
    const environments = await fetchVariables(client, id);
    const compared = environments.map(({ variables = [] }) => [
      compareVariables(wanted, variables),
      keysOnlyThere(wanted, variables),
    ]);
    return [environments, variableRows(environments), compared];
  },
  'a variable that is set': (client) =>
    setVariable(client, id, { environment: 'staging', key: 'FUZZED', value: 'by the test', encrypt: true }),
  'a variable that is removed': (client) => unsetVariable(client, id, 'staging', 'LOG_LEVEL'),
  'an environment that is created': (client) => createEnvironment(client, id, 'fuzzed'),
  'an environment that is deleted': (client) => deleteEnvironment(client, id, 'feature-sprint-view'),
  async deployments(client) {
    const page = await fetchDeploymentPage(client, id, days, undefined);
    const places = page.nodes.flatMap(({ failure }) => (failure && namedPlace(failure)) ?? []);
    return [page, places, page.nodes.filter((one) => isOverdue(one, now.getTime()))];
  },
  'the progress of a deployment': (client) =>
    fetchDeploymentProgress(client, id, { ...production, id: production.id ?? '' }),
  builds: (client) => fetchBuildPage(client, id, undefined),
  'the deployment of a build': (client) =>
    deployBuild(client, id, { environment: 'production', tag: 'release_candidate-7' }),
  'the address for a manifest': (client) => createManifestUploadUrl(client, id, 'default'),
  'the check of a manifest': (client) =>
    fetchPreDeploymentCheck(client, id, { environmentKey: 'default', manifestUrl: 'http://127.0.0.1/manifest' }),
  async 'what versions hold'(client) {
    const [before, after] = [
      await fetchVersionFacts(client, id, { environment: 'production', major: 3 }),
      await fetchVersionFacts(client, id, { environment: 'production' }),
    ];
    return [before, versionDifference(before, after), versionText(before, String), versionText(after, String)];
  },
  async 'versions in use'(client) {
    const usage = await fetchVersionUsage(client, peek, 'production');
    return [usage, versionShares(usage.versions)];
  },
  'versions to upgrade to': (client) =>
    fetchUpgradeTargets(client, peek, { environment: 'production', sourceVersionId: upgrade.sourceVersionId }),
  'a bulk upgrade': (client) => fetchBulkUpgrade(client, 'upgrade-1'),
  'a bulk upgrade that is started': (client) => startBulkUpgrade(client, upgrade),
  'a bulk upgrade that is cancelled': (client) => cancelBulkUpgrade(client, 'upgrade-1'),
  'rolling releases': (client) => fetchRollingReleases(client, release),
  'a rolling release that is started': (client) => startRollingRelease(client, { ...release, limit: 2 }),
  'a rolling release that is cancelled': (client) => cancelRollingRelease(client, 'release-1'),
  'web triggers': (client) => fetchWebTriggers(client, trigger),
  'a web trigger’s URL that is created': async (client) => {
    // The URL is a secret, and of the sandbox of the moment.
    const { requestId, url } = await createWebTriggerUrl(client, trigger, { triggerKey: 'publish-hook' });
    return { requestId, hasUrl: url !== undefined };
  },
  'a web trigger’s URL that is deleted': (client) => deleteWebTriggerUrl(client, 'url-1'),
  'a site': (client) => fetchSite(client, sites.maraDev.hostName),
  'installed versions': (client) => fetchInstalledVersions(client, id, { contexts: [trigger.context] }),
  'an installation that is begun': (client) =>
    beginInstall(client, { ...place, context: contextOf(sites.maraDev, 'confluence', true) }),
  'an upgrade that is begun': (client) =>
    beginUpgrade(client, { ...place, context: contextOf(sites.northlightTest, 'jira'), codeOnly: false }),
  'an app that is renamed': (client) => updateAppDetails(client, appAri(sampleAppIds.teamPoll), { name: 'Team Poll' }),
};
