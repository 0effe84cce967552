import assert from 'node:assert/strict';
import { listenerCount } from '../../../src/core/emitter.ts';
import { appAri } from '../../../src/core/ids.ts';
import { fetchVersionUsage } from '../../../src/gateway/operations/fetch-version-usage.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { createVersionUses, pollMs, type VersionUses } from '../../../src/versions/model/version-uses.ts';
import { until, useGateway } from '../../support/use-gateway.ts';
import { createVirtualClock, type VirtualClock } from '../../support/virtual-clock.ts';

describe('the versions in use of a panel', () => {
  const gateway = useGateway();
  let clock: VirtualClock;
  let uses: VersionUses;
  afterEach(() => uses.dispose());

  /** The versions in use of a panel of an app of the sandbox. */
  function open(): void {
    const { client } = gateway.connect({ retry: { attempts: 1, baseMs: 1, maxWaitMs: 1 } });
    const load = async (key: string, signal: AbortSignal) => ({
      usage: await fetchVersionUsage(client, appAri(sampleAppIds.diagramPeek), key, signal),
      rolling: { releases: [], eligibility: undefined, form: 'uuid' as const },
    });
    clock = createVirtualClock();
    uses = createVersionUses({ clock, load, changed: () => undefined }, true);
  }
  const asked = () => gateway.sent('VersionUsage').length;
  const settled = (status: 'ready' | 'failed' = 'ready') =>
    until(() => uses.states.get('production')?.status === status);

  /** Lets the time to the next request pass, and waits for the answer to one that was sent. */
  async function later(): Promise<void> {
    await clock.pass(pollMs);
    await until(() => uses.states.get('production')?.status !== 'loading');
  }

  /** Starts an upgrade that is done after four requests. */
  function upgrade(): void {
    const app = gateway.sandbox.world.apps.get(sampleAppIds.diagramPeek);
    const environment = app?.details().environments.find(({ key }) => key === 'production');
    const [target, source] = environment?.versions ?? [];
    assert.ok(app && environment && target && source);
    const pending = app.details().installations.filter((one) => one.version.id === source.id);
    const startedBy = gateway.sandbox.accounts.main.accountId;
    gateway.sandbox.world.rollouts.start({
      ...{ app, environment, source, target, limit: 4, startedBy, pending },
      isRolling: false,
    });
  }

  it('are fetched once, and again while an upgrade runs, until it has ended', async () => {
    open();
    upgrade();
    uses.show(['production']);
    await settled();
    for (let turn = 0; turn < 8; turn++) await later();
    const status = uses.states.get('production')?.value?.usage.bulkUpgrades?.[0]?.status;
    assert.equal(status, 'complete');
    const all = asked();
    assert.ok(all > 2 && all < 8, `${all} requests`);
    uses.show([]);
    uses.show(['production']);
    await later();
    assert.equal(asked(), all);
  });

  it('are kept while the panel is hidden, shown at once, and fetched again then', async () => {
    open();
    uses.show(['production']);
    await settled();
    uses.hide();
    assert.equal(uses.states.get('production')?.status, 'ready');
    uses.show(['production']);
    assert.ok(uses.states.get('production')?.value);
    await settled();
    assert.equal(asked(), 2);
  });

  it('are not asked for while the panel is hidden, nobody is at the window, or they are closed', async () => {
    open();
    upgrade();
    uses.show(['production']);
    await settled();
    for (const [leave, comeBack] of [
      [() => uses.hide(), () => uses.show(['production'])],
      [() => uses.look(false), () => uses.look(true)],
      [() => uses.show(['staging']), () => uses.show(['production'])],
    ] as const) {
      leave();
      await later();
      const before = gateway.sent('VersionUsage').filter(isOfProduction).length;
      await later();
      assert.equal(gateway.sent('VersionUsage').filter(isOfProduction).length, before);
      comeBack();
      await clock.pass(1);
      await settled();
      assert.equal(gateway.sent('VersionUsage').filter(isOfProduction).length, before + 1);
    }
  });

  it('stay when they can’t be fetched again, and are asked for again while something runs', async () => {
    open();
    upgrade();
    uses.show(['production']);
    await settled();
    gateway.sandbox.faults.set('VersionUsage', { kind: 'drop' }, 1);
    await clock.pass(pollMs);
    await settled('failed');
    assert.ok(uses.states.get('production')?.value);
    await clock.pass(pollMs);
    await settled();
  });

  it('are fetched again with the panel where they are shown, and forgotten elsewhere', async () => {
    open();
    uses.show(['production', 'staging']);
    await settled();
    await until(() => uses.states.get('staging')?.status !== 'loading');
    uses.show(['production']);
    uses.refresh();
    assert.deepEqual([...uses.states.keys()], ['production']);
    await settled();
    assert.equal(gateway.sent('VersionUsage').filter(isOfProduction).length, 2);
  });

  it('are not asked for by what ends after the panel was closed', async () => {
    open();
    const before = listenerCount();
    upgrade();
    uses.show(['production']);
    await settled();
    uses.dispose();
    await uses.load('production');
    uses.show(['production']);
    await clock.pass(2 * pollMs);
    assert.deepEqual([asked(), uses.states.size, listenerCount()], [1, 0, before]);
  });
});

const isOfProduction = ({ variables }: { readonly variables?: unknown }) =>
  (variables as { environmentKey?: string }).environmentKey === 'production';
