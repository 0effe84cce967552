import assert from 'node:assert/strict';
import { type ConfirmedApp } from '../../../../src/removal/model/confirmed-app.ts';
import { deleteApps, type DeletionOutcome } from '../../../../src/removal/model/deletion.ts';
import type { Fault } from '../../../../src/sandbox/faults.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { people } from '../../../../src/sandbox/world/people.ts';
import { useGateway } from '../../../support/use-gateway.ts';
import { accountOf, confirmed, removalOptions } from '../../../support/removal-world.ts';

const uuid = sampleAppIds.teamPoll;

describe('deleting an app', () => {
  const gateway = useGateway();
  const exists = (id: string = uuid) => gateway.sandbox.world.apps.has(id);
  const me = () => accountOf(gateway.sandbox.accounts.main, gateway.sandbox.url);

  async function prepare(isImpatient = false, ids: readonly string[] = [uuid]) {
    const { client } = gateway.connect({ isImpatient });
    const apps: ConfirmedApp[] = [];
    for (const id of ids) apps.push(await confirmed(client, me(), id));
    return { apps, ...removalOptions() };
  }
  async function outcomeOf({ apps, options }: Awaited<ReturnType<typeof prepare>>): Promise<DeletionOutcome> {
    const [result] = await deleteApps(apps, options);
    assert.ok(result);
    return result.outcome;
  }

  it('asks again, sends it once, asks whether it is gone, and notes it before and after', async () => {
    const ready = await prepare();
    const before = gateway.sandbox.requests.length;
    assert.equal((await outcomeOf(ready)).status, 'deleted');
    assert.equal(exists(), false);
    assert.deepEqual(
      gateway.sandbox.requests
        .slice(before)
        .map(({ operation }) => operation)
        .sort(),
      ['AppExistence', 'AppOwner', 'DeleteApp', 'RemovalFacts'],
    );
    assert.deepEqual(
      ready.journal.entries.map(({ outcome, action, app }) => [action, app.name, outcome]),
      [
        ['delete', 'Team Poll (old)', 'sent'],
        ['delete', 'Team Poll (old)', 'done'],
      ],
    );
    assert.match(ready.journal.entries[1]?.requestId ?? '', /^[0-9a-f-]{36}$/);
    assert.deepEqual(ready.time.waits, []);
  });

  // `done`: whether the gateway carries it out all the same.
  const lost: readonly { title: string; fault: Fault; done: boolean; isImpatient?: boolean }[] = [
    { title: 'before it is carried out', fault: { kind: 'drop' }, done: false },
    { title: 'after it was carried out', fault: { kind: 'dropAfterSending' }, done: true },
    { title: 'as no answer comes', fault: { kind: 'hang' }, done: false, isImpatient: true },
    { title: 'as it breaks off', fault: { kind: 'truncated' }, done: true },
    { title: 'in HTML', fault: { kind: 'garbage' }, done: false },
    { title: 'in HTTP 502', fault: { kind: 'status', status: 502 }, done: false },
    {
      title: 'in a payload that is null',
      fault: { kind: 'reply', change: () => ({ data: { deleteApp: null } }) },
      done: true,
    },
    {
      title: 'in errors at its path',
      fault: { kind: 'errors', errors: [{ message: 'Broken' }], nullPath: ['deleteApp'] },
      done: true,
    },
    { title: 'in errors without a code', fault: { kind: 'errors', errors: [{ message: 'Broken' }] }, done: false },
    ...[408, 425, 499].map((status) => ({
      title: `in HTTP ${status}`,
      fault: { kind: 'status' as const, status, body: JSON.stringify({ errors: [{ message: 'Not now' }] }) },
      done: false,
    })),
    ...[408, 500].map((statusCode) => ({
      title: `in a payload with the status code ${statusCode}`,
      fault: {
        kind: 'reply' as const,
        change: () => ({
          data: { deleteApp: { success: false, errors: [{ message: 'Oops', extensions: { statusCode } }] } },
        }),
      },
      done: true,
    })),
    {
      title: 'in a payload with an error of the server',
      fault: {
        kind: 'reply',
        change: () => ({
          data: { deleteApp: { success: false, errors: [{ message: 'Oops', extensions: { statusCode: 500 } }] } },
        }),
      },
      done: true,
    },
  ];
  for (const { title, fault, done, isImpatient } of lost) {
    it(`finds out what became of it when the answer is lost ${title}`, async () => {
      const ready = await prepare(isImpatient);
      gateway.sandbox.faults.set('DeleteApp', fault, 1);
      assert.equal((await outcomeOf(ready)).status, done ? 'outOfSight' : 'kept');
      assert.equal(exists(), !done);
      assert.equal(gateway.sent('DeleteApp').length, 1);
      assert.equal(ready.journal.entries.at(-1)?.outcome, done ? 'unknown' : 'kept');
      assert.deepEqual(ready.time.waits, done ? [] : [1000, 2000, 4000, 8000, 15_000]);
    });
  }

  it('believes in its being kept only after half a minute: a request can be carried out late', async () => {
    const ready = await prepare();
    gateway.sandbox.faults.set('DeleteApp', { kind: 'drop' }, 1);
    let waited = 0;
    ready.time.onWait = () => ++waited === 4 && gateway.sandbox.world.apps.delete(uuid);
    assert.equal((await outcomeOf(ready)).status, 'outOfSight');
  });

  it('asks until the gateway can be asked again', async () => {
    const ready = await prepare();
    gateway.sandbox.faults.set('DeleteApp', { kind: 'dropAfterSending' }, 1);
    gateway.sandbox.faults.set('AppExistence', { kind: 'drop' }, 25);
    assert.equal((await outcomeOf(ready)).status, 'outOfSight');
    assert.equal(gateway.sent('AppExistence').length, 26);
    assert.equal(gateway.sent('DeleteApp').length, 1);
    assert.ok(ready.time.waits.every((ms) => ms <= 20_000));
  });

  it('asks for ten minutes at most, and then says that it does not know', async () => {
    const ready = await prepare();
    gateway.sandbox.faults.set('DeleteApp', { kind: 'dropAfterSending' }, 1);
    gateway.sandbox.faults.set('AppExistence', { kind: 'drop' });
    assert.equal((await outcomeOf(ready)).status, 'unknown');
    assert.ok(ready.time.now() >= 600_000 && ready.time.now() < 620_000, String(ready.time.now()));
    assert.equal(ready.journal.entries.at(-1)?.outcome, 'unknown');
  });

  /** The app goes on without this account. */
  function hide(): void {
    const app = gateway.sandbox.world.apps.get(uuid);
    assert.ok(app);
    const contributors = [{ person: people.jonas, roles: ['ADMIN' as const], owner: true, lastActive: undefined }];
    gateway.sandbox.world.apps.set(
      uuid,
      Object.defineProperty(Object.create(app) as typeof app, 'contributors', { value: contributors }),
    );
  }

  it('does not take an app that this account lost sight of for deleted', async () => {
    const ready = await prepare();
    gateway.sandbox.faults.set('DeleteApp', { kind: 'drop' }, 1);
    ready.time.onWait = () => hide();
    assert.equal((await outcomeOf(ready)).status, 'outOfSight');
    assert.equal(exists(), true);
    assert.equal(ready.journal.entries.at(-1)?.outcome, 'unknown');
  });

  it('does not say who deleted what the gateway did not find', async () => {
    const ready = await prepare();
    gateway.sandbox.faults.set('DeleteApp', {
      kind: 'errors',
      errors: [{ message: 'The app was not found.', errorType: 'APP_NOT_FOUND' }],
      nullPath: ['deleteApp'],
    });
    assert.equal((await outcomeOf(ready)).status, 'gone');
  });

  it('is not asked for a second time while the first is pending, in whatever window', async () => {
    const [ready, other] = [await prepare(), await prepare()];
    const second = { ...other, options: { ...other.options, journal: ready.journal } };
    gateway.sandbox.faults.set('DeleteApp', { kind: 'drop' }, 1);
    const seen: DeletionOutcome[] = [];
    ready.time.onWait = async () => void seen.push(await outcomeOf(second));
    assert.equal((await outcomeOf(ready)).status, 'kept');
    assert.deepEqual(
      seen.map(({ status }) => status),
      ['pending', 'pending', 'pending', 'pending', 'pending'],
    );
    assert.equal(gateway.sent('DeleteApp').length, 1);
    assert.equal((await outcomeOf(second)).status, 'deleted', 'once the first has an outcome');
  });

  it('is sent by one of two windows that begin at the same moment', async () => {
    const [ready, other] = [await prepare(), await prepare()];
    const second = { ...other, options: { ...other.options, journal: ready.journal } };
    const outcomes = await Promise.all([outcomeOf(ready), outcomeOf(second)]);
    assert.equal(gateway.sent('DeleteApp').length, 1);
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['deleted', 'pending']);
  });

  it('may be sent again a quarter of an hour after a window was closed before it had the outcome', async () => {
    const ready = await prepare();
    const { account, check } = ready.apps[0] ?? assert.fail();
    await ready.journal.append({
      request: 'cut off',
      account,
      gateway: account.gateway,
      app: check,
      action: 'delete',
      outcome: 'sent',
    });
    const refused = await outcomeOf(ready);
    assert.ok(refused.status === 'pending');
    assert.equal(refused.since.getTime(), 0);
    await ready.time.wait(15 * 60_000);
    assert.equal((await outcomeOf(ready)).status, 'deleted');
  });

  it('says that it does not know where the person stops waiting, or the token is refused', async () => {
    const ready = await prepare();
    gateway.sandbox.faults.set('DeleteApp', { kind: 'dropAfterSending' }, 1);
    gateway.sandbox.faults.set('AppExistence', { kind: 'drop' });
    ready.time.onWait = () => ready.cancel.abort();
    assert.equal((await outcomeOf(ready)).status, 'unknown');
    assert.deepEqual(
      ready.journal.entries.map(({ outcome }) => outcome),
      ['sent', 'unknown'],
    );
  });

  it('does not say deleted while the gateway shows it, whatever it replied', async () => {
    const ready = await prepare();
    gateway.sandbox.faults.set('AppExistence', {
      kind: 'reply',
      change: () => ({ data: { app: { id: ready.apps[0]?.check.id } } }),
    });
    assert.equal((await outcomeOf(ready)).status, 'unknown');
  });

  it('takes the gateway’s word where it can’t be asked afterwards', async () => {
    const ready = await prepare();
    gateway.sandbox.faults.set('AppExistence', { kind: 'drop' });
    assert.equal((await outcomeOf(ready)).status, 'deleted');
    assert.equal(gateway.sent('AppExistence').length, 3);
  });

  it('hands on a refusal in the gateway’s words with the request id', async () => {
    const ready = await prepare();
    gateway.sandbox.faults.set('DeleteApp', {
      kind: 'reply',
      change: (body) => ({
        ...(body as object),
        data: {
          deleteApp: {
            success: false,
            errors: [{ message: 'Not today', extensions: { errorType: 'LEGAL_HOLD', statusCode: 409 } }],
          },
        },
      }),
    });
    const outcome = await outcomeOf(ready);
    assert.ok(outcome.status === 'refused');
    assert.equal(outcome.error.message, 'Not today');
    assert.equal(outcome.error.details.errorType, 'LEGAL_HOLD');
    assert.match(outcome.error.details.requestId ?? '', /^[0-9a-f-]{36}$/);
    assert.equal(gateway.sent('DeleteApp').length, 1);
  });

  for (const status of [401, 403, 429]) {
    it(`does not send it again after HTTP ${status}`, async () => {
      const ready = await prepare();
      gateway.sandbox.faults.set('DeleteApp', { kind: 'status', status, retryAfter: '0' });
      assert.equal((await outcomeOf(ready)).status, status === 429 ? 'failed' : 'refused');
      assert.equal(gateway.sent('DeleteApp').length, 1);
      assert.equal(exists(), true);
    });
  }

  it('does not send it again after HTTP 401 of a token that is not accepted at all', async () => {
    const ready = await prepare();
    for (const operation of ['DeleteApp', 'Me']) gateway.sandbox.faults.set(operation, { kind: 'status', status: 401 });
    assert.equal((await outcomeOf(ready)).status, 'failed');
    assert.equal(gateway.sent('DeleteApp').length, 1);
    assert.equal(exists(), true);
  });

  describe('sends nothing', () => {
    const changes: readonly { title: string; change: () => void; kind: string }[] = [
      {
        title: 'it was installed',
        kind: 'installed',
        change: () => {
          const [app, other] = [uuid, sampleAppIds.releaseNotes].map((id) => gateway.sandbox.world.apps.get(id));
          const [installation] = other?.details().installations ?? [];
          assert.ok(app && installation);
          app.details().installations = [installation];
        },
      },
      {
        title: 'it has another owner',
        kind: 'notOwner',
        change: () =>
          patch({
            contributors: [
              { person: people.jonas, roles: ['ADMIN'], owner: true, lastActive: undefined },
              { person: people.mara, roles: ['ADMIN'], owner: false, lastActive: undefined },
            ],
          }),
      },
      { title: 'it has another name', kind: 'renamed', change: () => patch({ name: 'Team Poll 2' }) },
    ];
    function patch(change: object): void {
      const app = gateway.sandbox.world.apps.get(uuid);
      assert.ok(app);
      gateway.sandbox.world.apps.set(
        uuid,
        Object.defineProperties(Object.create(app) as typeof app, Object.getOwnPropertyDescriptors(change)),
      );
    }
    for (const { title, change, kind } of changes) {
      it(`where ${title} since it was confirmed, and shows that`, async () => {
        const ready = await prepare();
        change();
        const outcome = await outcomeOf(ready);
        assert.ok(outcome.status === 'changed');
        assert.deepEqual(
          outcome.changes.map((found) => found.kind),
          [kind],
        );
        assert.equal(gateway.sent('DeleteApp').length, 0);
        assert.deepEqual(ready.journal.entries, []);
        assert.equal(exists(), true);
      });
    }

    it('where it is gone already', async () => {
      const ready = await prepare();
      gateway.sandbox.world.apps.delete(uuid);
      assert.equal((await outcomeOf(ready)).status, 'gone');
      assert.equal(gateway.sent('DeleteApp').length, 0);
    });

    it('where the journal can’t be read', async () => {
      const ready = await prepare();
      ready.journal.read = () => Promise.reject(new Error('Input/output error'));
      assert.equal((await outcomeOf(ready)).status, 'failed');
      assert.equal(gateway.sent('DeleteApp').length, 0);
    });

    it('where it can’t be asked again', async () => {
      for (const operation of ['RemovalFacts', 'AppOwner']) {
        const ready = await prepare();
        gateway.sandbox.faults.set(operation, { kind: 'drop' });
        assert.equal((await outcomeOf(ready)).status, 'failed', operation);
        gateway.sandbox.faults.clear();
      }
      assert.equal(gateway.sent('DeleteApp').length, 0);
    });

    it('where the journal can’t be written', async () => {
      const ready = await prepare();
      ready.journal.append = () => Promise.reject(new Error('The disk is full'));
      const outcome = await outcomeOf(ready);
      assert.ok(outcome.status === 'failed');
      assert.equal(outcome.error.message, 'The disk is full');
      assert.equal(gateway.sent('DeleteApp').length, 0);
    });

    it('once it was cancelled, also in the middle of the check', async () => {
      const ready = await prepare();
      ready.cancel.abort();
      assert.equal((await outcomeOf(ready)).status, 'notStarted');
      const again = await prepare();
      gateway.sandbox.faults.set('AppOwner', { kind: 'hang' });
      const running = outcomeOf(again);
      setImmediate(() => again.cancel.abort());
      assert.equal((await running).status, 'notStarted');
      assert.equal(gateway.sent('DeleteApp').length, 0);
    });
  });

  describe('and others', () => {
    const both = [uuid, sampleAppIds.standupDigest];

    it('deletes one after another, and one’s refusal does not end it', async () => {
      const ready = await prepare(false, both);
      gateway.sandbox.faults.set('DeleteApp', { kind: 'status', status: 403 }, 1);
      const results = await deleteApps(ready.apps, ready.options);
      assert.deepEqual(
        results.map(({ outcome }) => outcome.status),
        ['refused', 'deleted'],
      );
      assert.deepEqual(both.map(exists), [true, false]);
    });

    it('stops where something changed, the token is refused, or an outcome stays unknown', async () => {
      const stops: readonly [DeletionOutcome['status'], () => void][] = [
        [
          'changed',
          () => {
            gateway.sandbox.faults.set('RemovalFacts', {
              kind: 'reply',
              change: (body) =>
                JSON.parse(JSON.stringify(body).replace('"name":"Team Poll (old)"', '"name":"Other"')) as unknown,
            });
          },
        ],
        [
          'failed',
          () => {
            gateway.sandbox.faults.set('*', { kind: 'status', status: 401 });
          },
        ],
        [
          'unknown',
          () => {
            gateway.sandbox.faults.set('DeleteApp', { kind: 'drop' });
            gateway.sandbox.faults.set('AppExistence', { kind: 'status', status: 401 });
          },
        ],
      ];
      for (const [status, fail] of stops) {
        const ready = await prepare(false, both);
        fail();
        const results = await deleteApps(ready.apps, ready.options);
        assert.deepEqual(
          results.map(({ outcome }) => outcome.status),
          [status, 'notStarted'],
        );
        gateway.sandbox.faults.clear();
      }
      assert.deepEqual(both.map(exists), [true, true]);
    });
  });
});
