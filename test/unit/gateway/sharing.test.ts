import assert from 'node:assert/strict';
import { createSharing } from '../../../src/gateway/sharing.ts';
import { failure } from '../../support/use-gateway.ts';

/** Work that ends when the test says so. */
function work() {
  const done = Promise.withResolvers<string>();
  const signals: AbortSignal[] = [];
  return { ...done, signals, start: (signal: AbortSignal) => (signals.push(signal), done.promise) };
}
const patient = () => new AbortController().signal;

describe('sharing', () => {
  it('lets those who ask the same wait for one answer', async () => {
    const sharing = createSharing();
    const { start, resolve, signals } = work();
    const callers = [
      sharing.share('a', patient(), start),
      sharing.share('a', patient(), start),
      sharing.share('a', patient(), start),
    ];
    resolve('answer');
    assert.deepEqual(await Promise.all(callers), ['answer', 'answer', 'answer']);
    assert.equal(signals.length, 1);
  });

  it('shares a failure as well', async () => {
    const sharing = createSharing();
    const { start, reject, signals } = work();
    const callers = [sharing.share('a', patient(), start), sharing.share('a', patient(), start)];
    const error = new Error('no');
    reject(error);
    for (const caller of callers) await assert.rejects(caller, error);
    assert.equal(signals.length, 1);
  });

  it('keeps what is asked under different keys apart', async () => {
    const sharing = createSharing();
    const [a, b] = [work(), work()];
    const callers = [sharing.share('a', patient(), a.start), sharing.share('b', patient(), b.start)];
    b.resolve('b');
    a.resolve('a');
    assert.deepEqual(await Promise.all(callers), ['a', 'b']);
  });

  it('starts anew once the answer is there', async () => {
    const sharing = createSharing();
    const [first, second] = [work(), work()];
    first.resolve('first');
    second.resolve('second');
    assert.equal(await sharing.share('a', patient(), first.start), 'first');
    assert.equal(await sharing.share('a', patient(), second.start), 'second');
  });

  it('starts anew after a failure', async () => {
    const sharing = createSharing();
    const [first, second] = [work(), work()];
    first.reject(new Error('no'));
    second.resolve('second');
    await assert.rejects(sharing.share('a', patient(), first.start));
    assert.equal(await sharing.share('a', patient(), second.start), 'second');
  });

  it('goes on for the others when one gives up', async () => {
    const sharing = createSharing();
    const { start, resolve, signals } = work();
    const impatient = new AbortController();
    const [leaving, staying] = [sharing.share('a', impatient.signal, start), sharing.share('a', patient(), start)];
    impatient.abort();
    assert.equal((await failure(leaving)).kind, 'cancelled');
    assert.equal(signals[0]?.aborted, false);
    resolve('answer');
    assert.equal(await staying, 'answer');
  });

  it('ends the work when everyone gave up, and starts anew for the next', async () => {
    const sharing = createSharing();
    const [first, second] = [work(), work()];
    const impatient = new AbortController();
    const leaving = [
      sharing.share('a', impatient.signal, first.start),
      sharing.share('a', impatient.signal, first.start),
    ];
    impatient.abort();
    for (const caller of leaving) assert.equal((await failure(caller)).kind, 'cancelled');
    assert.equal(first.signals[0]?.aborted, true);
    second.resolve('second');
    assert.equal(await sharing.share('a', patient(), second.start), 'second');
    first.reject(new Error('too late to be heard'));
  });

  it('gives nothing to one who gave up before asking', async () => {
    const sharing = createSharing();
    const { start, signals } = work();
    assert.equal((await failure(sharing.share('a', AbortSignal.abort(), start))).kind, 'cancelled');
    assert.equal(signals[0]?.aborted ?? true, true);
  });
});
