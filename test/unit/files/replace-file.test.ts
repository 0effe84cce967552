import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, systemClock } from '../../../src/core/clock.ts';
import { FileInUseError } from '../../../src/files/replace-file.ts';
import { isUnfinished, writeWholeFile, type WholeFileOptions } from '../../../src/files/whole-file.ts';
import { failingDisk, failingSync } from '../../support/disk-faults.ts';
import { useFolder } from '../../support/folder.ts';

describe('a file that another program has open', () => {
  const folder = useFolder();
  const file = () => join(folder.path, 'logs.csv');
  let undo: () => void = () => undefined;
  afterEach(() => undo());

  /** Writes 'new' over 'old'; nothing is waited for, but `waits` says how long. */
  async function written(options: Pick<WholeFileOptions, 'keepsBeside' | 'signal' | 'check'> = {}) {
    await writeFile(file(), 'old');
    const waits: number[] = [];
    const clock: Clock = {
      ...systemClock,
      async wait(ms, signal) {
        waits.push(ms);
        await systemClock.wait(0, signal);
      },
    };
    let inUse = 0;
    const error: unknown = await writeWholeFile(file(), 'new', { ...options, clock, onInUse: () => inUse++ }).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    return { error, inUse, waits };
  }

  for (const code of ['EPERM', 'EACCES', 'EBUSY', 'ETXTBSY']) {
    it(`is replaced once that program lets go of it (${code})`, async () => {
      undo = failingDisk('rename', code, /logs\.csv$/, 6);
      const { error, inUse } = await written();
      assert.equal(error, undefined);
      assert.equal(inUse, 1);
      assert.equal(await readFile(file(), 'utf8'), 'new');
      assert.deepEqual(await readdir(folder.path), ['logs.csv']);
    });
  }

  it('stays as it is after ten seconds, and what was fetched is kept beside it', async () => {
    await writeFile(join(folder.path, 'logs (2).csv'), 'mine');
    undo = failingDisk('rename', 'EPERM', /logs\.csv$/);
    const { error, waits } = await written({ keepsBeside: true });
    assert.ok(error instanceof FileInUseError);
    const whole = waits.reduce((sum, ms) => sum + ms, 0);
    assert.ok(whole > 8000 && whole < 12_000, `${whole} ms`);
    assert.deepEqual(
      waits,
      waits.toSorted((a, b) => a - b),
    );
    assert.deepEqual([error.code, error.keptAt], ['EBUSY', join(folder.path, 'logs (3).csv')]);
    const texts = await Promise.all(
      ['logs.csv', 'logs (2).csv', 'logs (3).csv'].map((name) => readFile(join(folder.path, name), 'utf8')),
    );
    assert.deepEqual(texts, ['old', 'mine', 'new']);
    assert.equal((await readdir(folder.path)).length, 3);
  });

  it('is kept beside as a copy where the finished file itself is held', async () => {
    undo = failingDisk('rename', 'EPERM', /\.csv$/);
    const { error } = await written({ keepsBeside: true });
    assert.ok(error instanceof FileInUseError);
    assert.equal(error.keptAt, join(folder.path, 'logs (2).csv'));
    assert.equal(await readFile(error.keptAt, 'utf8'), 'new');
    assert.deepEqual((await readdir(folder.path)).sort(), ['logs (2).csv', 'logs.csv']);
  });

  it('stays alone where nothing is to be kept', async () => {
    undo = failingDisk('rename', 'EBUSY', /logs\.csv$/);
    const { error } = await written();
    assert.ok(error instanceof FileInUseError && error.keptAt === undefined);
    assert.deepEqual(await readdir(folder.path), ['logs.csv']);
    assert.equal(await readFile(file(), 'utf8'), 'old');
  });

  it('is waited for until that is cancelled', async () => {
    undo = failingDisk('rename', 'EBUSY', /logs\.csv$/);
    const stop = new AbortController();
    let checks = 0;
    const check = () => {
      if (++checks === 3) stop.abort();
      return Promise.resolve();
    };
    const { error, waits } = await written({ keepsBeside: true, signal: stop.signal, check });
    assert.match(String(error), /Cancelled/);
    assert.equal(waits.length, 3);
    assert.deepEqual(await readdir(folder.path), ['logs.csv']);
  });

  it('is not replaced where the check before each attempt fails', async () => {
    undo = failingDisk('rename', 'EBUSY', /logs\.csv$/, 2);
    let checks = 0;
    const check = () => (++checks < 3 ? Promise.resolve() : Promise.reject(new Error('not mine')));
    const { error } = await written({ check });
    assert.match(String(error), /not mine/);
    assert.equal(await readFile(file(), 'utf8'), 'old');
    assert.deepEqual(await readdir(folder.path), ['logs.csv']);
  });

  it('is no folder: that is said at once', async () => {
    await mkdir(join(folder.path, 'b.csv', 'full'), { recursive: true });
    await assert.rejects(writeWholeFile(join(folder.path, 'b.csv'), 'text'), { code: /EISDIR|ENOTEMPTY|EEXIST/ });
  });
});

describe('a disk that can’t sync', () => {
  const folder = useFolder();

  for (const code of ['EINVAL', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EPERM']) {
    it(`takes files all the same (${code})`, async () => {
      const undo = await failingSync(code);
      try {
        await writeWholeFile(join(folder.path, 'a'), 'text');
      } finally {
        undo();
      }
      assert.equal(await readFile(join(folder.path, 'a'), 'utf8'), 'text');
    });
  }

  it('is told from one that fails', async () => {
    const undo = await failingSync('EIO');
    try {
      await assert.rejects(writeWholeFile(join(folder.path, 'a'), 'text'), { code: 'EIO' });
    } finally {
      undo();
    }
    assert.deepEqual(await readdir(folder.path), []);
  });
});

describe('the name of a temporary file', () => {
  it('is one of ours only in our form', () => {
    const id = '5e2f1c84-7a3b-4d90-9c61-2b8e4f70a1d3';
    for (const name of [`.2025-03.csv.${id}.tmp`, `.index.json.${id}.tmp`]) assert.ok(isUnfinished(name), name);
    for (const name of ['notes.tmp', '.half.tmp', `2025-03.csv.${id}.tmp`, `.a.${id}.tmp.csv`, `.${id}.tmp`])
      assert.ok(!isUnfinished(name), name);
  });
});
