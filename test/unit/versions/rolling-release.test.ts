import assert from 'node:assert/strict';
import { makeChange } from '../../../src/changes/model/make-change.ts';
import { appAri } from '../../../src/core/ids.ts';
import { fetchEnvironments } from '../../../src/gateway/operations/fetch-environment-list.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { createRollingAccess } from '../../../src/versions/model/rolling-access.ts';
import { rollingReleaseChange } from '../../../src/versions/model/rolling-release.ts';
import { accountOf, removalOptions } from '../../support/removal-world.ts';
import { useGateway } from '../../support/use-gateway.ts';

describe('a rolling release whose reply was lost', () => {
  const gateway = useGateway();
  const id = appAri(sampleAppIds.decisionRegister);

  /** Starts one whose request is lost, while somebody else starts another. */
  async function lostBesideAnother(): Promise<string> {
    const { client } = gateway.connect();
    const account = accountOf(gateway.sandbox.accounts.main, gateway.sandbox.url);
    const [environment] = await fetchEnvironments(client, id);
    assert.ok(environment?.latest);
    const { options, time } = removalOptions();
    time.onWait = () => time.waits.length === 1 && startedByAnother();
    gateway.sandbox.faults.set('StartRollingRelease', { kind: 'drop' });
    const app = { id, name: 'Decision Register', data: { account, client } };
    const plan = { app, environment, target: environment.latest, limit: undefined };
    const { status } = await makeChange(rollingReleaseChange(plan, createRollingAccess()), options);
    return status;
  }
  function startedByAnother(): void {
    const app = gateway.sandbox.world.apps.get(sampleAppIds.decisionRegister) ?? assert.fail('no app');
    const environment = app.details().environments.find(({ key }) => key === 'production') ?? assert.fail();
    const target = environment.versions[0] ?? assert.fail('no version');
    const me = gateway.sandbox.accounts.main.accountId;
    const startedBy = app.contributors.map(({ person }) => person.accountId).find((one) => one !== me) ?? assert.fail();
    const about = {
      app,
      environment,
      target,
      limit: 7,
      startedBy,
      pending: [],
      isRolling: true,
    };
    gateway.sandbox.world.rollouts.start(about);
  }

  it('is not done because somebody else started one', async () => {
    assert.equal(await lostBesideAnother(), 'kept');
  });

  it('is unknown where the gateway names nobody who started the new one', async () => {
    const anonymous = (body: unknown) =>
      JSON.parse(JSON.stringify(body, (key, value: unknown) => (key === 'initiator' ? null : value))) as unknown;
    gateway.sandbox.faults.set('RollingReleases', { kind: 'reply', change: anonymous });
    assert.equal(await lostBesideAnother(), 'unknown');
  });
});
