import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type HeldLock, withArchiveLock } from '../../../../src/audit-logs/model/archive-lock.ts';
import type { Holder } from '../../../../src/audit-logs/model/lock-holder.ts';
import { type Clock, systemClock } from '../../../../src/core/clock.ts';
import { isHere, thisProcess } from '../../../../src/files/running-process.ts';
import { failingDisk } from '../../../support/disk-faults.ts';
import { useFolder } from '../../../support/folder.ts';
import { failure } from '../../../support/use-gateway.ts';

/** A process that has ended: Linux gives no such number. */
const nobody = 2 ** 22 + 1;

describe('the lock of an archive', () => {
  const folder = useFolder();
  const lock = () => join(folder.path, '.lock');
  let undo: () => void = () => undefined;
  afterEach(() => undo());

  /** The lock of another process that lives, here or elsewhere. */
  const lockOf = (more: Partial<Holder>, beat = 1) =>
    writeFile(
      lock(),
      JSON.stringify({ ...thisProcess(), process: process.ppid, id: 'x', beat: String(beat), ...more }),
    );

  /**
   * Takes the lock on a clock on which waiting takes no time, for `mostMs` at most. Returns how long was waited;
   * undefined if the lock was not had. `meanwhile` is called at each look at the lock.
   */
  async function waited(mostMs = 3_600_000, meanwhile: (ms: number) => unknown = () => undefined) {
    let ms = 0;
    const stop = new AbortController();
    const clock: Clock = {
      ...systemClock,
      async wait(pause) {
        ms += pause;
        await meanwhile(ms);
        if (ms > mostMs) stop.abort();
        await systemClock.wait(0, stop.signal);
      },
    };
    const had = await withArchiveLock(folder.path, { signal: stop.signal, clock }, () => Promise.resolve(true)).catch(
      (error: unknown) => {
        if (stop.signal.aborted) return false;
        throw error;
      },
    );
    return had ? ms : undefined;
  }

  it('of a process here that has ended is taken at once', async () => {
    await lockOf({ process: nobody });
    assert.equal(await waited(), 0);
    assert.deepEqual(await readdir(folder.path), []);
  });

  it('of a living process here is not taken however long the computer slept', async () => {
    await lockOf({});
    assert.equal(await waited(300_000), undefined);
    assert.match(await readFile(lock(), 'utf8'), /"id":"x"/);
  });

  it('of a living process that counts on is never taken', async () => {
    await lockOf({});
    const had = await waited(1_500_000, (ms) => ms % 20_000 === 0 && lockOf({}, ms));
    assert.equal(had, undefined);
  });

  it('of another process with the number of one that ended is taken in the end', async () => {
    await lockOf({});
    const ms = await waited();
    assert.ok(ms !== undefined && ms >= 600_000 && ms < 610_000, String(ms));
  });

  for (const [what, more] of Object.entries<Partial<Holder>>({
    'another platform, such as Windows beside WSL': { platform: 'win32' },
    'another container': { namespace: 'pid:[1]' },
    'another start of the computer': { boot: 'another' },
  })) {
    it(`of ${what} is judged by its heartbeat, not by a process number`, async () => {
      await lockOf({ process: nobody, ...more });
      assert.ok(!isHere({ ...thisProcess(), id: 'x', beat: '0', ...more }));
      const ms = await waited();
      assert.ok(ms !== undefined && ms >= 120_000 && ms < 125_000, String(ms));
      await lockOf({ process: nobody, ...more });
      assert.equal(
        await waited(600_000, (now) => now % 20_000 === 0 && lockOf({ process: nobody, ...more }, now)),
        undefined,
      );
    });
  }

  it('that this process left over is taken at once', async () => {
    undo = failingDisk('rm', 'EBUSY', /\.lock$/);
    assert.equal(
      await withArchiveLock(folder.path, { signal: new AbortController().signal }, () => Promise.resolve(7)),
      7,
    );
    assert.deepEqual(await readdir(folder.path), ['.lock']);
    undo();
    assert.equal(await waited(), 0);
  });

  it('never stands in for the result of the work, nor for its error', async () => {
    undo = failingDisk('rm', 'EBUSY', /\.lock$/);
    const work = () => Promise.reject(new Error('mine'));
    await assert.rejects(withArchiveLock(folder.path, { signal: new AbortController().signal }, work), /mine/);
  });

  it('that can’t be created for a moment is waited for', async () => {
    for (const code of ['EPERM', 'EACCES', 'EBUSY']) {
      undo = failingDisk('open', code, /\.lock$/, 5);
      const ms = await waited();
      assert.ok(ms !== undefined && ms >= 400 && ms < 1000, `${code}: ${ms}`);
      undo();
    }
  });

  it('that can’t be created at all is no contention', async () => {
    undo = failingDisk('open', 'EPERM', /\.lock$/);
    await assert.rejects(waited(), { code: 'EPERM' });
  });

  it('is had by one after another, who say that they wait', async () => {
    let [inside, waiting] = [0, 0];
    const orders: number[] = [];
    await Promise.all(
      Array.from({ length: 5 }, (_, number) =>
        withArchiveLock(
          folder.path,
          { signal: AbortSignal.timeout(9000), onWaiting: () => waiting++ },
          async ({ check }) => {
            assert.equal(++inside, 1);
            await check();
            await systemClock.wait(10);
            orders.push(number);
            inside--;
          },
        ),
      ),
    );
    assert.deepEqual(orders.sort(), [0, 1, 2, 3, 4]);
    assert.ok(waiting >= 4);
  });

  it('that was taken meanwhile is noticed, and the work begun again', async () => {
    const runs: string[] = [];
    const work = async ({ check }: HeldLock) => {
      runs.push('begun');
      if (runs.length === 1) await lockOf({ process: nobody, id: 'taker' });
      await check();
      return 'done';
    };
    assert.equal(await withArchiveLock(folder.path, { signal: AbortSignal.timeout(9000) }, work), 'done');
    assert.equal(runs.length, 2);
  });

  const impossible: Readonly<Record<string, () => Promise<unknown>>> = {
    'is no file': () => mkdir(lock()),
    'is too large for a lock': () => writeFile(lock(), ' '.repeat(65 * 1024)),
  };
  for (const [what, make] of Object.entries(impossible))
    it(`that ${what} is damaged`, async () => {
      await make();
      const error = await failure(
        withArchiveLock(folder.path, { signal: AbortSignal.timeout(1000) }, () => Promise.resolve()),
      );
      assert.equal(error.kind, 'damaged');
      assert.ok(error.message.includes(what), error.message);
    });
});
