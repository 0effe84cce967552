import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type FragmentDefinitionNode, Kind, parse, visit } from 'graphql';
import { appAri } from '../../../../src/core/ids.ts';
import type { GatewayClient } from '../../../../src/gateway/client.ts';
import { appExists } from '../../../../src/gateway/operations/fetch-app-existence.ts';
import { fetchAppPage } from '../../../../src/gateway/operations/fetch-app-list.ts';
import { fetchOwner } from '../../../../src/gateway/operations/fetch-app-owner.ts';
import { createManifestUploadUrl } from '../../../../src/gateway/operations/create-app-manifest-upload-url.ts';
import { fetchPreDeploymentCheck } from '../../../../src/gateway/operations/fetch-app-pre-deployment-check.ts';
import { createEnvironment } from '../../../../src/gateway/operations/create-app-environment.ts';
import { createWebTriggerUrl } from '../../../../src/gateway/operations/create-web-trigger-url.ts';
import { deleteEnvironment } from '../../../../src/gateway/operations/delete-app-environment.ts';
import { deleteWebTriggerUrl } from '../../../../src/gateway/operations/delete-web-trigger-url.ts';
import { fetchSite } from '../../../../src/gateway/operations/fetch-site-by-host-name.ts';
import { fetchWebTriggers } from '../../../../src/gateway/operations/fetch-web-triggers.ts';
import { fetchInstalledVersions } from '../../../../src/gateway/operations/fetch-installation-versions.ts';
import { beginInstall } from '../../../../src/gateway/operations/install-app.ts';
import { beginUpgrade } from '../../../../src/gateway/operations/upgrade-app.ts';
import { contextOf } from '../../../../src/sandbox/world/app-builder.ts';
import { sites } from '../../../../src/sandbox/world/sites.ts';
import { createTransport } from '../../../../src/gateway/transport.ts';
import { uploadZip } from '../../../../src/gateway/upload.ts';
import { zipFile } from '../../../../src/files/zip-file.ts';
import { updateAppDetails } from '../../../../src/gateway/operations/update-app-details.ts';
import { fetchAppClients } from '../../../../src/gateway/operations/fetch-app-clients.ts';
import { fetchAppProfile } from '../../../../src/gateway/operations/fetch-app-profile.ts';
import { fetchRemovalFacts } from '../../../../src/gateway/operations/fetch-removal-facts.ts';
import { fetchAppUsage } from '../../../../src/gateway/operations/fetch-app-usage.ts';
import { fetchAuditEvents } from '../../../../src/gateway/operations/fetch-audit-events.ts';
import { fetchContributorActivity } from '../../../../src/gateway/operations/fetch-contributor-activity.ts';
import { fetchContributorHistory } from '../../../../src/gateway/operations/fetch-contributor-history.ts';
import { fetchContributors } from '../../../../src/gateway/operations/fetch-contributor-list.ts';
import { deployBuild } from '../../../../src/gateway/operations/deploy-build.ts';
import { fetchBuildPage } from '../../../../src/gateway/operations/fetch-build-list.ts';
import { fetchDeploymentPage } from '../../../../src/gateway/operations/fetch-deployment-list.ts';
import { fetchDeploymentProgress } from '../../../../src/gateway/operations/fetch-deployment-progress.ts';
import { deleteApp } from '../../../../src/gateway/operations/delete-app.ts';
import { fetchDeveloperSpace } from '../../../../src/gateway/operations/fetch-developer-space.ts';
import { fetchEnvironments } from '../../../../src/gateway/operations/fetch-environment-list.ts';
import { fetchListedApp } from '../../../../src/gateway/operations/fetch-listed-app.ts';
import { fetchLogAccess } from '../../../../src/gateway/operations/fetch-developer-log-access.ts';
import { fetchLogPage } from '../../../../src/gateway/operations/fetch-app-log-page.ts';
import { fetchMe } from '../../../../src/gateway/operations/fetch-me.ts';
import { fetchScopes } from '../../../../src/gateway/operations/fetch-scope-facts.ts';
import { beginUninstall } from '../../../../src/gateway/operations/uninstall-app.ts';
import { fetchInstallationTask } from '../../../../src/gateway/operations/fetch-installation-task.ts';
import { cancelBulkUpgrade } from '../../../../src/gateway/operations/cancel-bulk-upgrade.ts';
import { cancelRollingRelease } from '../../../../src/gateway/operations/cancel-rolling-release.ts';
import { fetchBulkUpgrade } from '../../../../src/gateway/operations/fetch-bulk-upgrade.ts';
import { fetchRollingReleases } from '../../../../src/gateway/operations/fetch-rolling-releases.ts';
import { fetchUpgradeTargets } from '../../../../src/gateway/operations/fetch-upgrade-targets.ts';
import { fetchVersionUsage } from '../../../../src/gateway/operations/fetch-version-usage.ts';
import { startBulkUpgrade } from '../../../../src/gateway/operations/start-bulk-upgrade.ts';
import { startRollingRelease } from '../../../../src/gateway/operations/start-rolling-release.ts';
import { fetchVariables } from '../../../../src/gateway/operations/fetch-variables.ts';
import { setVariable } from '../../../../src/gateway/operations/set-variable.ts';
import { unsetVariable } from '../../../../src/gateway/operations/unset-variable.ts';
import { fetchRunningTasks } from '../../../../src/gateway/operations/fetch-installation-task-list.ts';
import { fetchVersionFacts } from '../../../../src/gateway/operations/fetch-version-facts.ts';
import { fetchVersionPage } from '../../../../src/gateway/operations/fetch-version-history.ts';
import { developerSpaces, sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { useGateway } from '../../../support/use-gateway.ts';
import { allInstallations } from '../../../support/all-installations.ts';
import { root } from '../../../support/paths.ts';
import { readDocument } from '../../../tools/graphql-documents.mjs';

const folder = join(root, 'src/gateway/operations');

/** The documents, whole, by the name of the first operation in them. */
const documents = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => {
      const { text } = readDocument(join(folder, file));
      return [/^(?:query|mutation) (\w+)/m.exec(text)?.[1] ?? file, text] as const;
    }),
);

