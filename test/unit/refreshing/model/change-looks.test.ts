import assert from 'node:assert/strict';
import { createAccountData } from '../../../../src/apps/model/account-data.ts';
import { createMySites } from '../../../../src/apps/model/my-sites.ts';
import { appAri } from '../../../../src/core/ids.ts';
import { createChangeLooks } from '../../../../src/refreshing/model/change-looks.ts';
import { changeSources } from '../../../../src/refreshing/model/change-sources.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { type TestGateway, useGateway } from '../../../support/use-gateway.ts';
import { createVirtualClock } from '../../../support/virtual-clock.ts';

const minute = 60_000;
const operations = { list: 'AppList', environments: 'EnvironmentList', installations: 'InstallationList' } as const;

/** What is shown of the sandbox's main account: its list, and the environments and installations of an app. */
async function look(gateway: TestGateway) {
  const virtual = createVirtualClock();
  const loaded = Date.now();
  const clock = { ...virtual, epoch: () => loaded + virtual.now() };
  const window = { isFocused: true };
  const cache = {
    read: () => Promise.resolve(undefined),
    write: () => Promise.resolve(),
    clear: () => Promise.resolve(),
  };
  const { accountId, email, name } = gateway.sandbox.accounts.main;
  const account = { key: 'k', id: accountId, email, name, gateway: gateway.sandbox.url, kind: 'atlassian' } as const;
  const noMarks = { get: () => undefined, update: () => Promise.resolve() };
  const data = createAccountData(account, gateway.connect().client, cache, createMySites(noMarks, 'k'), () => 50);
  await data.apps.refresh();
  const details = data.details(appAri(sampleAppIds.releaseNotes));
  await Promise.all([details.environments.refresh(), details.installations.refresh()]);
  const looks = createChangeLooks({ sources: () => changeSources([data]), isFocused: () => window.isFocused, clock });
  const events: string[] = [];
  data.apps.onDidChange(() => void events.push(`list ${data.apps.state.status}`));
  details.environments.onDidChange(() => void events.push(`environments ${details.environments.state?.status ?? ''}`));

  const begun = gateway.sandbox.requests.length;
  /** The requests of each kind since the beginning, once some time has passed and all of them are answered. */
  async function after(ms: number): Promise<{ list: number; environments: number; installations: number }> {
    await virtual.pass(ms);
    await looks.idle();
    const asked = gateway.sandbox.requests.slice(begun).map(({ operation }) => operation);
    const count = (operation: string) => asked.filter((one) => one === operation).length;
    return {
      list: count(operations.list),
      environments: count(operations.environments),
      installations: count(operations.installations),
    };
  }
  return { after, looks, data, details, window, events };
}

