// Not proper-lockfile: it knows only the age of a lock, so a holder that was killed blocks the next one until the lock
// is stale, and waiting can't be cancelled. This lock names the process that holds it.
import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { systemClock } from '../../core/clock.ts';
import { ForgeError } from '../../core/errors.ts';
import { errorCode } from '../../files/error-code.ts';

/** The name of the lock file in an archive's folder. */
export const lockFile = '.lock';

/** How often the holder touches its lock, and after how long without that the lock is stale. In milliseconds. */
const heartbeatMs = 20_000;
const staleMs = 120_000;
const pollMs = 100;

/**
 * Runs `work` with the lock of an archive's folder, and waits for it if another window or process has it. The lock of a
 * process that was killed is stale: at once on the same machine, after two minutes on another. Throws `cancelled`,
 * `damaged` if the lock is not a file, and what `work` throws.
 */
export async function withArchiveLock<T>(folder: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const file = join(folder, lockFile);
  const mine = JSON.stringify({ process: process.pid, host: hostname(), id: randomUUID() });
  while (!(await tryLock(file, mine))) {
    await removeIfStale(file);
    await systemClock.wait(pollMs, signal);
  }
  const heartbeat = setInterval(() => void utimes(file, new Date(), new Date()).catch(() => undefined), heartbeatMs);
  heartbeat.unref();
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    if ((await textOf(file)) === mine) await rm(file, { force: true });
  }
}

async function tryLock(file: string, mine: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx');
    try {
      await handle.writeFile(mine);
    } catch (error) {
      // On a full disk a file can be created, but not written.
      await rm(file, { force: true });
      throw error;
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Removes a stale lock. It is renamed first, so that only one of several waiting processes removes it. */
async function removeIfStale(file: string): Promise<void> {
  const seen = await textOf(file);
  if (!(await isStale(file, seen ?? '')) || seen === undefined) return;
  const aside = `${file}.${randomUUID()}.tmp`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  // Another process has replaced the stale lock by its own meanwhile: that one is put back.
  if ((await textOf(aside)) !== seen) await rename(aside, file).catch(() => undefined);
  else await rm(aside, { force: true });
}

async function isStale(file: string, text: string): Promise<boolean> {
  const touched = await stat(file).catch(() => undefined);
  if (touched === undefined) return false;
  if (!touched.isFile()) throw new ForgeError('damaged', `${lockFile} of the audit archive is no file; remove it`);
  // After a clock was set back, the time may be in the future.
  if (Math.abs(Date.now() - touched.mtimeMs) > staleMs) return true;
  const holder = holderOf(text);
  // The holder is about to write the file, or was killed before that: the age tells which.
  if (holder === undefined) return Date.now() - touched.mtimeMs > 1000;
  return holder.host === hostname() && !isAlive(holder.process);
}

function holderOf(text: string): { process: number; host: string } | undefined {
  try {
    return z.object({ process: z.number(), host: z.string() }).safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/** The text of the lock; undefined if it doesn't exist or is not a file. */
async function textOf(file: string): Promise<string | undefined> {
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() === true ? readFile(file, 'utf8').catch(() => undefined) : undefined;
}
