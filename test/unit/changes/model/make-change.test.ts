import assert from 'node:assert/strict';
import { detailChange } from '../../../../src/apps/model/change-details.ts';
import type { Change } from '../../../../src/changes/model/change.ts';
import { makeChange } from '../../../../src/changes/model/make-change.ts';
import type { TaskResult } from '../../../../src/changes/model/poll-task.ts';
import { appAri } from '../../../../src/core/ids.ts';
import { creationOf } from '../../../../src/environments/model/environment-changes.ts';
import { thisProcess } from '../../../../src/files/running-process.ts';
import { createLimiter } from '../../../../src/gateway/limiter.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import type { World } from '../../../../src/sandbox/world/world.ts';
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

/** A process that has ended: Linux gives no such number. */
const nobody = 2 ** 22 + 1;

describe('a change whose window was closed or reloaded before its outcome was known', () => {
  const gateway = useGateway();
  const sentAt = new Date(0).toISOString();

  /** Creating an environment, and what the journal has of the same from a window with this process. */
  async function ready({ sender = nobody, name = 'left', isRename = false } = {}) {
    const { client } = gateway.connect({ retry: { attempts: 1, baseMs: 0, maxWaitMs: 0 } });
    const account = accountOf(gateway.sandbox.accounts.main, gateway.sandbox.url);
    const app = { id: appAri(sampleAppIds.releaseNotes), name: 'Release Notes', data: { account, client } };
    const prepared = removalOptions();
    await prepared.journal.append({
      request: 'left',
      account: { id: account.id, email: account.email },
      gateway: account.gateway,
      app: { id: app.id, name: app.name },
      ...(isRename ? { action: 'rename' } : { action: 'createEnvironment', environment: name }),
      outcome: 'sent',
      sender: { ...thisProcess(), process: sender },
    });
    return { ...prepared, app, change: creationOf(app, name) };
  }
  const told = ({ journal }: Pick<Awaited<ReturnType<typeof ready>>, 'journal'>) =>
    journal.entries.map(({ request, outcome, message }) => [request === 'left' ? request : 'new', outcome, message]);

  it('is told as done where the gateway shows it, and not sent again', async () => {
    const prepared = await ready({ name: 'staging' });
    assert.deepEqual(await makeChange(prepared.change, prepared.options), { status: 'alreadyDone' });
    assert.equal(gateway.sent('CreateAppEnvironment').length, 0);
    assert.deepEqual(prepared.time.waits, []);
    assert.deepEqual(told(prepared), [
      ['left', 'sent', undefined],
      ['left', 'done', undefined],
    ]);
    assert.equal(prepared.journal.entries[1]?.sender, undefined);
  });

  it('is sent once half a minute of asking has shown that it was not made', async () => {
    const prepared = await ready();
    const phases: string[] = [];
    const outcome = await makeChange(prepared.change, prepared.options, (phase) => phases.push(phase));
    assert.equal(outcome.status, 'done');
    assert.equal(gateway.sent('CreateAppEnvironment').length, 1);
    assert.deepEqual(prepared.time.waits, [1000, 2000, 4000, 8000, 15_000]);
    assert.deepEqual(phases, ['checking', 'askingAboutLeft', 'sending']);
    assert.deepEqual(told(prepared), [
      ['left', 'sent', undefined],
      ['left', 'unknown', 'The window that sent it was closed, and half a minute of asking later it was not done'],
      ['new', 'sent', undefined],
      ['new', 'done', undefined],
    ]);
  });

  it('is not sent while the gateway can’t be asked, and may be a quarter of an hour after it was sent', async () => {
    const prepared = await ready();
    gateway.sandbox.faults.set('EnvironmentList', { kind: 'drop' });
    assert.deepEqual(await makeChange(prepared.change, prepared.options), {
      status: 'pending',
      since: new Date(sentAt),
      until: new Date(15 * 60_000),
      isLeft: true,
    });
    assert.deepEqual(told(prepared), [['left', 'sent', undefined]]);
    gateway.sandbox.faults.clear();
    await prepared.time.wait(15 * 60_000);
    assert.equal((await makeChange(prepared.change, prepared.options)).status, 'done');
  });

  it('is not sent while something of it is under way', async () => {
    const prepared = await ready();
    const change = { ...prepared.change, hasEnded: () => Promise.resolve(false) };
    const outcome = await makeChange(change, prepared.options);
    assert.ok(outcome.status === 'pending' && outcome.isLeft);
    assert.equal(gateway.sent('CreateAppEnvironment').length, 0);
  });

  it('is left to the window that sent it while that may be open', async () => {
    const prepared = await ready({ sender: process.ppid, name: 'staging' });
    const outcome = await makeChange(prepared.change, prepared.options);
    assert.ok(outcome.status === 'pending' && !outcome.isLeft);
    assert.equal(gateway.sandbox.requests.length, 0);
  });

  it('is not sent where the person stops the asking', async () => {
    const prepared = await ready();
    prepared.time.onWait = () => prepared.cancel.abort();
    assert.equal((await makeChange(prepared.change, prepared.options)).status, 'notStarted');
    assert.deepEqual(told(prepared), [['left', 'sent', undefined]]);
  });

  it('is not told by a look that speaks of another value, and what was confirmed is checked again', async () => {
    const prepared = await ready({ isRename: true });
    const { world } = gateway.sandbox;
    const was = world.apps.get(sampleAppIds.releaseNotes)?.name ?? '';
    const change = detailChange({ app: prepared.app, detail: 'name', from: was, to: 'Mine' });
    prepared.time.onWait = (ms) => {
      if (ms === 15_000) renamed(world, sampleAppIds.releaseNotes, 'Theirs');
    };
    const outcome = await makeChange(change, prepared.options);
    assert.deepEqual(outcome, { status: 'changed', differences: ['Theirs'], now: 'Theirs' });
    assert.deepEqual(told(prepared), [
      ['left', 'sent', undefined],
      ['left', 'unknown', 'The window that sent it was closed'],
    ]);
  });
});

function renamed(world: World, uuid: string, name: string): void {
  const app = world.apps.get(uuid) ?? assert.fail();
  world.apps.set(uuid, Object.defineProperty(Object.create(app) as typeof app, 'name', { value: name }));
}
