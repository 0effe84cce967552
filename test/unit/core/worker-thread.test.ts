import assert from 'node:assert/strict';
import { createWorkerThread } from '../../../src/core/worker-thread.ts';

/** A thread whose script takes longer to start than a request may take. */
const slowToStart = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    for (const start = performance.now(); performance.now() - start < 1500; );
    parentPort.on('message', (request) => parentPort.postMessage({ kind: 'reply', reply: request }));
    parentPort.postMessage({ kind: 'started' });`)}`,
);

describe('A thread', () => {
  it('has its limit for each request, to which its start does not count', async () => {
    const crashes: unknown[] = [];
    const options = { entry: slowToStart, limitMs: 1000, onCrash: (error: unknown) => crashes.push(error) };
    const thread = createWorkerThread<number, number>(options, String);
    assert.deepEqual(await Promise.all([thread.ask(1), thread.ask(2)]), [1, 2]);
    thread.dispose();
    assert.deepEqual(crashes, []);
  });
});
