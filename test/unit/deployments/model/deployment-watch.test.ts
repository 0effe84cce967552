import assert from 'node:assert/strict';
import type { Deployment, DeploymentProgress } from '../../../../src/core/deployment.ts';
import { ForgeError } from '../../../../src/core/errors.ts';
import { createAttention } from '../../../../src/deployments/model/attention.ts';
import { createDeploymentWatch, isOverdue } from '../../../../src/deployments/model/deployment-watch.ts';
import { createRequestTurns } from '../../../../src/deployments/model/request-turns.ts';
import { createVirtualClock } from '../../../support/virtual-clock.ts';

const minute = 60_000;
const running: DeploymentProgress = { status: 'running', stages: [] };

function deploymentAt(at: number): Deployment {
  return { id: String(at), environment: 'production', status: 'running', at: new Date(at) };
}

function watched() {
  const clock = createVirtualClock();
  let isAttentive = true;
  let isPaused = false;
  let aheadMs = 0;
  const asked: { readonly key: string; readonly at: number }[] = [];
  const heard: DeploymentProgress[] = [];
  const refused: string[] = [];
  let answer: () => Promise<DeploymentProgress> = () => Promise.resolve(running);
  const turns = createRequestTurns({ clock, isAttentive: () => isAttentive });
  const watch = createDeploymentWatch(turns, clock);
  return {
    clock,
    turns,
    watch,
    asked,
    heard,
    refused,
    look: (isThere: boolean) => (isAttentive = isThere),
    setAhead: (ms: number) => (aheadMs = ms),
    pause: (begins: boolean) => (isPaused = begins),
    answers: (next: () => Promise<DeploymentProgress>) => (answer = next),
    add: (key: string, at = 0) =>
      watch.add({
        key,
        deployment: deploymentAt(at),
        client: { clockAheadMs: () => aheadMs },
        mayAsk: () => !isPaused,
        poll() {
          asked.push({ key, at: clock.now() });
          return answer();
        },
        onProgress: (progress) => void heard.push(progress),
        onRefused: () => void refused.push(key),
      }),
  };
}

describe('watching running deployments', () => {
  it('asks at once, and every four seconds from then on, until the deployment has ended', async () => {
    const { clock, asked, heard, answers, add, watch } = watched();
    add('a');
    await clock.pass(9000);
    assert.deepEqual(
      asked.map(({ at }) => at),
      [0, 4000, 8000],
    );
    answers(() => Promise.resolve({ ...running, status: 'done' }));
    await clock.pass(5 * minute);
    assert.equal(asked.length, 4);
    assert.equal(heard.at(-1)?.status, 'done');
    assert.equal(watch.has('a'), false);
  });

  it('asks nothing while requests wait for the rate limit', async () => {
    const { clock, asked, add, pause } = watched();
    pause(true);
    add('a');
    await clock.pass(minute);
    assert.equal(asked.length, 0);
    pause(false);
    await clock.pass(4000);
    assert.equal(asked.length, 1);
  });

  it('asks once every two seconds about ten, each of them in its turn', async () => {
    const { clock, asked, add } = watched();
    for (let one = 0; one < 10; one++) add(`${one}`);
    await clock.pass(minute);
    assert.ok(asked.length >= 30 && asked.length <= 31, String(asked.length));
    const gaps = asked.slice(1).map(({ at }, index) => at - (asked[index]?.at ?? 0));
    assert.ok(gaps.every((gap) => gap >= 2000));
    assert.equal(new Set(asked.slice(-10).map(({ key }) => key)).size, 10);
  });

  it('takes turns with other requests, none of them within two seconds of another', async () => {
    const { clock, asked, add, turns } = watched();
    for (let one = 0; one < 3; one++) add(`${one}`);
    for (let one = 0; one < 10; one++)
      turns.add(`list ${one}`, () => {
        asked.push({ key: `list ${one}`, at: clock.now() });
        return Promise.resolve(undefined);
      });
    await clock.pass(minute);
    const gaps = asked.slice(1).map(({ at }, index) => at - (asked[index]?.at ?? 0));
    assert.ok(gaps.every((gap) => gap >= 2000));
    assert.equal(asked.filter(({ key }) => key.startsWith('list')).length, 10);
  });

  it('asks nothing while nobody looks, and goes on when somebody does', async () => {
    const { clock, asked, look, add, turns } = watched();
    add('a');
    await clock.pass(1000);
    look(false);
    await clock.pass(10 * minute);
    assert.equal(asked.length, 1);
    look(true);
    turns.resume();
    await clock.pass(1);
    assert.equal(asked.length, 2);
  });

  it('goes by the gateway’s time where this computer’s clock is a day ahead', async () => {
    const { clock, asked, add, watch, setAhead } = watched();
    const day = 24 * 60 * minute;
    setAhead(day);
    add('a', clock.epoch() - day);
    await clock.pass(9000);
    assert.deepEqual(
      asked.map(({ at }) => at),
      [0, 4000, 8000],
    );
    assert.equal(watch.has('a'), true);
  });

  it('asks less often the longer a deployment runs, and gives one up that never ends', async () => {
    const { clock, asked, add, watch } = watched();
    add('a');
    await clock.pass(60 * minute);
    const inFirstHour = asked.length;
    await clock.pass(60 * minute);
    assert.ok(inFirstHour < 300, String(inFirstHour));
    assert.ok(asked.length - inFirstHour <= 61);
    await clock.pass(24 * 60 * minute);
    assert.equal(watch.has('a'), false);
    const inAll = asked.length;
    await clock.pass(24 * 60 * minute);
    assert.equal(asked.length, inAll);
    assert.equal(isOverdue(deploymentAt(0), 59 * minute), false);
    assert.equal(isOverdue(deploymentAt(0), 61 * minute), true);
  });

  it('waits longer after each failure, and ends where the gateway says no', async () => {
    const { clock, asked, refused, answers, add, watch } = watched();
    answers(() => Promise.reject(new ForgeError('serverError', 'HTTP 500')));
    add('a');
    await clock.pass(2 * minute);
    assert.ok(asked.length <= 6, String(asked.length));
    assert.deepEqual([watch.has('a'), refused], [true, []]);
    answers(() => Promise.reject(new ForgeError('notFound', 'gone')));
    await clock.pass(2 * minute);
    assert.deepEqual([watch.has('a'), refused], [false, ['a']]);
  });

  it('says nothing of a deployment that was removed while it was asked about', async () => {
    const { clock, heard, answers, add, watch } = watched();
    const { promise, resolve } = Promise.withResolvers<DeploymentProgress>();
    answers(() => promise);
    add('a');
    await clock.pass(1);
    watch.remove('a');
    resolve(running);
    await clock.pass(10_000);
    assert.deepEqual(heard, []);
  });
});

describe('the attention for a window', () => {
  it('ends two minutes after it lost the focus, and comes back with it', async () => {
    const clock = createVirtualClock();
    const attention = createAttention(clock, true);
    attention.focus(false);
    await clock.pass(minute);
    attention.focus(false);
    assert.equal(attention.isThere, true);
    await clock.pass(minute);
    assert.equal(attention.isThere, false);
    attention.focus(true);
    assert.equal(attention.isThere, true);
  });
});
