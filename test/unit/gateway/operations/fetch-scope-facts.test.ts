import assert from 'node:assert/strict';
import { fetchScopes } from '../../../../src/gateway/operations/fetch-scope-facts.ts';
import { failure, useGateway } from '../../../support/use-gateway.ts';

describe('facts about scopes', () => {
  const gateway = useGateway();

  it('are those that the gateway knows, in one request', async () => {
    const scopes = await fetchScopes(gateway.connect().client, [
      'read:jira-work',
      'read:nothing:jira',
      'admin:connect-jira',
    ]);
    assert.deepEqual(scopes, [
      {
        key: 'read:jira-work',
        name: 'View Jira issue data',
        description: 'Read projects, issues, and the data that goes with them.',
        restricted: false,
        api: 'Jira API',
      },
      {
        key: 'admin:connect-jira',
        name: 'Administer',
        description: 'Administer the site on behalf of the app.',
        restricted: true,
        api: 'Jira API',
      },
    ]);
    assert.equal(gateway.sent('ScopeFacts').length, 1);
  });

  it('may leave open whether a scope is restricted', async () => {
    gateway.sandbox.faults.set('ScopeFacts', {
      kind: 'reply',
      change: () => ({
        data: {
          appHostServiceScopes: [
            { key: 'read:x:y', name: 'X', description: 'Y', restricted: null, service: { name: 'Z' } },
          ],
        },
      }),
    });
    assert.deepEqual(await fetchScopes(gateway.connect().client, ['read:x:y']), [
      { key: 'read:x:y', name: 'X', description: 'Y', restricted: false, api: 'Z' },
    ]);
  });

  it('without a list are a bad reply', async () => {
    gateway.sandbox.faults.set('ScopeFacts', {
      kind: 'reply',
      change: () => ({ data: { appHostServiceScopes: null } }),
    });
    assert.equal((await failure(fetchScopes(gateway.connect().client, ['read:jira-work']))).kind, 'badReply');
  });
});
