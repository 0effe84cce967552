import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import type { Account } from '../../../../src/core/account.ts';
import { appAri } from '../../../../src/core/ids.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { type AccountData, createAccountData } from '../../../../src/apps/model/account-data.ts';
import { createMySites } from '../../../../src/apps/model/my-sites.ts';
import { createAppListCache } from '../../../../src/apps/model/app-list-cache.ts';
import { appWith } from '../../../support/make-apps.ts';
import { useFolder } from '../../../support/folder.ts';
import { until, useGateway } from '../../../support/use-gateway.ts';

const teamPoll = appAri(sampleAppIds.teamPoll);
const noMarks = { get: () => undefined, update: () => Promise.resolve() };
const releaseNotes = appAri(sampleAppIds.releaseNotes);

describe('the data of an account', () => {
  const gateway = useGateway();
  const folder = useFolder();
  const cache = () => createAppListCache(folder.path, 'account', (error) => assert.fail(String(error)));

  function dataOf(pageSize: () => number = () => 50): AccountData {
    const { accountId, name, email } = gateway.sandbox.accounts.main;
    const account: Account = {
      key: 'account',
      id: accountId,
      name,
      email,
      gateway: gateway.sandbox.url,
      kind: 'sample',
    };
    return createAccountData(account, gateway.connect().client, cache(), createMySites(noMarks, account.key), pageSize);
  }

  it('starts once: from disk, then from the gateway', async () => {
    const at = new Date('2025-06-14T12:00:00Z');
    await cache().write({ apps: [appWith(1)], at });
    const data = dataOf();
    const sources: string[] = [];
    data.apps.onDidChange(() => sources.push(data.apps.state.value?.source ?? 'none'));
    await Promise.all([data.start(), data.start()]);
    await data.start();
    assert.deepEqual(sources, ['cache', 'cache', 'gateway', 'gateway']);
    assert.equal(data.apps.state.value?.apps.size, 16);
    assert.equal(gateway.sent('AppList').length, 1);
  });

  it('starts without throwing when the gateway cannot be reached', async () => {
    gateway.sandbox.faults.set('*', { kind: 'drop' });
    const data = dataOf();
    await data.start();
    assert.equal(data.apps.state.status, 'failed');
    gateway.sandbox.faults.clear();
    await data.refresh();
    assert.ok(['ready'].includes(data.apps.state.status));
  });

  it('asks for pages of the size that is set at the time', async () => {
    let size = 5;
    const data = dataOf(() => size);
    await data.start();
    size = 9;
    await data.refresh();
    assert.deepEqual(
      gateway.sent('AppList').map(({ variables }) => (variables as { first: number }).first),
      [5, 5, 5, 5, 9, 9],
    );
  });

  it('has one object for the details of an app', () => {
    const data = dataOf();
    assert.equal(data.details(releaseNotes), data.details(releaseNotes));
    assert.notEqual(data.details(releaseNotes), data.details(teamPoll));
    assert.equal(gateway.sandbox.requests.length, 0);
  });

  it('refreshes the list and what was looked at under it', async () => {
    const data = dataOf();
    await data.start();
    await data.details(releaseNotes).environments.refresh();
    data.details(teamPoll);
    await data.refresh();
    const asked = gateway.sandbox.requests.map(({ operation }) => operation);
    assert.deepEqual(asked.sort(), ['AppList', 'AppList', 'EnvironmentList', 'EnvironmentList']);
  });

  it('finds out that an app was deleted elsewhere when its environments are gone', async () => {
    const data = dataOf();
    await data.start();
    gateway.sandbox.world.apps.delete(sampleAppIds.teamPoll);
    const { environments } = data.details(teamPoll);
    await environments.refresh();
    assert.ok(environments.state?.status === 'failed');
    assert.equal(environments.state.error.kind, 'notFound');
    await until(() => data.apps.state.status === 'ready' && data.apps.state.value.apps.size === 15);
    assert.equal(data.apps.state.value?.apps.has(teamPoll), false);
    assert.equal(gateway.sent('AppList').length, 2);
  });

  it('finds out so when its profile is gone, too', async () => {
    const data = dataOf();
    await data.start();
    gateway.sandbox.world.apps.delete(sampleAppIds.teamPoll);
    await data.details(teamPoll).profile.refresh();
    await until(() => data.apps.state.status === 'ready' && data.apps.state.value.apps.size === 15);
    assert.equal(gateway.sent('AppList').length, 2);
  });

  it('asks for the developer space that the list names beside the profile', async () => {
    const data = dataOf();
    await data.start();
    gateway.sandbox.faults.set('AppProfile', { kind: 'hang' });
    const loading = data.details(releaseNotes).profile.refresh();
    await until(() => gateway.sent('DeveloperSpace').length === 1);
    data.dispose();
    await loading;
  });

  it('does not fetch the list for other failures', async () => {
    const data = dataOf();
    await data.start();
    for (const fault of [
      { kind: 'drop' },
      { kind: 'status', status: 404 },
      { kind: 'garbage' },
      { kind: 'status', status: 403 },
    ] as const) {
      gateway.sandbox.faults.set('EnvironmentList', fault);
      await data.details(releaseNotes).environments.refresh();
    }
    await data.details(releaseNotes).installations.refresh();
    assert.equal(gateway.sent('AppList').length, 1);
  });

  it('removes what it kept on disk when it is forgotten', async () => {
    const data = dataOf();
    await data.start();
    assert.equal((await readdir(folder.path)).length, 1);
    await data.forget();
    assert.deepEqual(await readdir(folder.path), []);
  });

  it('leaves nothing on disk when it is forgotten while the list comes in', async () => {
    const data = dataOf();
    const started = data.start();
    await until(() => gateway.sent('AppList').length === 1);
    data.dispose();
    await data.forget();
    await started;
    assert.deepEqual(await readdir(folder.path), []);
  });

  it('leaves nothing on disk when it is forgotten as the list is written', async () => {
    const data = dataOf();
    const forgotten = Promise.withResolvers<undefined>();
    data.apps.onDidChange(() => {
      if (data.apps.state.status !== 'ready') return;
      // The write follows within this turn.
      queueMicrotask(() => {
        data.dispose();
        void data.forget().then(() => forgotten.resolve(undefined));
      });
    });
    await data.start();
    await forgotten.promise;
    assert.deepEqual(await readdir(folder.path), []);
  });

  describe('that was cut off', () => {
    async function cutOff(): Promise<AccountData> {
      const data = dataOf();
      await data.start();
      const { environments, contributors } = data.details(releaseNotes);
      await contributors.refresh();
      gateway.sandbox.faults.set('*', { kind: 'drop' });
      await Promise.all([data.apps.refresh(), environments.refresh()]);
      assert.ok(data.isOffline);
      return data;
    }

    it('asks once for next to nothing while the gateway is away, and shows nothing of that', async () => {
      const data = await cutOff();
      const before = gateway.sandbox.requests.length;
      let changes = 0;
      data.apps.onDidChange(() => changes++);
      await data.reconnect();
      assert.deepEqual(
        gateway.sandbox.requests.slice(before).map(({ operation }) => operation),
        ['Me'],
      );
      assert.equal(changes, 0);
      assert.ok(data.isOffline);
    });

    it('fetches anew what failed so, and nothing else', async () => {
      const data = await cutOff();
      const told: boolean[] = [];
      data.onDidChangeOffline(() => told.push(data.isOffline));
      const before = gateway.sandbox.requests.length;
      gateway.sandbox.faults.clear();
      await data.reconnect();
      assert.deepEqual(
        gateway.sandbox.requests
          .slice(before)
          .map(({ operation }) => operation)
          .sort(),
        ['AppList', 'EnvironmentList', 'Me'],
      );
      assert.ok(!data.isOffline);
      assert.equal(told.at(-1), false);
      assert.equal(data.details(releaseNotes).environments.state?.status, 'ready');
      await data.reconnect();
      assert.equal(gateway.sent('Me').length, 1);
    });

    it('comes back to a gateway that refuses, too: that is another trouble', async () => {
      const data = await cutOff();
      gateway.sandbox.faults.set('*', { kind: 'status', status: 401 });
      await data.reconnect();
      assert.ok(!data.isOffline);
      assert.equal(data.apps.state.status === 'failed' && data.apps.state.error.kind, 'signedOut');
    });

    it('does not count what failed for another reason', async () => {
      const data = dataOf();
      gateway.sandbox.faults.set('*', { kind: 'malformed' });
      await data.start();
      assert.equal(data.apps.state.status, 'failed');
      assert.ok(!data.isOffline);
      const before = gateway.sandbox.requests.length;
      await data.reconnect();
      assert.equal(gateway.sandbox.requests.length, before);
    });
  });

  it('ends everything when it is disposed', async () => {
    const data = dataOf();
    await data.start();
    const { environments } = data.details(releaseNotes);
    gateway.sandbox.faults.set('*', { kind: 'hang' });
    const running = [data.apps.refresh(), environments.refresh()];
    await until(() => gateway.sandbox.requests.length === 3);
    let changes = 0;
    data.apps.onDidChange(() => changes++);
    environments.onDidChange(() => changes++);
    data.dispose();
    await Promise.all(running);
    assert.equal(changes, 0);
  });
});
