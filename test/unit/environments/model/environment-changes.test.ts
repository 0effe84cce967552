import assert from 'node:assert/strict';
import { makeChange } from '../../../../src/changes/model/make-change.ts';
import { appAri } from '../../../../src/core/ids.ts';
import {
  creationOf,
  deletionOf,
  loadEnvironmentFacts,
} from '../../../../src/environments/model/environment-changes.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { accountOf, removalOptions } from '../../../support/removal-world.ts';
import { useGateway } from '../../../support/use-gateway.ts';

describe('changing environments', () => {
  const gateway = useGateway();

  function ready() {
    const { client } = gateway.connect();
    const account = accountOf(gateway.sandbox.accounts.main, gateway.sandbox.url);
    return { app: { id: appAri(sampleAppIds.releaseNotes), name: 'Release Notes', data: { account, client } } };
  }
  const details = () => gateway.sandbox.world.apps.get(sampleAppIds.releaseNotes)?.details() ?? assert.fail('no app');
  const keys = () => details().environments.map(({ key }) => key);

  /** Takes every installation of an environment away. */
  function empty(key: string): void {
    details().installations = details().installations.filter(({ environment }) => environment.key !== key);
  }

  async function confirmed(app: ReturnType<typeof ready>['app'], key: string) {
    const { environment, installed } = await loadEnvironmentFacts(app, key);
    return { environment: environment ?? assert.fail('no such environment'), installed };
  }

  it('creates one with a single request, written to the journal', async () => {
    const { app } = ready();
    const { options, journal } = removalOptions();
    assert.equal((await makeChange(creationOf(app, 'short-lived'), options)).status, 'done');
    assert.ok(keys().includes('short-lived'));
    assert.deepEqual(
      gateway.sent('CreateAppEnvironment').map(({ variables }) => variables),
      [{ input: { appAri: app.id, environmentKey: 'short-lived', environmentType: 'DEVELOPMENT' } }],
    );
    assert.deepEqual(
      journal.entries.map(({ action, environment, outcome }) => [action, environment, outcome]),
      [
        ['createEnvironment', 'short-lived', 'sent'],
        ['createEnvironment', 'short-lived', 'done'],
      ],
    );
  });

  it('finds out whether one was created if the reply is lost', async () => {
    const { app } = ready();
    const { options } = removalOptions();
    gateway.sandbox.faults.set('CreateAppEnvironment', { kind: 'dropAfterSending' });
    assert.equal((await makeChange(creationOf(app, 'arrived'), options)).status, 'done');
    gateway.sandbox.faults.set('CreateAppEnvironment', { kind: 'drop' });
    assert.equal((await makeChange(creationOf(app, 'lost'), options)).status, 'kept');
    assert.equal(gateway.sent('CreateAppEnvironment').length, 2);
  });

  it('says that the 26th is refused, in the gateway’s words', async () => {
    const { app } = ready();
    const [template] = details().environments;
    assert.ok(template);
    const fill = Array.from({ length: 25 - keys().length }, (_, index) => ({ ...template, key: `extra-${index}` }));
    details().environments = [...details().environments, ...fill];
    const outcome = await makeChange(creationOf(app, 'one-more'), removalOptions().options);
    assert.ok(outcome.status === 'refused');
    assert.equal(outcome.error.message, 'An app can have at most 25 environments.');
  });

  it('lists the installations that stand in the way of deleting one', async () => {
    const { app } = ready();
    const { installed } = await confirmed(app, 'mara-dev');
    assert.deepEqual(
      installed.map(({ site }) => site),
      ['mara-dev.atlassian.net'],
    );
  });

  it('deletes one that is installed nowhere, and does nothing where it is gone', async () => {
    const { app } = ready();
    empty('mara-dev');
    const { environment } = await confirmed(app, 'mara-dev');
    const { options } = removalOptions();
    assert.equal((await makeChange(deletionOf(app, environment), options)).status, 'done');
    assert.ok(!keys().includes('mara-dev'));
    assert.equal((await makeChange(deletionOf(app, environment), options)).status, 'alreadyDone');
    assert.equal(gateway.sent('DeleteAppEnvironment').length, 1);
  });

  it('keeps one that was installed, deployed to or replaced since it was confirmed', async () => {
    const { app } = ready();
    const all = details().installations;
    empty('mara-dev');
    const { environment } = await confirmed(app, 'mara-dev');
    const { options } = removalOptions();
    const differences = async () => {
      const outcome = await makeChange(deletionOf(app, environment), options);
      return outcome.status === 'changed' ? outcome.differences : outcome.status;
    };
    details().installations = all;
    assert.deepEqual(await differences(), [{ kind: 'installed', site: 'mara-dev.atlassian.net' }]);
    empty('mara-dev');
    const before = details().environments;
    details().environments = before.map((one) =>
      one.key === 'mara-dev'
        ? { ...one, versions: one.versions.map((v) => ({ ...v, updatedAt: v.updatedAt + 1 })) }
        : one,
    );
    assert.deepEqual(await differences(), [{ kind: 'deployed', version: environment.latest?.version }]);
    details().environments = before.map((one) => (one.key === 'mara-dev' ? { ...one, id: 'another' } : one));
    assert.deepEqual(await differences(), [{ kind: 'replaced' }]);
    assert.equal(gateway.sent('DeleteAppEnvironment').length, 0);
  });
});
