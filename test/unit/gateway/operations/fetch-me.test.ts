import assert from 'node:assert/strict';
import { fetchMe } from '../../../../src/gateway/operations/fetch-me.ts';
import { canary } from '../../../support/canary.ts';
import { failure, useGateway } from '../../../support/use-gateway.ts';

describe('who a token belongs to', () => {
  const gateway = useGateway();

  it('is told by id, name and status', async () => {
    assert.deepEqual(await fetchMe(gateway.connect().client), {
      accountId: '712020:4b2f6c1e-0d43-4a7e-9c55-8f1f0c2d7a11',
      name: 'Mara Lindqvist',
      accountStatus: 'active',
    });
  });

  it('differs between accounts', async () => {
    const { accounts } = gateway.sandbox;
    for (const as of [accounts.main, accounts.alias, accounts.empty, accounts.inactive]) {
      assert.equal((await fetchMe(gateway.connect({ as }).client)).accountId, as.accountId);
    }
  });

  it('shows an inactive account as such', async () => {
    const { client } = gateway.connect({ as: gateway.sandbox.accounts.inactive });
    assert.equal((await fetchMe(client)).accountStatus, 'inactive');
  });

  it('is nobody where the gateway knows no user', async () => {
    gateway.sandbox.faults.set('Me', { kind: 'reply', change: () => ({ data: { me: { user: null } } }) });
    const error = await failure(fetchMe(gateway.connect().client));
    assert.equal(error.kind, 'signedOut');
    assert.equal(error.details.operation, 'Me');
  });

  it('is nobody with a wrong token, a wrong e-mail or none', async () => {
    const { email, token } = gateway.sandbox.accounts.main;
    for (const as of [
      { email, token: canary('wrong') },
      { email: 'x@example.com', token },
      { email: '', token: '' },
    ]) {
      assert.equal((await failure(fetchMe(gateway.connect({ as }).client))).kind, 'signedOut');
    }
  });
});
