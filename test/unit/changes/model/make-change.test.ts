import assert from 'node:assert/strict';
import { detailChange } from '../../../../src/apps/model/change-details.ts';
import type { Change } from '../../../../src/changes/model/change.ts';
import { makeChange } from '../../../../src/changes/model/make-change.ts';
import type { TaskResult } from '../../../../src/changes/model/poll-task.ts';
import { appAri } from '../../../../src/core/ids.ts';
import { creationOf } from '../../../../src/environments/model/environment-changes.ts';
import { createLimiter } from '../../../../src/gateway/limiter.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { accountOf, removalOptions } from '../../../support/removal-world.ts';
import { until, useGateway } from '../../../support/use-gateway.ts';

describe('a change that is cancelled', () => {
  const gateway = useGateway();

  function ready() {
    const limiter = createLimiter();
    const { client } = gateway.connect({ limiter });
    const account = accountOf(gateway.sandbox.accounts.main, gateway.sandbox.url);
    const app = { id: appAri(sampleAppIds.releaseNotes), name: 'Release Notes', data: { account, client } };
    return { ...removalOptions(), app, limiter };
  }
  function renaming({ app }: ReturnType<typeof ready>): Change<string, string> {
    const from = gateway.sandbox.world.apps.get(sampleAppIds.releaseNotes)?.name ?? '';
    return detailChange({ app, detail: 'name', from, to: 'Never Sent' });
  }

  it('right after the check is not sent, and not in the journal', async () => {
    const prepared = ready();
    const { cancel, options, journal } = prepared;
    const change = renaming(prepared);
    const { check } = change;
    assert.ok(check);
    const checkAndCancel = { ...check, differences: () => (cancel.abort(), []) };
    const outcome = await makeChange({ ...change, check: checkAndCancel }, options);
    assert.deepEqual(outcome, { status: 'notStarted' });
    assert.equal(gateway.sent('UpdateAppDetails').length, 0);
    assert.deepEqual(journal.entries, []);
  });

  it('while the journal is written is not sent, and the journal says so', async () => {
    const prepared = ready();
    const { cancel, options, journal } = prepared;
    const append: typeof journal.append = async (entry) => {
      await journal.append(entry);
      cancel.abort();
    };
    const outcome = await makeChange(renaming(prepared), { ...options, journal: { ...journal, append } });
    assert.deepEqual(outcome, { status: 'notStarted' });
    assert.equal(gateway.sent('UpdateAppDetails').length, 0);
    assert.deepEqual(
      journal.entries.map((entry) => [entry.outcome, entry.message]),
      [
        ['sent', undefined],
        ['kept', 'Cancelled before it was sent'],
      ],
    );
  });

  it('while it waits for the rate limit is not sent', async () => {
    const { app, cancel, options, journal, limiter } = ready();
    limiter.pause(60_000);
    const changing = makeChange(creationOf(app, 'never-sent'), options);
    await until(() => limiter.waiting() !== undefined);
    cancel.abort();
    assert.deepEqual(await changing, { status: 'notStarted' });
    assert.equal(gateway.sandbox.requests.length, 0);
    assert.equal(journal.entries.at(-1)?.outcome, 'kept');
  });

  it('on its way is told as what became of it', async () => {
    const prepared = ready();
    const { cancel, options } = prepared;
    gateway.sandbox.faults.set('UpdateAppDetails', { kind: 'latency', ms: 50 });
    const changing = makeChange(renaming(prepared), options);
    await until(() => gateway.sent('UpdateAppDetails').length === 1);
    cancel.abort();
    assert.equal((await changing).status, 'done');
  });

  it('is sent all the same where it ends what was begun', async () => {
    const prepared = ready();
    prepared.cancel.abort();
    const outcome = await makeChange({ ...renaming(prepared), continues: true }, prepared.options);
    assert.equal(outcome.status, 'done');
  });
});

describe('a change whose task goes on and on', () => {
  const gateway = useGateway();

  it('is not sent again by the same window, however long it takes', async () => {
    const { client } = gateway.connect();
    const account = accountOf(gateway.sandbox.accounts.main, gateway.sandbox.url);
    const app = { id: appAri(sampleAppIds.releaseNotes), name: 'Release Notes', data: { account, client } };
    const { options } = removalOptions();
    const task = Promise.withResolvers<TaskResult>();
    const change = { ...creationOf(app, 'slow'), follow: () => task.promise };
    const making = makeChange(change, options);
    await until(() => gateway.sent('CreateAppEnvironment').length === 1);
    await options.timing.wait(20 * 60_000);
    assert.equal((await makeChange(change, options)).status, 'pending');
    task.resolve({ status: 'complete' });
    assert.equal((await making).status, 'done');
    assert.equal(gateway.sent('CreateAppEnvironment').length, 1);
  });
});
