import assert from 'node:assert/strict';
import { createLimiter, type Limiter } from '../../../src/gateway/limiter.ts';
import type { Priority } from '../../../src/gateway/priority.ts';
import { failure } from '../../support/use-gateway.ts';
import { createVirtualClock, type VirtualClock } from '../../support/virtual-clock.ts';

const patient = new AbortController().signal;

describe('the limiter of an account', () => {
  let clock: VirtualClock;
  let limiter: Limiter;
  let began: string[];
  beforeEach(() => {
    clock = createVirtualClock();
    limiter = createLimiter(clock);
    began = [];
  });

  /** A request that takes `ms`, and notes that it began. */
  function ask(
    name: string,
    priority: Priority = 'user',
    { ms = 10, signal = patient, delayMs = 0 } = {},
  ): Promise<string> {
    return limiter.turn({ priority, signal, delayMs }, () => {
      began.push(`${name}@${clock.now()}`);
      return new Promise((resolve) => clock.after(ms, () => resolve(name)));
    });
  }
  const names = () => began.map((entry) => entry.replace(/@.*/, ''));

  it('does not hold up what is far from the limit', async () => {
    const all = Array.from({ length: 10 }, (_, index) => ask(`${index}`));
    await clock.pass(0);
    assert.equal(began.length, 10);
    await clock.pass(10);
    await Promise.all(all);
    assert.equal(limiter.waiting(), undefined);
  });

  it('lets ten begin at once, two of them in the background', async () => {
    for (let index = 0; index < 4; index++) void ask(`b${index}`, 'background');
    for (let index = 0; index < 12; index++) void ask(`u${index}`);
    await clock.pass(0);
    assert.equal(began.length, 10);
    assert.deepEqual(
      names().filter((name) => name.startsWith('b')),
      ['b0', 'b1'],
    );
    await clock.pass(10);
    assert.deepEqual(names().slice(10), ['u8', 'u9', 'u10', 'u11', 'b2', 'b3']);
  });

  it('holds everything up while it pauses, then lets those begin that somebody waits for, one by one at first', async () => {
    limiter.pause(5000);
    for (const [name, priority] of [
      ['b0', 'background'],
      ['u0', 'user'],
      ['b1', 'background'],
      ['u1', 'user'],
      ['u2', 'user'],
    ] as const)
      void ask(name, priority);
    await clock.pass(4999);
    assert.deepEqual(began, []);
    assert.deepEqual(limiter.waiting(), { requests: 5, ms: 1 });
    await clock.pass(1);
    assert.deepEqual(began, ['u0@5000']);
    assert.equal(limiter.waiting(), undefined);
    await clock.pass(100);
    assert.deepEqual(names(), ['u0', 'u1', 'u2', 'b0', 'b1']);
  });

  it('says that it is reached also while nothing waits', async () => {
    assert.equal(limiter.isPaused(), false);
    limiter.pause(1000);
    assert.deepEqual([limiter.isPaused(), limiter.waiting()], [true, undefined]);
    await clock.pass(1000);
    assert.equal(limiter.isPaused(), false);
  });

  it('is met again: the rest waits again', async () => {
    limiter.pause(1000);
    const first = limiter.turn({ priority: 'user', signal: patient }, () => {
      limiter.pause(2000);
      return Promise.reject(new Error('limited'));
    });
    first.catch(() => undefined);
    void ask('second');
    await clock.pass(2999);
    assert.deepEqual(began, []);
    await clock.pass(1);
    assert.deepEqual(began, ['second@3000']);
    await assert.rejects(first);
  });

  it('shares turns between two panels that load page by page', async () => {
    const load = async (panel: string) => {
      for (let page = 0; page < 5; page++) await ask(`${panel}${page}`);
    };
    limiter.pause(1000);
    const both = Promise.all([load('a'), load('b')]);
    await clock.pass(2000);
    await both;
    // While requests begin one by one, the panels take turns.
    assert.deepEqual(names().slice(0, 4), ['a0', 'b0', 'a1', 'b1']);
    for (let count = 2; count <= began.length; count++) {
      const ofA = names()
        .slice(0, count)
        .filter((name) => name.startsWith('a')).length;
      assert.ok(Math.abs(ofA - (count - ofA)) <= 2, `after ${count}: ${names().join(' ')}`);
    }
  });

  it('does not keep others from their turn for one that is to come later', async () => {
    void ask('later', 'user', { delayMs: 3000 });
    void ask('now', 'background');
    await clock.pass(3000);
    assert.deepEqual(began, ['now@0', 'later@3000']);
  });

  it('pauses for a minute at most, whatever one answer says', async () => {
    limiter.pause(3_600_000);
    void ask('other');
    await clock.pass(60_000);
    assert.deepEqual(began, ['other@60000']);
  });

  it('refuses at once a turn that would come too late, and says when it would be', async () => {
    const before = clock.epoch();
    const error = await failure(ask('late', 'user', { delayMs: 150_000 }));
    assert.equal(error.kind, 'rateLimited');
    assert.ok(error.details.notSent);
    assert.equal(error.details.retryAt?.getTime(), before + 150_000);
    assert.deepEqual(began, []);
  });

  it('never lets a request wait without end: two minutes for somebody, ten in the background', async () => {
    limiter.pause(60_000);
    const user = failure(ask('user'));
    const background = failure(ask('background', 'background'));
    for (let minute = 0; minute < 11; minute++) {
      limiter.pause(60_000);
      await clock.pass(59_000);
    }
    assert.equal((await user).kind, 'rateLimited');
    assert.equal((await background).kind, 'rateLimited');
    assert.deepEqual(began, []);
  });

  it('lets go of what is cancelled, and of all where waiting is ended', async () => {
    limiter.pause(5000);
    const giveUp = new AbortController();
    const cancelled = failure(ask('cancelled', 'user', { signal: giveUp.signal }));
    const ended = failure(ask('ended'));
    let changes = 0;
    limiter.onDidChange(() => changes++);
    giveUp.abort();
    assert.equal((await cancelled).kind, 'cancelled');
    assert.equal(limiter.waiting()?.requests, 1);
    limiter.giveUp();
    const error = await ended;
    assert.equal(error.kind, 'rateLimited');
    assert.ok(error.details.notSent);
    assert.equal(limiter.waiting(), undefined);
    assert.equal(changes, 1);
    void ask('next');
    await clock.pass(5000);
    assert.deepEqual(began, ['next@5000']);
  });

  it('sends nothing for a signal that aborted before', async () => {
    assert.equal((await failure(ask('x', 'user', { signal: AbortSignal.abort() }))).kind, 'cancelled');
    assert.deepEqual(began, []);
  });

  it('tells when waiting begins and when it is over', async () => {
    const told: boolean[] = [];
    limiter.onDidChange(() => told.push(limiter.waiting() !== undefined));
    limiter.pause(1000);
    assert.deepEqual(told, []);
    void ask('a');
    void ask('b');
    await clock.pass(500);
    assert.deepEqual(told, [true]);
    await clock.pass(600);
    assert.deepEqual(told, [true, false]);
  });
});
