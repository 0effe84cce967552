import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { Kind, parse } from 'graphql';
import { appAri } from '../../../../src/core/ids.ts';
import type { GatewayClient } from '../../../../src/gateway/client.ts';
import { appExists } from '../../../../src/gateway/operations/AppExistence.ts';
import { fetchAppPage } from '../../../../src/gateway/operations/AppList.ts';
import { fetchOwner } from '../../../../src/gateway/operations/AppOwner.ts';
import { fetchAppProfile } from '../../../../src/gateway/operations/AppProfile.ts';
import { fetchStanding } from '../../../../src/gateway/operations/AppStanding.ts';
import { fetchUse } from '../../../../src/gateway/operations/AppUse.ts';
import { fetchAuditEvents } from '../../../../src/gateway/operations/AuditEvents.ts';
import { fetchContributorActivity } from '../../../../src/gateway/operations/ContributorActivity.ts';
import { fetchContributorHistory } from '../../../../src/gateway/operations/ContributorHistory.ts';
import { fetchContributors } from '../../../../src/gateway/operations/ContributorList.ts';
import { deleteApp } from '../../../../src/gateway/operations/DeleteApp.ts';
import { fetchDeveloperSpace } from '../../../../src/gateway/operations/DeveloperSpace.ts';
import { fetchEnvironments } from '../../../../src/gateway/operations/EnvironmentList.ts';
import { fetchListedApp } from '../../../../src/gateway/operations/ListedApp.ts';
import { fetchMe } from '../../../../src/gateway/operations/Me.ts';
import { fetchScopes } from '../../../../src/gateway/operations/ScopeFacts.ts';
import { beginUninstall } from '../../../../src/gateway/operations/UninstallApp.ts';
import { fetchUninstallTask } from '../../../../src/gateway/operations/UninstallTask.ts';
import { fetchRunningUninstalls } from '../../../../src/gateway/operations/UninstallTaskList.ts';
import { fetchVersionPage } from '../../../../src/gateway/operations/VersionHistory.ts';
import { developerSpaces, sampleAppIds } from '../../../../src/sandbox/world/ids.ts';
import { useGateway } from '../../../support/gateway.ts';
import { allInstallations } from '../../../support/installations.ts';

const folder = new URL('../../../../src/gateway/operations/', import.meta.url);

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
    await fetchEnvironments(client, app);
    await allInstallations(client, app);
    await fetchContributors(client, app);
    await fetchContributorActivity(client, app);
    await fetchContributorHistory(client, app, [], undefined);
    await fetchAuditEvents(client, appAri(sampleAppIds.customerVault), new Date('2025-06-01'), new Date('2025-06-15'));
    await fetchVersionPage(client, app, 'production', undefined);
    await fetchAppProfile(client, app);
    await fetchDeveloperSpace(client, developerSpaces.northlight.id);
    await fetchScopes(client, ['read:jira-work']);
    await appExists(client, app);
    await fetchOwner(client, app);
    await fetchUse(client, app);
    const [row] = (await fetchStanding(client, app)).rows;
    assert.ok(row?.environmentKey);
    const { taskId } = await beginUninstall(client, {
      appId: app,
      environmentKey: row.environmentKey,
      installationId: row.id,
    });
    await fetchUninstallTask(client, taskId ?? '');
    await fetchRunningUninstalls(client, app, row.context);
    await deleteApp(client, appAri(sampleAppIds.teamPoll));
    return runs;
  }

  it('is run by one of the functions here', async () => {
    const files = readdirSync(folder)
      .filter((name) => name.endsWith('.graphql'))
      .map((name) => name.replace('.graphql', ''));
    assert.deepEqual([...new Set((await allRuns()).map(({ name }) => name))].sort(), files.sort());
  });

  it('has the name of its file, one operation in it, and the kind of that', async () => {
    for (const { name, kind, document } of await allRuns()) {
      assert.equal(document, readFileSync(new URL(`${name}.graphql`, folder), 'utf8'));
      const operations = parse(document).definitions.filter(
        (definition) => definition.kind === Kind.OPERATION_DEFINITION,
      );
      assert.deepEqual(
        operations.map((operation) => [operation.name?.value, operation.operation]),
        [[name, kind]],
      );
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
