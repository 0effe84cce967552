import assert from 'node:assert/strict';
import { systemClock } from '../../../src/core/clock.ts';

describe('the clock of the system', () => {
  it('does not end at once what would take longer than a timer can', async () => {
    const [years, controller] = [2 ** 40, new AbortController()];
    const ended: string[] = [];
    const cancel = systemClock.after(years, () => ended.push('after'));
    const waiting = systemClock.wait(years, controller.signal).then(
      () => ended.push('wait'),
      () => undefined,
    );
    await systemClock.wait(10);
    assert.deepEqual(ended, []);
    cancel();
    controller.abort();
    await waiting;
  });
});
