import assert from 'node:assert/strict';
import { appAri } from '../../../../src/core/ids.ts';
import { fetchRunningTasks } from '../../../../src/gateway/operations/fetch-installation-task-list.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { useGateway } from '../../../support/use-gateway.ts';

describe('the tasks that an app has in a context', () => {
  const gateway = useGateway();

  it('are running unless they have ended, also in a state that the gateway adds later', async () => {
    const type = 'AppInstallationUpgradeTask';
    const nodes = ['COMPLETE', 'PENDING', 'FAILED', 'RUNNING', 'QUEUED'].map((state) => ({
      __typename: type,
      id: state,
      state,
    }));
    const change = () => ({ data: { ecosystem: { appInstallationTasks: { nodes } } } });
    gateway.sandbox.faults.set('InstallationTaskList', { kind: 'reply', change });
    const app = appAri(sampleAppIds.releaseNotes);
    const place = { context: 'ari:cloud:jira::site/x', type } as const;
    const running = await fetchRunningTasks(gateway.connect().client, app, place);
    assert.deepEqual(running, ['PENDING', 'RUNNING', 'QUEUED']);
  });
});
