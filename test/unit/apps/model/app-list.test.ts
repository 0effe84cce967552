import assert from 'node:assert/strict';
import { appAri } from '../../../../src/core/ids.ts';
import type { App } from '../../../../src/core/app.ts';
import type { GatewayClient } from '../../../../src/gateway/client.ts';
import { fetchAppPage } from '../../../../src/gateway/operations/fetch-app-list.ts';
import { fetchListedApp } from '../../../../src/gateway/operations/fetch-listed-app.ts';
import { pages } from '../../../../src/gateway/paging.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { type AppListCache, createAppListCache } from '../../../../src/apps/model/app-list-cache.ts';
import { type AppList, createAppList } from '../../../../src/apps/model/app-list.ts';
import { appWith } from '../../../support/make-apps.ts';
import { useFolder } from '../../../support/folder.ts';
import { until, useGateway } from '../../../support/use-gateway.ts';

const teamPoll = appAri(sampleAppIds.teamPoll);
const at = new Date('2025-06-14T12:00:00Z');

/** The states through which a list goes from now on: status, source, apps, total. */
function statesOf(list: AppList): string[] {
  const states: string[] = [];
  list.onDidChange(() => {
    const { status, value } = list.state;
    states.push(value === undefined ? status : `${status} ${value.source} ${value.apps.size}/${value.total ?? '?'}`);
  });
  return states;
}

const knownIn = ({ state }: AppList) => [...(state.value?.apps.values() ?? [])];

