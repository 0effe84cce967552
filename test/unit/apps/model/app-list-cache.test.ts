import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createAppListCache } from '../../../../src/apps/model/app-list-cache.ts';
import { appWith, fullApp } from '../../../support/make-apps.ts';
import { useFolder } from '../../../support/folder.ts';

const at = new Date('2025-06-15T11:59:58.765Z');
const list = { apps: [appWith(1), fullApp(2)], at };

describe('the list of apps on disk', () => {
  const folder = useFolder();

  function cacheIn(path = folder.path, key = 'account-1') {
    const errors: unknown[] = [];
    return { cache: createAppListCache(path, key, (error) => errors.push(error)), errors };
  }
  /** The one file that a cache left. */
  async function onlyFile(): Promise<string> {
    const names = await readdir(folder.path);
    assert.equal(names.length, 1, names.join(', '));
    return join(folder.path, names[0] ?? '');
  }

  it('is nothing at first, and that is no error', async () => {
    for (const path of [folder.path, join(folder.path, 'not', 'made', 'yet')]) {
      const { cache, errors } = cacheIn(path);
      assert.equal(await cache.read(), undefined);
      assert.deepEqual(errors, []);
    }
  });

  it('is read as it was written, with and without all that is optional', async () => {
    const { cache, errors } = cacheIn();
    await cache.write(list);
    assert.deepEqual(await cache.read(), list);
    assert.deepEqual(await cacheIn().cache.read(), list, 'after a restart');
    assert.deepEqual(errors, []);
  });

  it('may be empty', async () => {
    const { cache } = cacheIn();
    await cache.write({ apps: [], at });
    assert.deepEqual(await cache.read(), { apps: [], at });
  });

  it('is replaced as a whole, and nothing is left beside it', async () => {
    const { cache } = cacheIn();
    await cache.write(list);
    await cache.write({ apps: [appWith(3)], at });
    assert.deepEqual((await cache.read())?.apps, [appWith(3)]);
    assert.match(await onlyFile(), /\.json$/);
  });

  it('makes its folder', async () => {
    const { cache, errors } = cacheIn(join(folder.path, 'deep', 'down'));
    await cache.write(list);
    assert.deepEqual(await cache.read(), list);
    assert.deepEqual(errors, []);
  });

  it('is nobody else’s to read', async function () {
    if (process.platform === 'win32') this.skip();
    await cacheIn().cache.write(list);
    assert.equal((await stat(await onlyFile())).mode & 0o777, 0o600);
  });

  it('is apart for each account, whatever its key', async () => {
    const keys = ['account-1', 'account-2', '../../elsewhere', 'a/b\0c', 'x'.repeat(5000), ''];
    for (const [index, key] of keys.entries())
      await cacheIn(folder.path, key).cache.write({ apps: [appWith(index)], at });
    for (const [index, key] of keys.entries())
      assert.deepEqual((await cacheIn(folder.path, key).cache.read())?.apps, [appWith(index)]);
    const names = await readdir(folder.path);
    assert.equal(names.length, keys.length);
    for (const name of names) assert.match(name, /^apps-[0-9a-f]+\.json$/);
  });

  it('is gone once it is cleared, which may be done twice', async () => {
    const { cache, errors } = cacheIn();
    await cache.write(list);
    await cache.clear();
    assert.deepEqual(await readdir(folder.path), []);
    assert.equal(await cache.read(), undefined);
    await cache.clear();
    assert.deepEqual(errors, []);
  });

  it('is cleared for one account only', async () => {
    await cacheIn(folder.path, 'account-1').cache.write(list);
    await cacheIn(folder.path, 'account-2').cache.write(list);
    await cacheIn(folder.path, 'account-1').cache.clear();
    assert.deepEqual(await cacheIn(folder.path, 'account-2').cache.read(), list);
  });

  it('is cleared together with what a write that never ended left behind', async () => {
    const { cache } = cacheIn();
    await cache.write(list);
    const left = `.${basename(await onlyFile())}.5e2f1c84-7a3b-4d90-9c61-2b8e4f70a1d3.tmp`;
    await writeFile(join(folder.path, left), 'half a li');
    await cache.clear();
    assert.deepEqual(await readdir(folder.path), []);
  });

  it('does not come back when it is cleared while it is written', async () => {
    const { cache, errors } = cacheIn();
    await Promise.all([cache.write(list), cache.write(list), cache.clear()]);
    assert.deepEqual(await readdir(folder.path), []);
    assert.deepEqual(errors, []);
  });

  it('is what was written last, even when nobody waits in between', async () => {
    const { cache } = cacheIn();
    const large = Array.from({ length: 2000 }, (_, index) => fullApp(index));
    void cache.write({ apps: large, at });
    void cache.write(list);
    assert.deepEqual(await cache.read(), list);
  });

  it('is whole at any moment, with two windows writing it', async () => {
    const lists = [1, 2, 3, 4].map((number) => ({
      apps: Array.from({ length: 300 * number }, () => fullApp(number)),
      at,
    }));
    const [one, other, reader] = [cacheIn(), cacheIn(), cacheIn()];
    await one.cache.write(list);
    const writing = Promise.all(lists.flatMap((each) => [one.cache.write(each), other.cache.write(each)]));
    const progress = { done: false };
    void writing.then(() => (progress.done = true));
    let reads = 0;
    do {
      const { apps } = (await reader.cache.read()) ?? { apps: [] };
      assert.ok([2, 300, 600, 900, 1200].includes(apps.length), `${apps.length} apps`);
      reads++;
    } while (!progress.done);
    await writing;
    assert.ok(reads > 1);
    assert.deepEqual([...one.errors, ...other.errors, ...reader.errors], []);
    await onlyFile();
  });

  it('holds 10,000 apps', async function () {
    this.timeout(20_000);
    const many = { apps: Array.from({ length: 10_000 }, (_, index) => fullApp(index)), at };
    const { cache, errors } = cacheIn();
    await cache.write(many);
    assert.deepEqual(await cache.read(), many);
    assert.deepEqual(errors, []);
  });

  it('holds no secret', async () => {
    await cacheIn(folder.path, 'https://api.atlassian.com/graphql me@example.com').cache.write(list);
    const file = await onlyFile();
    assert.ok(!file.includes('example'));
    assert.ok(!(await readFile(file, 'utf8')).includes('me@example.com'));
  });

  describe('that cannot be read', () => {
    const spoil: Record<string, (text: string) => string | Buffer> = {
      'because it is empty': () => '',
      'because it was cut off': (text) => text.slice(0, text.length / 2),
      'because it lacks its last letter': (text) => text.slice(0, -1),
      'because it is no JSON': () => '<html></html>',
      'because it is bytes': () => Buffer.from([0, 255, 254, 7]),
      'because it is JSON of something else': () => '[1, 2, 3]',
      'because it is null': () => 'null',
      'because it has no version': (text) => text.replace('"formatVersion":2,', ''),
      'because it is of another version': (text) => text.replace('"formatVersion":2', '"formatVersion":1'),
      'because an app lacks its name': (text) => text.replace('"name":"App 2",', ''),
      'because an id is no ARI': (text) => text.replace('ari:cloud:ecosystem::app/', ''),
      'because a type is unknown': (text) => text.replace('"type":"oauth"', '"type":"toaster"'),
      'because a time is a text': (text) => text.replace(/"updatedAt":\d+/, '"updatedAt":"today"'),
      'because a time is beyond all time': (text) => text.replace(/"updatedAt":\d+/, '"updatedAt":1e300'),
      'because its own time is beyond all time': (text) => text.replace(/"at":\d+/, '"at":-1e300'),
      'because a list is missing': (text) => text.replace(/"scopes":\[\],?/, ''),
    };
    for (const [why, change] of Object.entries(spoil)) {
      it(`${why} is nothing, is reported, and is replaced by the next write`, async () => {
        const { cache, errors } = cacheIn();
        await cache.write(list);
        const file = await onlyFile();
        const text = await readFile(file, 'utf8');
        assert.notEqual(change(text), text);
        await writeFile(file, change(text));
        assert.equal(await cache.read(), undefined);
        assert.equal(errors.length, 1);
        await cache.write(list);
        assert.deepEqual(await cache.read(), list);
      });
    }

    it('because a folder is in its place is nothing, and is reported', async () => {
      const { cache, errors } = cacheIn();
      await cache.write(list);
      const file = await onlyFile();
      await rm(file);
      await mkdir(file);
      assert.equal(await cache.read(), undefined);
      await cache.write(list);
      assert.equal(errors.length, 2);
      await onlyFile();
    });
  });

  it('that cannot be written is reported, and leaves nothing behind', async () => {
    const inTheWay = join(folder.path, 'file');
    await writeFile(inTheWay, 'not a folder');
    const { cache, errors } = cacheIn(join(inTheWay, 'cache'));
    await cache.write(list);
    assert.equal(errors.length, 1);
    assert.ok(errors[0] instanceof Error);
    await cache.clear();
    assert.deepEqual(await readdir(folder.path), ['file']);
  });

  it('keeps what it had when a write fails', async () => {
    const { cache, errors } = cacheIn();
    await cache.write(list);
    await cache.write({ apps: [{ ...appWith(1), updatedAt: new Date(Number.NaN) }], at });
    assert.equal(errors.length, 1);
    assert.deepEqual(await cache.read(), list);
    await onlyFile();
  });
});
