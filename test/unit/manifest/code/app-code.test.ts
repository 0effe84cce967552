import assert from 'node:assert/strict';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { type AppCode, type CodeThread, createCodeThread } from '../../../../src/manifest/code/app-code.ts';
import { layOut } from '../../../../src/manifest/code/app-layout.ts';
import { useFolder } from '../../../support/folder.ts';
import type { ScannedFile } from '../../../../src/manifest/code/scan-results.ts';

const realWorker = new URL('../../../../src/manifest/code/scan-worker.ts', import.meta.url);
const unstableWorker = new URL('../../../support/unstable-worker.ts', import.meta.url);
const code = (rest = '') => `requestJira('/rest/api/3/myself'); ${rest}`;

describe('The thread that reads code', () => {
  const folder = useFolder();
  const threads: CodeThread[] = [];
  let crashes: string[] = [];
  const start = (entry: URL, limits: { idleMs?: number; limitMs?: number } = {}): CodeThread => {
    const thread = createCodeThread({ entry, onCrash: (error) => crashes.push(String(error)), ...limits });
    threads.push(thread);
    return thread;
  };
  /** The code of an app with these files, which a test may change. */
  const open = (thread: CodeThread, files: Record<string, string>): AppCode =>
    thread.open({
      layOut: () =>
        Promise.resolve(
          layOut({ folder: '', code: Object.keys(files), isWide: true, isInOtherApp: () => false, packages: [] }),
        ),
      readFile: (path) => Promise.resolve(path in files ? { path, text: files[path] ?? '' } : { path }),
    });
  const told = (found: readonly ScannedFile[]) =>
    found.map(({ file, failed, uses }) => `${file}: ${failed ?? uses.map(({ text }) => text).join()}`);
  const read = async (thread: CodeThread, files: Record<string, string>) => told(await open(thread, files).readAll());
  const myself = 'GET /rest/api/3/myself';

  beforeEach(() => {
    crashes = [];
  });
  afterEach(() => {
    for (const thread of threads.splice(0)) thread.dispose();
  });

  it('reads each file, and tells how many are read', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`${index + 10}.js`, code().repeat(index % 3)]),
    );
    const counts: string[] = [];
    const app = open(start(realWorker), files);
    const found = await app.readAll({ onRead: (done, total) => counts.push(`${done} of ${total}`) });
    assert.deepEqual(
      found.map(({ file, uses }) => [file, uses.length]),
      Object.keys(files).flatMap((file, index) => (index % 3 === 0 ? [] : [[file, index % 3]])),
    );
    assert.deepEqual([counts.length, counts.at(-1), app.own], [20, '20 of 20', 20]);
    assert.deepEqual(crashes, []);
  });

  it('reads again what changed, with all that depends on it', async () => {
    const files: Record<string, string> = {
      'ask.js':
        "import api from '@forge/api'; export const ask = (path) => api.asApp().requestJira(base + path); const base = '/rest/api/3';",
      'use.js': "import { ask } from './ask'; ask('/field');",
      'other.js': code(),
    };
    const app = open(start(realWorker), files);
    assert.deepEqual(told(await app.readAll()), [`other.js: ${myself}`, 'use.js: GET /rest/api/3/field']);
    files['use.js'] = "import { ask } from './ask'; ask('/label');";
    assert.deepEqual(told(await app.readAgain(['use.js'])), [`other.js: ${myself}`, 'use.js: GET /rest/api/3/label']);
    files['ask.js'] = (files['ask.js'] ?? '').replace('/rest/api/3', '/rest/api/2');
    assert.deepEqual(told(await app.readAgain(['ask.js'])), [`other.js: ${myself}`, 'use.js: GET /rest/api/2/label']);
    files['more.js'] = "import { ask } from './ask'; ask('/field');";
    delete files['other.js'];
    assert.deepEqual(told(await app.readAgain(['more.js', 'other.js'])), [
      'more.js: GET /rest/api/2/field',
      'use.js: GET /rest/api/2/label',
    ]);
    assert.deepEqual([app.own, app.hasRead('more.js'), app.hasRead('none.js')], [3, true, false]);
  });

  it('keeps what half-typed code called', async () => {
    const files = { 'a.js': code() };
    const app = open(start(realWorker), files);
    await app.readAll();
    files['a.js'] = code('requestJira({ (');
    assert.deepEqual(told(await app.readAgain(['a.js'])), [`a.js: ${myself}`]);
    assert.deepEqual(await read(start(realWorker), files), ['a.js: syntax']);
  });

  it('goes on after a file that ends it, which is tried twice', async () => {
    const found = await read(start(unstableWorker), { 'a.js': code(), 'b.js': code('END'), 'c.js': code() });
    assert.deepEqual(found, [`a.js: ${myself}`, 'b.js: crashed', `c.js: ${myself}`]);
    assert.deepEqual(new Set(crashes), new Set(['Error: The thread ended with 7']));
  });

  it('reads a file that did not end it the second time', async () => {
    const once = `// ONCE ${join(folder.path, 'ended')}`;
    const found = await read(start(unstableWorker), { 'a.js': code(), 'b.js': code(once) });
    assert.deepEqual([found, crashes.length], [[`a.js: ${myself}`, `b.js: ${myself}`], 1]);
  });

  it('goes on after a file that takes too long', async () => {
    const thread = start(unstableWorker, { limitMs: 1500 });
    assert.deepEqual(await read(thread, { 'a.js': code('HANG'), 'b.js': code() }), [
      'a.js: crashed',
      `b.js: ${myself}`,
    ]);
    assert.match(crashes.join(), /a\.js took longer than 1500 ms/);
  });

  it('gives up where no thread lives, and tries again when it is asked again', async () => {
    const thread = start(new URL('no-such-file.ts', import.meta.url));
    for (let time = 0; time < 2; time += 1)
      await assert.rejects(read(thread, { 'a.js': code() }), { kind: 'unexpected' });
    assert.ok(crashes.length > 0);
  });

  it('ends when it has nothing to do, and starts again', async () => {
    const files = { 'a.js': code(), 'b.js': '' };
    const thread = start(realWorker, { idleMs: 1 });
    const started = once(process, 'worker') as Promise<[Worker]>;
    const app = open(thread, files);
    await app.readAll();
    const [worker] = await started;
    await once(worker, 'exit');
    files['b.js'] = code();
    assert.deepEqual(told(await app.readAgain(['b.js'])), [`a.js: ${myself}`, `b.js: ${myself}`]);
    assert.deepEqual(crashes, []);
  });

  it('can be cancelled, app by app and as a whole', async () => {
    const thread = start(realWorker);
    const cancelled = { kind: 'cancelled' };
    const stop = new AbortController();
    const files = { 'a.js': code() };
    const [first, second] = [open(thread, files).readAll(), open(thread, files).readAll({ signal: stop.signal })];
    stop.abort();
    await assert.rejects(
      second,
      (error: { kind?: string; name: string }) => error.kind === 'cancelled' || error.name === 'AbortError',
    );
    assert.deepEqual(told(await first), [`a.js: ${myself}`]);
    const last = open(thread, files).readAll();
    thread.dispose();
    await assert.rejects(last, cancelled);
    await assert.rejects(open(thread, files).readAll(), cancelled);
  });
});