describe('the list of apps', () => {
  const folder = useFolder();
  const errors: unknown[] = [];
  afterEach(() => assert.deepEqual(errors.splice(0), [], 'the cache had no trouble'));

  const cacheHere = () => createAppListCache(folder.path, 'account', (error) => errors.push(error));
  const listOver = (client: GatewayClient, cache: AppListCache = cacheHere(), pageSize = 50) =>
    createAppList({
      cache,
      fetchPages: (signal) => pages((after) => fetchAppPage(client, pageSize, after, signal)),
      fetchApp: (id, signal) => fetchListedApp(client, id, signal),
    });

  describe('of 16 apps', () => {
    const gateway = useGateway();

    it('loads, is ready, and is on disk then', async () => {
      const cache = cacheHere();
      const list = listOver(gateway.connect().client, cache);
      const states = statesOf(list);
      assert.deepEqual(list.state, { status: 'loading' });
      await list.refresh();
      assert.deepEqual(states, ['loading', 'loading gateway 16/16', 'ready gateway 16/16']);
      assert.deepEqual(await cache.read(), { apps: knownIn(list), at: list.state.at });
    });

    it('of an account without apps is ready and empty', async () => {
      const list = listOver(gateway.connect({ as: gateway.sandbox.accounts.empty }).client);
      const states = statesOf(list);
      await list.refresh();
      assert.deepEqual(states, ['loading', 'loading gateway 0/0', 'ready gateway 0/0']);
    });

    it('that fails at once has no value: it is not empty', async () => {
      const cache = cacheHere();
      const list = listOver(gateway.connect().client, cache);
      gateway.sandbox.faults.set('AppList', { kind: 'status', status: 500 });
      await list.refresh();
      assert.ok(list.state.status === 'failed');
      assert.equal(list.state.error.kind, 'serverError');
      assert.equal('value' in list.state, false);
      assert.equal(await cache.read(), undefined);
    });

    it('that fails later keeps the last good value, its time, and what is on disk', async () => {
      const cache = cacheHere();
      const list = listOver(gateway.connect().client, cache);
      await list.refresh();
      const { value, at: fetchedAt } = list.state;
      const onDisk = await cache.read();
      const states = statesOf(list);
      gateway.sandbox.faults.set('AppList', { kind: 'drop' });
      await list.refresh();
      assert.deepEqual(states, ['loading gateway 16/16', 'failed gateway 16/16']);
      assert.ok(list.state.status === 'failed');
      assert.equal(list.state.error.kind, 'offline');
      assert.equal(list.state.value, value);
      assert.equal(list.state.at, fetchedAt);
      assert.deepEqual(await cache.read(), onDisk);
      gateway.sandbox.faults.clear();
      await list.refresh();
      assert.ok(['ready'].includes(list.state.status));
    });

    it('loses an app that was deleted elsewhere when it is complete, not before', async () => {
      const cache = cacheHere();
      const list = listOver(gateway.connect().client, cache, 5);
      await list.refresh();
      assert.ok(list.state.value?.apps.has(teamPoll));
      gateway.sandbox.world.apps.delete(sampleAppIds.teamPoll);
      const states = statesOf(list);
      await list.refresh();
      assert.deepEqual(states, [
        'loading gateway 16/16',
        'loading gateway 16/15',
        'loading gateway 16/15',
        'loading gateway 16/15',
        'ready gateway 15/15',
      ]);
      assert.equal(list.state.value?.apps.has(teamPoll), false);
      assert.equal((await cache.read())?.apps.length, 15);
    });

    it('shows what changed elsewhere as soon as its page is there', async () => {
      const list = listOver(gateway.connect().client);
      await list.refresh();
      const { world } = gateway.sandbox;
      const app = world.apps.get(sampleAppIds.teamPoll);
      assert.ok(app);
      world.apps.set(app.uuid, { ...app, name: 'Team Poll (new)' });
      await list.refresh();
      assert.equal(list.state.value?.apps.get(teamPoll)?.name, 'Team Poll (new)');
    });

    it('asks once when it is refreshed several times at once, and anew after that', async () => {
      const list = listOver(gateway.connect().client, cacheHere(), 5);
      const states = statesOf(list);
      await Promise.all([list.refresh(), list.refresh(), list.refresh()]);
      assert.equal(states.length, 6);
      assert.equal(gateway.sent('AppList').length, 4);
      await list.refresh();
      assert.equal(gateway.sent('AppList').length, 8);
    });

    it('asks anew when it is refreshed while it is written to disk, and is written in that order', async () => {
      const cache = cacheHere();
      const disk = Promise.withResolvers<undefined>();
      const slow: AppListCache = { ...cache, write: (known) => disk.promise.then(() => cache.write(known)) };
      const list = listOver(gateway.connect().client, slow);
      const first = list.refresh();
      await until(() => list.state.status === 'ready');
      gateway.sandbox.world.apps.delete(sampleAppIds.teamPoll);
      // What runs after the list was shown as ready has run when this is done.
      await new Promise(setImmediate);
      const second = list.refresh();
      await until(() => list.state.status === 'ready');
      assert.equal(list.state.value?.apps.size, 15);
      assert.equal(gateway.sent('AppList').length, 2);
      disk.resolve(undefined);
      await Promise.all([first, second]);
      assert.equal((await cache.read())?.apps.length, 15);
    });

    it('shows what is on disk, then what the gateway says', async () => {
      const cache = cacheHere();
      await cache.write({ apps: [appWith(1), appWith(2)], at });
      const list = listOver(gateway.connect().client, cache);
      const states = statesOf(list);
      await list.restore();
      assert.deepEqual(states, ['loading cache 2/2']);
      assert.deepEqual(list.state.at, at);
      await list.refresh();
      assert.deepEqual(states.slice(1), ['loading cache 2/2', 'loading gateway 18/16', 'ready gateway 16/16']);
    });

    it('keeps what is on disk when the gateway cannot be reached', async () => {
      const cache = cacheHere();
      await cache.write({ apps: [appWith(1), appWith(2)], at });
      const list = listOver(gateway.connect().client, cache);
      gateway.sandbox.faults.set('*', { kind: 'drop' });
      await list.restore();
      await list.refresh();
      assert.ok(list.state.status === 'failed');
      assert.equal(list.state.value?.source, 'cache');
      assert.equal(list.state.value.apps.size, 2);
      assert.deepEqual(list.state.at, at);
    });

    it('shows what is on disk beside a failure that was faster', async () => {
      const cache = cacheHere();
      await cache.write({ apps: [appWith(1)], at });
      const list = listOver(gateway.connect().client, cache);
      gateway.sandbox.faults.set('*', { kind: 'status', status: 403 });
      await list.refresh();
      await list.restore();
      assert.equal(list.state.status, 'failed');
      assert.equal(list.state.value?.apps.size, 1);
    });

    it('does not go back to what is on disk', async () => {
      const cache = cacheHere();
      const list = listOver(gateway.connect().client, cache);
      await list.refresh();
      const states = statesOf(list);
      await list.restore();
      assert.deepEqual(states, []);
      assert.equal(list.state.value?.source, 'gateway');
    });

    it('has nothing to restore where nothing is on disk', async () => {
      const list = listOver(gateway.connect().client);
      const states = statesOf(list);
      await list.restore();
      assert.deepEqual(states, []);
      assert.deepEqual(list.state, { status: 'loading' });
    });

    it('loses an app that is known to be gone at once, on disk as well', async () => {
      const cache = cacheHere();
      const list = listOver(gateway.connect().client, cache);
      list.remove(teamPoll);
      await list.refresh();
      const states = statesOf(list);
      list.remove(teamPoll);
      list.remove(teamPoll);
      assert.deepEqual(states, ['ready gateway 15/15']);
      assert.equal((await cache.read())?.apps.length, 15);
    });

    it('does not show an app again that went while the list was fetched', async () => {
      const cache = cacheHere();
      const list = listOver(gateway.connect().client, cache, 5);
      await list.refresh();
      const refreshed = list.refresh();
      const pagesBefore = gateway.sent('AppList').length;
      await until(() => gateway.sent('AppList').length > pagesBefore + 1);
      list.remove(teamPoll);
      const seen: boolean[] = [];
      list.onDidChange(() => seen.push(list.state.value?.apps.has(teamPoll) ?? false));
      await refreshed;
      assert.ok(seen.length > 0);
      assert.ok(!seen.includes(true));
      assert.equal((await cache.read())?.apps.length, 15);
      await list.refresh();
      assert.equal(list.state.value?.apps.has(teamPoll), true, 'but if the gateway lists it next time, it is there');
    });

    describe('of which one is refreshed', () => {
      function rename(name: string): void {
        const { world } = gateway.sandbox;
        const app = world.apps.get(sampleAppIds.teamPoll) ?? assert.fail();
        world.apps.set(app.uuid, { ...app, name });
      }
      const asked = () => gateway.sandbox.requests.map(({ operation }) => operation);
      const nameIn = (apps: Iterable<App> = []) => [...apps].find(({ id }) => id === teamPoll)?.name;

      it('asks for that one alone, and keeps its own age', async () => {
        const cache = cacheHere();
        const list = listOver(gateway.connect().client, cache, 5);
        await list.refresh();
        const { value: before, at: age } = list.state;
        rename('Team Poll (new)');
        const states = statesOf(list);
        const asksBefore = asked().length;
        await list.refreshApp(teamPoll);
        assert.deepEqual(asked().slice(asksBefore), ['ListedApp']);
        assert.deepEqual(states, ['loading gateway 16/16', 'ready gateway 16/16']);
        assert.deepEqual(
          [nameIn(before?.apps.values()), nameIn(list.state.value?.apps.values()), nameIn((await cache.read())?.apps)],
          ['Team Poll (old)', 'Team Poll (new)', 'Team Poll (new)'],
        );
        assert.deepEqual([...(list.state.value?.apps.keys() ?? [])], [...(before?.apps.keys() ?? [])]);
        assert.deepEqual(list.state.at, age);
      });

      for (const id of [sampleAppIds.releaseNotes, sampleAppIds.timesheets, sampleAppIds.standupDigest].map(appAri)) {
        it(`knows the same of it as the whole list: ${id}`, async () => {
          const list = listOver(gateway.connect().client);
          await list.refresh();
          const whole = list.state.value?.apps.get(id) ?? assert.fail();
          await list.refreshApp(id);
          assert.notEqual(list.state.value?.apps.get(id), whole);
          assert.deepEqual(list.state.value?.apps.get(id), whole);
        });
      }

      it('is fetched whole where the gateway knows the app no more', async () => {
        const list = listOver(gateway.connect().client);
        await list.refresh();
        gateway.sandbox.world.apps.delete(sampleAppIds.teamPoll);
        await list.refreshApp(teamPoll);
        assert.deepEqual(asked(), ['AppList', 'ListedApp', 'AppList']);
        assert.equal(list.state.value?.apps.size, 15);
      });

      it('is fetched whole where it is not whole: never loaded, failed, from disk', async () => {
        const cache = cacheHere();
        await cache.write({ apps: [appWith(1)], at });
        const list = listOver(gateway.connect().client, cache);
        await list.restore();
        gateway.sandbox.faults.set('AppList', { kind: 'status', status: 403 });
        await list.refreshApp(teamPoll);
        assert.equal(list.state.status, 'failed');
        gateway.sandbox.faults.clear();
        await list.refreshApp(teamPoll);
        assert.deepEqual(
          [list.state.status, list.state.value?.apps.size, gateway.sent('ListedApp').length],
          ['ready', 16, 0],
        );
      });

      it('says so where the gateway is not reached', async () => {
        const list = listOver(gateway.connect().client);
        await list.refresh();
        gateway.sandbox.faults.set('*', { kind: 'drop' });
        await list.refreshApp(teamPoll);
        assert.ok(list.state.status === 'failed');
        assert.deepEqual([list.state.error.kind, list.state.value?.apps.size], ['offline', 16]);
      });

      it('does not bring it back where it was removed meanwhile, and is ready', async () => {
        const list = listOver(gateway.connect().client);
        await list.refresh();
        const refreshed = list.refreshApp(teamPoll);
        list.remove(teamPoll);
        await refreshed;
        assert.deepEqual([list.state.status, list.state.value?.apps.size], ['ready', 15]);
      });

      it('goes on with a fetch of the whole that begins meanwhile', async () => {
        const list = listOver(gateway.connect().client, cacheHere(), 5);
        await list.refresh();
        rename('Team Poll (new)');
        const states = statesOf(list);
        const both = [list.refreshApp(teamPoll), list.refresh()];
        await Promise.all(both);
        assert.equal(states.filter((state) => state.startsWith('ready')).length, 1);
        assert.equal(states.at(-1), 'ready gateway 16/16');
        assert.equal(nameIn(list.state.value?.apps.values()), 'Team Poll (new)');
      });
    });

    it('leaves the disk alone when it is disposed as it becomes ready', async () => {
      const cache = cacheHere();
      const list = listOver(gateway.connect().client, cache);
      list.onDidChange(() => {
        if (list.state.status === 'ready') list.dispose();
      });
      await list.refresh();
      assert.equal(await cache.read(), undefined);
    });

    it('tells nothing more once it is disposed, and leaves the disk alone', async () => {
      const cache = cacheHere();
      const list = listOver(gateway.connect().client, cache);
      const states = statesOf(list);
      gateway.sandbox.faults.set('AppList', { kind: 'hang' });
      const refreshed = list.refresh();
      await until(() => gateway.sent('AppList').length === 1);
      list.dispose();
      await refreshed;
      assert.deepEqual(states, ['loading']);
      assert.equal(await cache.read(), undefined);
      gateway.sandbox.faults.clear();
      await list.refresh();
      await list.restore();
      assert.deepEqual(states, ['loading']);
      assert.equal(gateway.sent('AppList').length, 1);
    });
  });

  describe('of 120 apps', () => {
    const gateway = useGateway({ apps: 120 });

    it('shows each page as it comes, and how many there are', async () => {
      const list = listOver(gateway.connect().client);
      const states = statesOf(list);
      await list.refresh();
      assert.deepEqual(states, [
        'loading',
        'loading gateway 50/120',
        'loading gateway 100/120',
        'loading gateway 120/120',
        'ready gateway 120/120',
      ]);
      assert.equal(gateway.sent('AppList').length, 3);
    });

    it('that fails on a later page keeps the pages that came, and is asked for from the start again', async () => {
      const cache = cacheHere();
      const list = listOver(gateway.connect().client, cache);
      const once = list.onDidChange(() => {
        if (list.state.value?.apps.size !== 50) return;
        gateway.sandbox.faults.set('AppList', { kind: 'status', status: 403 });
        once.dispose();
      });
      await list.refresh();
      assert.ok(list.state.status === 'failed');
      assert.equal(list.state.error.kind, 'forbidden');
      assert.equal(list.state.value?.apps.size, 50);
      assert.equal(list.state.value.total, 120);
      assert.equal(await cache.read(), undefined, 'half a list is not kept');
      gateway.sandbox.faults.clear();
      await list.refresh();
      assert.equal(list.state.value.apps.size, 120);
    });

    it('that fails on a later page keeps the apps that it had before', async () => {
      const list = listOver(gateway.connect().client);
      await list.refresh();
      const once = list.onDidChange(() => {
        if (gateway.sent('AppList').length !== 4) return;
        gateway.sandbox.faults.set('AppList', { kind: 'garbage' });
        once.dispose();
      });
      await list.refresh();
      assert.equal(list.state.status, 'failed');
      assert.equal(list.state.value?.apps.size, 120);
    });

    it('stops asking for pages once it is disposed', async () => {
      const list = listOver(gateway.connect().client);
      list.onDidChange(() => {
        if (list.state.value !== undefined) list.dispose();
      });
      await list.refresh();
      assert.equal(gateway.sent('AppList').length, 1);
    });
  });
});
