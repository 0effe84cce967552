import assert from 'node:assert/strict';
import { createEmitter, type Disposable } from '../../../../src/core/emitter.ts';
import { scheduleReconnects } from '../../../../src/connection/model/reconnect-schedule.ts';
import { createVirtualClock, type VirtualClock } from '../../../support/virtual-clock.ts';

const minute = 60_000;

describe('coming back', () => {
  let clock: VirtualClock;
  let tries: number[];
  let isOffline: boolean;
  let watched: boolean;
  let isBack: boolean;
  let watching: Disposable;
  let changed: ReturnType<typeof createEmitter<undefined>>;
  let focusOrNetwork: ReturnType<typeof createEmitter<undefined>>;

  beforeEach(() => {
    clock = createVirtualClock();
    tries = [];
    isOffline = false;
    watched = true;
    isBack = false;
    changed = createEmitter<undefined>();
    focusOrNetwork = createEmitter<undefined>();
    watching = scheduleReconnects({
      isOffline: () => isOffline,
      onDidChange: changed.event,
      isFocused: () => watched,
      onDidChangeFocusOrNetwork: focusOrNetwork.event,
      async reconnect() {
        tries.push(clock.now());
        await Promise.resolve();
        if (isBack) set(false);
      },
      clock,
    });
  });
  afterEach(() => watching.dispose());

  function set(value: boolean): void {
    isOffline = value;
    changed.fire(undefined);
  }
  function look(value: boolean): void {
    watched = value;
    focusOrNetwork.fire(undefined);
  }

  it('asks for nothing while all is well', async () => {
    focusOrNetwork.fire(undefined);
    await clock.pass(60 * minute);
    assert.deepEqual(tries, []);
  });

  it('tries in growing steps, up to five minutes', async () => {
    set(true);
    await clock.pass(20 * minute);
    assert.deepEqual(tries.slice(0, 4), [5_000, 15_000, 35_000, 75_000]);
    const steps = tries.slice(1).map((time, index) => time - (tries[index] ?? 0));
    assert.equal(Math.max(...steps), 5 * minute);
    assert.ok(tries.length < 12, `${tries.length} tries in 20 minutes`);
  });

  it('ends when the gateway is back, and begins with small steps the next time', async () => {
    set(true);
    await clock.pass(40_000);
    isBack = true;
    await clock.pass(40_000);
    assert.deepEqual(tries, [5_000, 15_000, 35_000, 75_000]);
    await clock.pass(60 * minute);
    assert.equal(tries.length, 4);
    isBack = false;
    const from = clock.now();
    set(true);
    await clock.pass(5_000);
    assert.deepEqual(tries.slice(4), [from + 5_000]);
  });

  it('asks for nothing while nobody looks, and at once when somebody does', async () => {
    look(false);
    set(true);
    await clock.pass(60 * minute);
    assert.deepEqual(tries, []);
    look(true);
    await clock.pass(0);
    assert.deepEqual(tries, [60 * minute]);
    look(false);
    await clock.pass(60 * minute);
    assert.equal(tries.length, 1);
  });

  it('is not hurried by failures of other things', async () => {
    set(true);
    for (let count = 0; count < 20; count++) {
      await clock.pass(1000);
      changed.fire(undefined);
    }
    assert.deepEqual(tries, [5_000, 15_000]);
  });

  it('does not try twice at once', async () => {
    set(true);
    focusOrNetwork.fire(undefined);
    focusOrNetwork.fire(undefined);
    await clock.pass(0);
    assert.equal(tries.length, 1);
  });

  it('ends with the window', async () => {
    set(true);
    watching.dispose();
    await clock.pass(60 * minute);
    assert.deepEqual(tries, []);
  });
});
