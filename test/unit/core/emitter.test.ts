import assert from 'node:assert/strict';
import { createEmitter, listenerCount } from '../../../src/core/emitter.ts';

describe('an emitter', () => {
  it('calls its listeners in the order in which they came', () => {
    const emitter = createEmitter<number>();
    const heard: string[] = [];
    emitter.event((value) => heard.push(`first ${value}`));
    emitter.event((value) => heard.push(`second ${value}`));
    emitter.fire(1);
    emitter.fire(2);
    assert.deepEqual(heard, ['first 1', 'second 1', 'first 2', 'second 2']);
  });

  it('forgets a listener that is disposed, once and for all', () => {
    const emitter = createEmitter<undefined>();
    let heard = 0;
    const listener = () => heard++;
    const first = emitter.event(listener);
    emitter.event(listener);
    first.dispose();
    first.dispose();
    emitter.fire(undefined);
    assert.equal(heard, 1, 'the same function subscribed twice is two subscriptions');
  });

  it('forgets all of its listeners when it is disposed of, and takes no more', () => {
    const before = listenerCount();
    const emitter = createEmitter<undefined>();
    let heard = 0;
    const first = emitter.event(() => heard++);
    emitter.event(() => heard++);
    assert.equal(listenerCount(), before + 2);
    emitter.dispose();
    emitter.event(() => heard++).dispose();
    first.dispose();
    emitter.fire(undefined);
    assert.deepEqual([heard, listenerCount()], [0, before]);
  });

  it('does not call a listener that subscribes while it fires', () => {
    const emitter = createEmitter<undefined>();
    let late = 0;
    emitter.event(() => emitter.event(() => late++));
    emitter.fire(undefined);
    assert.equal(late, 0);
    emitter.fire(undefined);
    assert.equal(late, 1);
  });

  it('calls the rest when a listener disposes of itself', () => {
    const emitter = createEmitter<undefined>();
    const heard: string[] = [];
    const own = emitter.event(() => {
      heard.push('own');
      own.dispose();
    });
    emitter.event(() => heard.push('other'));
    emitter.fire(undefined);
    emitter.fire(undefined);
    assert.deepEqual(heard, ['own', 'other', 'other']);
  });
});
