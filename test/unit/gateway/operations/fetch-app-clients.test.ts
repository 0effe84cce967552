import assert from 'node:assert/strict';
import { appAri } from '../../../../src/core/ids.ts';
import { fetchAppClients } from '../../../../src/gateway/operations/fetch-app-clients.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { failure, useGateway } from '../../../support/use-gateway.ts';

describe('the OAuth clients of an app', () => {
  const gateway = useGateway();
  const clientsOf = (name: keyof typeof sampleAppIds) =>
    fetchAppClients(gateway.connect().client, appAri(sampleAppIds[name]));

  it('have an id, the callback URLs and the scopes that were granted', async () => {
    const [client, ...others] = await clientsOf('reportExporter');
    assert.deepEqual(others, []);
    assert.match(client?.clientId ?? '', /^[0-9a-f]{32}$/);
    assert.deepEqual(client, {
      environment: 'production',
      clientId: client?.clientId,
      callbacks: ['https://warehouse.example.com/oauth/callback'],
      scopes: ['read:jira-work', 'read:jira-user', 'read:me', 'offline_access'],
    });
  });

  it('are one for each environment, by the names of the Forge CLI', async () => {
    const clients = await clientsOf('releaseNotes');
    assert.ok(clients.some(({ environment }) => environment === 'development'));
    assert.equal(new Set(clients.map(({ clientId }) => clientId)).size, clients.length);
  });

  for (const field of ['scopes', 'callbacks']) {
    it(`keep their ids where their ${field} are refused`, async () => {
      gateway.sandbox.faults.set('AppClients', {
        kind: 'errors',
        errors: [{ message: `${field} are not for tokens`, statusCode: 403 }],
        nullPath: ['app', 'environmentsPage', 'nodes', 0, ...(field === 'scopes' ? [] : ['oauthClient']), field],
      });
      const [client] = await clientsOf('reportExporter');
      assert.match(client?.clientId ?? '', /^[0-9a-f]{32}$/);
      assert.deepEqual(client?.[field === 'scopes' ? 'scopes' : 'callbacks'], []);
    });
  }

  it('are not found for an app of somebody else', async () => {
    const error = await failure(fetchAppClients(gateway.connect().client, appAri(sampleAppIds.maraForgeInvoices)));
    assert.equal(error.kind, 'notFound');
  });
});
