import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { createFileScanner, type FileScanner } from '../../../../src/manifest/code/file-scanner.ts';

const realWorker = new URL('../../../../src/manifest/code/scan-worker.ts', import.meta.url);
const unstableWorker = new URL('../../../support/unstable-worker.ts', import.meta.url);
const code = (rest = '') => `requestJira('/rest/api/3/myself'); ${rest}`;

describe('The thread that reads code', () => {
  const scanners: FileScanner[] = [];
  let crashes: string[] = [];
  const start = (entry: URL, limits: { idleMs?: number; limitMs?: number } = {}): FileScanner => {
    const scanner = createFileScanner({ entry, onCrash: (error) => crashes.push(String(error)), ...limits });
    scanners.push(scanner);
    return scanner;
  };
  const uses = async (scanner: FileScanner, text: string, signal?: AbortSignal) => {
    const { failed, uses: found } = await scanner.scan({ path: 'a.js', text }, signal);
    return failed ?? found.length;
  };

  beforeEach(() => {
    crashes = [];
  });
  afterEach(() => {
    for (const scanner of scanners.splice(0)) scanner.dispose();
  });

  it('answers each file, and reads without a thread what needs none', async () => {
    const scanner = start(realWorker);
    const texts = Array.from({ length: 50 }, (_, index) => code().repeat(index % 5));
    assert.deepEqual(
      await Promise.all(texts.map((text) => uses(scanner, text))),
      texts.map((_, index) => index % 5),
    );
    const none = start(new URL('no-such-file.ts', import.meta.url));
    assert.equal(await uses(none, 'export const a = 1;'), 0);
    assert.equal(await uses(none, ' '.repeat(1_000_001)), 'tooLarge');
    assert.deepEqual(crashes, []);
  });

  it('goes on after a file that ends it, which is tried twice', async () => {
    const scanner = start(unstableWorker);
    const found = await Promise.all([code(), code('END'), code(), code(code())].map((text) => uses(scanner, text)));
    assert.deepEqual(found, [1, 'crashed', 1, 2]);
    assert.deepEqual(crashes, ['Error: The thread ended with 7', 'Error: The thread ended with 7']);
  });

  it('reads a file that did not end it the second time', async () => {
    const scanner = start(unstableWorker);
    assert.deepEqual(await Promise.all([code(), code('LATER')].map((text) => uses(scanner, text))), [1, 1]);
    assert.equal(crashes.length, 1);
  });

  it('goes on after a file that takes too long', async () => {
    const scanner = start(unstableWorker, { limitMs: 1500 });
    assert.deepEqual(await Promise.all([code('HANG'), code()].map((text) => uses(scanner, text))), ['crashed', 1]);
    assert.match(crashes.join(), /a\.js took longer than 1500 ms/);
  });

  it('gives up where no thread lives, and tries again when it is asked again', async () => {
    const scanner = start(new URL('no-such-file.ts', import.meta.url));
    for (let time = 0; time < 2; time += 1) {
      const results = await Promise.allSettled([1, 2, 3].map(() => uses(scanner, code())));
      assert.deepEqual(
        results.map((result) =>
          result.status === 'rejected' ? (result.reason as { kind: string }).kind : result.value,
        ),
        ['crashed', 'unexpected', 'unexpected'],
      );
    }
    assert.equal(crashes.length, 8);
  });

  it('ends when it has nothing to do, and starts again', async () => {
    const scanner = start(realWorker, { idleMs: 1 });
    const started = once(process, 'worker') as Promise<[Worker]>;
    assert.equal(await uses(scanner, code()), 1);
    const [thread] = await started;
    await once(thread, 'exit');
    assert.equal(await uses(scanner, code()), 1);
    assert.deepEqual(crashes, []);
  });

  it('can be cancelled, file by file and as a whole', async () => {
    const scanner = start(realWorker);
    const stop = new AbortController();
    const cancelled = { kind: 'cancelled' };
    const [first, second, third] = [uses(scanner, code()), uses(scanner, code(), stop.signal), uses(scanner, code())];
    stop.abort();
    await assert.rejects(second, cancelled);
    assert.equal(await first, 1);
    assert.equal(await third, 1);
    await assert.rejects(uses(scanner, code(), stop.signal), cancelled);
    const last = uses(scanner, code());
    scanner.dispose();
    await assert.rejects(last, cancelled);
    await assert.rejects(uses(scanner, code()), cancelled);
  });
});
