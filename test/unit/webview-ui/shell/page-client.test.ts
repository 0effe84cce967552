import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { Failure } from '../../../../src/app-panel/protocol.ts';
import { createClient, type HostEvent, timeLimitMs } from '../../../../webview-ui/shell/page-client.ts';

const failure = (short: string): Failure => ({ short, reason: '', message: '', signedOut: false });

function start() {
  const sent: { id: number; request: string; params: unknown }[] = [];
  const events: HostEvent[] = [];
  const noise: unknown[] = [];
  const client = createClient({
    post: (message) => void sent.push(message),
    onEvent: (event) => void events.push(event),
    onNoise: (problem) => void noise.push(problem),
    timedOut: () => failure('timed out'),
    misunderstood: () => failure('misunderstood'),
  });
  return { ...client, sent, events, noise };
}

describe('The page’s requests', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  it('end in the reply with their id, whatever the order', async () => {
    const { ask, receive, sent } = start();
    const first = ask('saveInstallations', { ids: ['a'] });
    const second = ask('saveInstallations', { ids: [] });
    assert.deepEqual(sent[0], { id: 1, request: 'saveInstallations', params: { ids: ['a'] } });
    receive({ id: 2, reply: null });
    receive({ id: 1, reply: 7 });
    assert.deepEqual(await first, { reply: 7 });
    assert.deepEqual(await second, { reply: null });
  });

  it('end in the failure of the host', async () => {
    const { ask, receive } = start();
    const answer = ask('versions', { environmentId: 'e' });
    receive({ id: 1, failure: { ...failure('offline'), requestId: 'r' } });
    assert.deepEqual(await answer, { failure: { ...failure('offline'), requestId: 'r' } });
  });

  it('end in a failure where the reply is not what the protocol says', async () => {
    const { ask, receive, noise } = start();
    const answer = ask('versions', { environmentId: 'e' });
    receive({ id: 1, reply: { versions: 'many' } });
    assert.deepEqual(await answer, { failure: failure('misunderstood') });
    assert.equal(noise.length, 1);
  });

  it('end after their time limit, and a late answer is ignored', async () => {
    const { ask, receive, noise } = start();
    const answer = ask('copy', { text: 'x' });
    mock.timers.tick(timeLimitMs('copy') - 1);
    assert.equal(await Promise.race([answer, Promise.resolve('waiting')]), 'waiting');
    mock.timers.tick(1);
    assert.deepEqual(await answer, { failure: failure('timed out') });
    receive({ id: 1, reply: null });
    assert.equal(noise.length, 0);
  });

  it('have no less time because the host waits for the rate limit: it counts from when that was last told', async () => {
    const { ask, receive } = start();
    const answer = ask('versions', { environmentId: 'e' });
    const limit = timeLimitMs('versions');
    for (let second = 0; second < 90; second++) {
      mock.timers.tick(1000);
      receive({ event: 'changed', state: { rateLimit: `Waiting, ${90 - second} s` } });
    }
    receive({ event: 'changed', state: { rateLimit: null } });
    mock.timers.tick(limit - 1);
    assert.equal(await Promise.race([answer, Promise.resolve('waiting')]), 'waiting');
    receive({ event: 'changed', state: { gone: null } });
    mock.timers.tick(1);
    assert.deepEqual(await answer, { failure: failure('timed out') });
  });

  it('give a person time to decide', () => {
    for (const asking of [
      'saveInstallations',
      'signIn',
      'editDetail',
      'variableAction',
      'deployForVariables',
      'environmentCommand',
      'installationCommand',
    ] as const)
      assert.ok(timeLimitMs(asking) >= 10 * 60_000, asking);
    assert.equal(timeLimitMs('refresh'), 120_000);
    assert.equal(timeLimitMs('ready'), 30_000);
  });
});

describe('Messages to the page', () => {
  it('that are events are passed on', () => {
    const { receive, events } = start();
    receive({ event: 'tab', tab: 'permissions' });
    receive({ event: 'changed', state: { gone: 'deleted' } });
    assert.deepEqual(events, [
      { event: 'tab', tab: 'permissions' },
      { event: 'changed', state: { gone: 'deleted' } },
    ]);
  });

  it('that mean nothing are ignored, and told once', () => {
    const { receive, events, noise } = start();
    for (const raw of [
      undefined,
      'text',
      { event: 'tab', tab: 'nowhere' },
      { type: 'other' },
      { event: 'changed', state: { profile: 3 } },
    ])
      receive(raw);
    assert.equal(noise.length, 1);
    assert.equal(events.length, 0);
  });
});
