import assert from 'node:assert/strict';
import { ForgeError } from '../../../../src/core/errors.ts';
import { createResource, type Resource } from '../../../../src/apps/model/resource.ts';

/** Loads that end when the test says so. */
function loads() {
  const running: { resolve: (value: string) => void; reject: (error: unknown) => void; signal: AbortSignal }[] = [];
  const load = (signal: AbortSignal) =>
    new Promise<string>((resolve, reject) => {
      running.push({ resolve, reject, signal });
    });
  return { running, load };
}
/** The states through which a resource goes from now on. */
function statesOf<T>(resource: Resource<T>): string[] {
  const states: string[] = [];
  resource.onDidChange(() => {
    const { state } = resource;
    states.push(
      state === undefined
        ? 'none'
        : `${state.status}${state.value === undefined ? '' : ` with ${String(state.value)}`}`,
    );
  });
  return states;
}

describe('a resource', () => {
  it('is nothing until it is looked at', () => {
    const { load, running } = loads();
    assert.equal(createResource(load).state, undefined);
    assert.equal(running.length, 0);
  });

  it('loads when it is first looked at, and only then', async () => {
    const { load, running } = loads();
    const resource = createResource(load);
    const states = statesOf(resource);
    resource.ensure();
    resource.ensure();
    const loaded = resource.refresh();
    assert.equal(running.length, 1);
    assert.deepEqual(states, ['loading']);
    running[0]?.resolve('one');
    await loaded;
    resource.ensure();
    assert.equal(running.length, 1);
    assert.deepEqual(states, ['loading', 'ready with one']);
    assert.ok(resource.state?.at instanceof Date);
  });

  it('keeps its value while it loads again, and when that fails', async () => {
    const { load, running } = loads();
    const resource = createResource(load);
    const states = statesOf(resource);
    const first = resource.refresh();
    running[0]?.resolve('one');
    await first;
    const { at } = resource.state ?? {};
    const second = resource.refresh();
    running[1]?.reject(new ForgeError('offline', 'no connection'));
    await second;
    assert.deepEqual(states, ['loading', 'ready with one', 'loading with one', 'failed with one']);
    assert.ok(resource.state?.status === 'failed');
    assert.equal(resource.state.error.kind, 'offline');
    assert.equal(resource.state.at, at, 'the time is that of the value');
    const third = resource.refresh();
    running[2]?.resolve('two');
    await third;
    assert.deepEqual(states.slice(4), ['loading with one', 'ready with two']);
  });

  it('that failed has no value, is not loaded by looking, but by asking again', async () => {
    const { load, running } = loads();
    const resource = createResource(load);
    const first = resource.refresh();
    running[0]?.reject(new ForgeError('forbidden', 'no'));
    await first;
    assert.ok(resource.state?.status === 'failed');
    assert.equal('value' in resource.state, false);
    resource.ensure();
    assert.equal(running.length, 1);
    const second = resource.refresh();
    running[1]?.resolve('one');
    await second;
    assert.ok(['ready'].includes(resource.state.status));
  });

  it('shows what it has so far while it loads for the first time, and keeps that when it fails', async () => {
    const outcome = Promise.withResolvers<string>();
    let soFar: (value: string) => void = () => undefined;
    const resource = createResource<string>((_signal, show) => {
      soFar = show;
      return outcome.promise;
    });
    const states = statesOf(resource);
    const loading = resource.refresh();
    soFar('o');
    soFar('on');
    outcome.reject(new ForgeError('offline', 'no connection'));
    await loading;
    assert.deepEqual(states, ['loading', 'loading with o', 'loading with on', 'failed with on']);
  });

  it('shows parts after a failure, and none once it was whole', async () => {
    const endings = ['fail', 'succeed', 'succeed', 'fail'];
    let round = 0;
    const resource = createResource<string>((_signal, show) => {
      round++;
      show(`part ${round}`);
      return endings.shift() === 'fail'
        ? Promise.reject(new ForgeError('timeout', 'late'))
        : Promise.resolve(`whole ${round}`);
    });
    const states = statesOf(resource);
    for (let times = 0; times < 4; times++) await resource.refresh();
    assert.deepEqual(states, [
      'loading',
      'loading with part 1',
      'failed with part 1',
      'loading with part 1',
      'loading with part 2',
      'ready with whole 2',
      'loading with whole 2',
      'ready with whole 3',
      'loading with whole 3',
      'failed with whole 3',
    ]);
  });

  it('turns any failure into a state', async () => {
    for (const thrown of [new TypeError('x'), 'a text', undefined]) {
      const resource = createResource(() => Promise.reject(thrown as Error));
      await resource.refresh();
      assert.ok(resource.state?.status === 'failed');
      assert.equal(resource.state.error.kind, 'unexpected');
    }
  });

  it('loads once when it is asked several times at once, and anew after that', async () => {
    const { load, running } = loads();
    const resource = createResource(load);
    const asked = [resource.refresh(), resource.refresh(), resource.refresh()];
    assert.equal(running.length, 1);
    running[0]?.resolve('one');
    await Promise.all(asked);
    const again = resource.refresh();
    assert.equal(running.length, 2);
    running[1]?.resolve('two');
    await again;
    assert.equal(resource.state?.value, 'two');
  });

  it('ends its load and tells nothing more once it is disposed', async () => {
    for (const end of ['resolve', 'reject'] as const) {
      const { load, running } = loads();
      const resource = createResource(load);
      const states = statesOf(resource);
      const loading = resource.refresh();
      resource.dispose();
      assert.equal(running[0]?.signal.aborted, true);
      if (end === 'resolve') running[0].resolve('one');
      else running[0].reject(new ForgeError('cancelled', 'Cancelled'));
      await loading;
      assert.deepEqual(states, ['loading']);
      assert.equal(resource.state?.status, 'loading');
    }
  });
});
