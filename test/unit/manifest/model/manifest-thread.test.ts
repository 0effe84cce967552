import assert from 'node:assert/strict';
import { createManifestThread, type ManifestThread } from '../../../../src/manifest/model/manifest-thread.ts';
import { parseManifest } from '../../../../src/manifest/model/manifest.ts';
import { largeManifest } from '../../../support/large-app.ts';

const realWorker = new URL('../../../../src/manifest/model/manifest-worker.ts', import.meta.url);
const text = largeManifest(500);
const failing = (how: string) => ({
  entry: new URL(
    `data:text/javascript,${encodeURIComponent(`import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => { ${how} }); parentPort.postMessage({ kind: 'started' });`)}`,
  ),
  limitMs: 1500,
});

describe('The thread that reads manifests', () => {
  const threads: ManifestThread[] = [];
  const start = (options: { entry: URL; limitMs?: number } = { entry: realWorker }): ManifestThread => {
    const thread = createManifestThread({ onCrash: () => undefined, ...options });
    threads.push(thread);
    return thread;
  };
  afterEach(() => {
    for (const thread of threads.splice(0)) thread.dispose();
  });

  it('reads them as they are read here, also one that is being edited', async () => {
    const thread = start();
    const texts = [text, '', 'app:\n  id: x\n', '@\n'.repeat(200), text.replace('read:thing-1:', 'read:thing-one:')];
    for (const one of texts) assert.deepEqual(await thread.parse({ path: 'a', text: one }), parseManifest(one));
    for (const one of texts)
      assert.deepEqual(await thread.parse({ path: 'a', text: one, open: 'a' }), parseManifest(one));
    // More than are kept.
    await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const own = text.replace('read:thing-1:', `read:thing-${index}-own:`);
        assert.deepEqual(await thread.parse({ path: 'a', text: own, open: `${index}` }), parseManifest(own));
      }),
    );
  });

  it('says which files git ignores, and what it does not apply', async () => {
    const gitignores = new Map([['', `*.gen.js\n${'**/'.repeat(17)}x`]]);
    const paths = ['a.js', 'src/a.gen.js'];
    const { ignored, notApplied } = await start().ignored({ gitignores, paths, ignoreCase: false });
    assert.deepEqual([ignored, notApplied.length], [[false, true], 1]);
  });

  it('fills in what a manifest is uploaded with', async () => {
    const manifest = 'environment:\n  variables:\n    - key: SITE\n      default: acme\napp:\n  id: ${SITE}-${OTHER}\n';
    assert.deepEqual(await start().filled(manifest), {
      text: manifest.replace('${SITE}', 'acme'),
      filled: ['SITE'],
      unknown: ['OTHER'],
    });
    await assert.rejects(start(failing('for (;;);')).filled(manifest), { kind: 'unexpected' });
  });

  it('gives up where there is too much to compare', async () => {
    const gitignores = new Map([['', `${'*a'.repeat(400)}[b]\n`.repeat(500)]]);
    await assert.rejects(start().ignored({ gitignores, paths: ['a'.repeat(4000)], ignoreCase: false }), {
      kind: 'unexpected',
      message: 'There is too much to compare with the .gitignore files',
    });
  });

  for (const how of ['process.exit(7)', 'for (;;);'])
    it(`has an unreadable manifest where it ends or never ends: ${how}`, async () => {
      const { problems } = await start(failing(how)).parse({ path: 'a', text });
      assert.deepEqual(
        problems.map(({ kind }) => kind),
        ['unreadable'],
      );
      await assert.rejects(start(failing(how)).ignored({ gitignores: new Map(), paths: ['a'], ignoreCase: false }), {
        kind: 'unexpected',
        message: 'Comparing with the .gitignore files took too long',
      });
    });

  it('reads an open manifest before those that wait', async () => {
    const thread = start();
    const order: string[] = [];
    const parse = (name: string, open?: string) =>
      thread.parse({ path: name, text, ...(open !== undefined && { open }) }).then(() => order.push(name));
    await Promise.all([parse('first'), parse('second'), parse('third'), parse('open', 'open')]);
    assert.deepEqual(order, ['first', 'open', 'second', 'third']);
  });
});