interface Run {
  readonly name: string;
  readonly kind: string;
  readonly document: string;
  readonly variables: object;
}

/** The client, and what is run through it. */
function watched(client: GatewayClient): { client: GatewayClient; runs: Run[] } {
  const runs: Run[] = [];
  return {
    runs,
    client: {
      ...client,
      run(operation, variables, signal) {
        const { name, kind, document } = operation;
        runs.push({ name, kind, document, variables });
        return client.run(operation, variables, signal);
      },
    },
  };
}

describe('every operation', () => {
  const gateway = useGateway();

  async function allRuns(): Promise<readonly Run[]> {
    const { client, runs } = watched(gateway.connect().client);
    const app = appAri(sampleAppIds.releaseNotes);
    await fetchMe(client);
    await fetchAppPage(client, 5, undefined);
    await fetchListedApp(client, app);
    const [environment] = await fetchEnvironments(client, app);
    const query = { from: 0, to: Date.now() };
    await fetchLogPage(client, app, { environmentId: environment?.id ?? '', query, offset: 0, limit: 1 });
    await fetchLogAccess(client, app, [], 'production');
    await allInstallations(client, app);
    await fetchContributors(client, app);
    await fetchContributorActivity(client, app);
    await fetchContributorHistory(client, app, [], undefined);
    await fetchAuditEvents(client, appAri(sampleAppIds.customerVault), new Date('2025-06-01'), new Date('2025-06-15'));
    await fetchVersionPage(client, app, 'production', undefined);
    await fetchVersionFacts(client, app, { environment: 'production' });
    await runUpgrades(client);
    await fetchAppProfile(client, app);
    await fetchAppClients(client, app);
    await fetchDeveloperSpace(client, developerSpaces.northlight.id);
    await fetchScopes(client, ['read:jira-work']);
    await appExists(client, app);
    await fetchOwner(client, app);
    await fetchAppUsage(client, app);
    const [row] = (await fetchRemovalFacts(client, app)).rows;
    assert.ok(row?.environmentKey);
    const { taskId } = await beginUninstall(client, {
      appId: app,
      environmentKey: row.environmentKey,
      installationId: row.id,
    });
    await fetchInstallationTask(client, taskId ?? '');
    await fetchRunningTasks(client, app, { context: row.context, type: 'AppInstallationDeletionTask' });
    const environmentKey = environment?.key ?? '';
    const manifestUrl = await createManifestUploadUrl(client, app, environmentKey);
    const transport = createTransport();
    const { signal } = new AbortController();
    await uploadZip(new URL(manifestUrl), zipFile('manifest.yml', `app:\n  id: ${app}\n`), transport, signal);
    await transport.close();
    await fetchPreDeploymentCheck(client, app, { environmentKey, manifestUrl });
    const [build] = (await fetchBuildPage(client, app, undefined)).nodes.filter(({ status }) => status === 'ready');
    await deployBuild(client, app, { environment: 'production', tag: build?.tag ?? '' });
    const days = { from: new Date('2025-06-01'), to: new Date('2025-06-16') };
    const [deployment] = (await fetchDeploymentPage(client, app, days, undefined)).nodes;
    assert.ok(deployment);
    await fetchDeploymentProgress(client, app, deployment);
    await fetchVariables(client, app);
    const variable = { environment: 'staging', key: 'SHORT_LIVED', value: 'yes', encrypt: false };
    await setVariable(client, app, variable);
    await unsetVariable(client, app, 'staging', 'SHORT_LIVED');
    await createEnvironment(client, app, 'short-lived');
    await deleteEnvironment(client, app, 'short-lived');
    const site = await fetchSite(client, 'crowded-desk.atlassian.net');
    const place = { appId: app, environmentKey: 'default', context: site?.contexts[0]?.context ?? '' };
    await beginInstall(client, place);
    await fetchInstalledVersions(client, app, { contexts: [place.context] });
    await beginUpgrade(client, { ...place, context: contextOf(sites.northlightTest, 'jira'), codeOnly: false });
    const development = gateway.sandbox.world.apps
      .get(sampleAppIds.releaseNotes)
      ?.details()
      .environments.find(({ key }) => key === 'default');
    const trigger = { appId: app, environmentId: development?.id ?? '', context: contextOf(sites.maraDev, 'jira') };
    await createWebTriggerUrl(client, trigger, { triggerKey: 'publish-hook' });
    const [url] = (await fetchWebTriggers(client, trigger)).urls;
    await deleteWebTriggerUrl(client, url?.id ?? '');
    await updateAppDetails(client, appAri(sampleAppIds.teamPoll), { name: 'Team Poll' });
    await deleteApp(client, appAri(sampleAppIds.teamPoll));
    return runs;
  }

  async function runUpgrades(client: GatewayClient): Promise<void> {
    const peek = appAri(sampleAppIds.diagramPeek);
    const [target, source] = (await fetchVersionUsage(client, peek, 'production')).versions.map(
      ({ version }) => version.id,
    );
    assert.ok(target && source);
    await fetchUpgradeTargets(client, peek, { environment: 'production', sourceVersionId: source });
    const { id } = await startBulkUpgrade(client, { sourceVersionId: source, targetVersionId: target });
    await fetchBulkUpgrade(client, id ?? '');
    await cancelBulkUpgrade(client, id ?? '');
    const register = appAri(sampleAppIds.decisionRegister);
    const [production] = await fetchEnvironments(client, register);
    const place = { appId: register, form: 'uuid', environmentId: production?.id ?? '' } as const;
    await fetchRollingReleases(client, place);
    const release = await startRollingRelease(client, place);
    await cancelRollingRelease(client, release.id ?? '');
  }

  it('is run by one of the functions here', async () => {
    assert.deepEqual([...new Set((await allRuns()).map(({ name }) => name))].sort(), [...documents.keys()].sort());
  });

  it('has a file of its own, one operation in it, and the name and kind of that', async () => {
    for (const { name, kind, document } of await allRuns()) {
      assert.equal(document, documents.get(name));
      const operations = parse(document).definitions.filter(
        (definition) => definition.kind === Kind.OPERATION_DEFINITION,
      );
      assert.deepEqual(
        operations.map((operation) => [operation.name?.value, operation.operation]),
        [[name, kind]],
      );
    }
  });

  it('is sent with the fragments that it uses, each once, and no others', async () => {
    for (const { name, document } of await allRuns()) {
      const used = new Set<string>();
      visit(parse(document), { FragmentSpread: (spread) => void used.add(spread.name.value) });
      const held = parse(document).definitions.filter(
        (definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION,
      );
      assert.deepEqual(held.map((fragment) => fragment.name.value).sort(), [...used].sort(), name);
    }
  });

  it('gets the variables that its document names, all of them and no others', async () => {
    for (const { name, document, variables } of await allRuns()) {
      const [operation] = parse(document).definitions.filter(
        (definition) => definition.kind === Kind.OPERATION_DEFINITION,
      );
      const named = (operation?.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
      assert.deepEqual(Object.keys(variables).sort(), named.sort(), name);
    }
  });
});
