import assert from 'node:assert/strict';
import { appAri } from '../../../src/core/ids.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { createRollingAccess } from '../../../src/versions/model/rolling-access.ts';
import { accountOf } from '../../support/removal-world.ts';
import { failure, useGateway } from '../../support/use-gateway.ts';

describe('whether an account may see rolling releases', () => {
  const gateway = useGateway();
  const app = appAri(sampleAppIds.decisionRegister);
  const production = () =>
    gateway.sandbox.world.apps
      .get(sampleAppIds.decisionRegister)
      ?.details()
      .environments.find(({ key }) => key === 'production')?.id ?? assert.fail('no production');

  function session() {
    const { client } = gateway.connect();
    const account = accountOf(gateway.sandbox.accounts.main, gateway.sandbox.url);
    const access = createRollingAccess();
    return { access, account, list: () => access.list({ account, client }, app, production()) };
  }
  const forms = () => gateway.sent('RollingReleases').map(({ variables }) => (variables as { appId: string }).appId);

  it('is asked once a session where it is refused', async () => {
    const errors = [{ message: 'not for tokens', errorType: 'PERMISSION_DENIED', statusCode: 403 }];
    gateway.sandbox.faults.set('RollingReleases', { kind: 'errors', errors });
    const { access, account, list } = session();
    assert.equal((await failure(list())).kind, 'forbidden');
    gateway.sandbox.faults.clear();
    assert.equal((await failure(list())).message, 'not for tokens');
    assert.equal(access.refusalOf(account.key)?.kind, 'forbidden');
    assert.deepEqual(forms(), [sampleAppIds.decisionRegister]);
  });

  it('stays known where one app or environment is refused later', async () => {
    const { access, account, list } = session();
    await list();
    const errors = [{ message: 'no such environment', errorType: 'NOT_FOUND', statusCode: 404 }];
    gateway.sandbox.faults.set('RollingReleases', { kind: 'errors', errors }, 1);
    assert.equal((await failure(list())).kind, 'notFound');
    assert.equal(access.refusalOf(account.key), undefined);
    assert.equal((await list()).releases.length, 5);
  });

  it('is asked again where the gateway did not answer', async () => {
    gateway.sandbox.faults.set('RollingReleases', { kind: 'drop' }, 1);
    const { list } = session();
    await failure(list());
    assert.equal((await list()).releases.length, 5);
  });

  it('is asked with the app’s UUID, then with its ARI, and from then on with what worked', async () => {
    const errors = [{ message: 'no such app', errorType: 'APP_NOT_FOUND', statusCode: 404 }];
    gateway.sandbox.faults.set('RollingReleases', { kind: 'errors', errors }, 1);
    const { list } = session();
    assert.equal((await list()).form, 'ari');
    await list();
    assert.deepEqual(forms(), [sampleAppIds.decisionRegister, app, app]);
  });
});