describe('looking for changes made elsewhere', () => {
  const gateway = useGateway();
  const deploy = () =>
    gateway.sandbox.faults.set('EnvironmentList', {
      kind: 'reply',
      change: (body) => JSON.parse(JSON.stringify(body).replaceAll('6.4.0', '6.5.0')) as unknown,
    });
  const nothing = { list: 0, environments: 0, installations: 0 };

  it('goes on for a while after a command, as long as nothing new is there', async () => {
    const { after, looks } = await look(gateway);
    looks.onRan(['environments']);
    const counts = [
      await after(0),
      await after(4_999),
      await after(1),
      await after(19_999),
      await after(1),
      await after(5 * minute),
    ];
    assert.deepEqual(
      counts.map(({ environments }) => environments),
      [1, 1, 2, 2, 3, 3],
    );
    looks.dispose();
  });

  it('ends with the change, which is shown at once and without a loading state', async () => {
    const { after, looks, details, events } = await look(gateway);
    looks.onRan(['environments']);
    await after(0);
    assert.deepEqual(events, [], 'nothing is drawn while nothing is new');
    deploy();
    assert.equal((await after(5_000)).environments, 2);
    assert.deepEqual(events, ['environments ready']);
    assert.ok(details.environments.state?.value?.some(({ latest }) => latest?.version === '6.5.0'));
    assert.equal((await after(5 * minute)).environments, 2);
    looks.dispose();
  });

  it('begins again with the next command, instead of going on twice', async () => {
    const { after, looks } = await look(gateway);
    looks.onRan(['environments']);
    assert.equal((await after(4_000)).environments, 1);
    looks.onRan(['environments']);
    const counts = [await after(0), await after(4_999), await after(1), await after(5 * minute)];
    assert.deepEqual(
      counts.map(({ environments }) => environments),
      [2, 2, 3, 4],
    );
    looks.dispose();
  });

  it('is done once more for a command that ends while it is asked', async () => {
    const { after, looks } = await look(gateway);
    looks.onRan(['environments']);
    looks.onRan(['environments']);
    looks.onRan(['environments']);
    const counts = [await after(0), await after(4_999), await after(1)];
    assert.deepEqual(
      counts.map(({ environments }) => environments),
      [2, 2, 3],
    );
    looks.dispose();
  });

  it('shows an app that was created, and drops one that is gone', async () => {
    const { after, looks, data, events } = await look(gateway);
    const hidden = appAri(sampleAppIds.teamPoll);
    const app = gateway.sandbox.world.apps.get(sampleAppIds.teamPoll);
    assert.ok(app);
    gateway.sandbox.world.apps.delete(sampleAppIds.teamPoll);
    looks.onRan(['list']);
    await after(0);
    assert.equal(data.apps.state.value?.apps.has(hidden), false);
    gateway.sandbox.world.apps.set(sampleAppIds.teamPoll, app);
    looks.onRan(['list']);
    await after(0);
    assert.equal(data.apps.state.value.apps.has(hidden), true);
    assert.deepEqual(events, ['list ready', 'list ready']);
    looks.dispose();
  });

  it('waits until the window has the focus', async () => {
    const { after, looks, window } = await look(gateway);
    window.isFocused = false;
    looks.onRan(['environments']);
    assert.deepEqual(await after(30 * minute), nothing);
    window.isFocused = true;
    looks.onFocus();
    const { environments } = await after(0);
    assert.equal(environments, 1);
    looks.dispose();
  });

  it('happens by time, and on focus after a while', async () => {
    const { after, looks } = await look(gateway);
    looks.onFocus();
    assert.deepEqual(await after(minute), nothing);
    looks.onFocus();
    assert.deepEqual(await after(0), nothing);
    await after(2 * minute);
    looks.onFocus();
    looks.onFocus();
    assert.deepEqual(await after(0), { list: 1, environments: 1, installations: 1 });
    assert.deepEqual(await after(6 * minute), { list: 1, environments: 1, installations: 1 });
    assert.deepEqual(await after(11 * minute), { list: 2, environments: 2, installations: 2 });
    looks.dispose();
  });

  it('shows no failure', async () => {
    const { after, looks, data, events } = await look(gateway);
    gateway.sandbox.faults.set('AppList', { kind: 'status', status: 400 });
    looks.onRan(['list']);
    assert.equal((await after(0)).list, 1);
    assert.deepEqual(events, []);
    assert.equal(data.apps.state.status, 'ready');
    looks.dispose();
  });

  it('goes on with other apps where one is refused, and with nothing where the token is', async () => {
    const { after, looks, data } = await look(gateway);
    const ids = Object.values(sampleAppIds).slice(0, 4).map(appAri);
    await Promise.all(ids.map((id) => data.details(id).environments.refresh()));
    const begun = (await after(0)).environments;
    gateway.sandbox.faults.set('EnvironmentList', { kind: 'status', status: 400 });
    looks.onRan(['environments']);
    const refused = (await after(0)).environments - begun;
    assert.equal(refused, changeSources([data]).filter(({ part }) => part === 'environments').length);
    // A 401 of one operation says nothing of the token until the account itself is refused too.
    gateway.sandbox.faults.set('EnvironmentList', { kind: 'status', status: 401 });
    gateway.sandbox.faults.set('Me', { kind: 'status', status: 401 });
    looks.onRan(['environments']);
    assert.equal((await after(0)).environments - begun, refused + 1);
    looks.dispose();
  });

  it('asks one thing at a time', async () => {
    const { after, looks, data } = await look(gateway);
    const ids = Object.values(sampleAppIds).slice(0, 8).map(appAri);
    await Promise.all(ids.map((id) => data.details(id).environments.refresh()));
    let mostAtOnce = 0;
    gateway.sandbox.faults.set('*', {
      kind: 'reply',
      change(body) {
        const open = gateway.sandbox.requests.filter(({ status }) => status === 0).length;
        mostAtOnce = Math.max(mostAtOnce, open);
        return body;
      },
    });
    looks.onRan(['environments', 'installations', 'list']);
    looks.onFocus();
    assert.ok((await after(0)).environments > 8);
    assert.equal(mostAtOnce, 1);
    looks.dispose();
  });

  it('leaves out what was never shown, and an account that is offline', async () => {
    const { data } = await look(gateway);
    const all = changeSources([data]).map(({ part }) => part);
    assert.deepEqual(all, ['list', 'environments', 'installations']);
    data.details(appAri(sampleAppIds.teamPoll));
    assert.equal(changeSources([data]).length, 3);
    await data.details(appAri(sampleAppIds.releaseNotes)).variables.refresh();
    const withVariables = changeSources([data]).map(({ part }) => part);
    assert.deepEqual(
      withVariables,
      ['list', 'environments', 'variables', 'installations'],
      'each part is one thing to ask for',
    );
    gateway.sandbox.faults.set('*', { kind: 'drop' });
    await data.refresh();
    assert.deepEqual(changeSources([data]), []);
  });

  it('ends with the window', async () => {
    const { after, looks } = await look(gateway);
    looks.onRan(['environments']);
    assert.equal((await after(0)).environments, 1);
    looks.dispose();
    assert.equal((await after(30 * minute)).environments, 1);
  });
});
