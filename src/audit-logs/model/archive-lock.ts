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

/** Name of the file that says who works on an archive. */
export const lockFile = '.lock';

/**
 * The holder says so often that it is alive, in milliseconds; one that is silent for the second time is none any more.
 */
const heartbeatMs = 20_000;
const silentMs = 120_000;
const pollMs = 100;

/**
 * Does something while no other window or process does anything to the archive in a folder; waits for its turn. A
 * holder that was killed does not hold on: its process is gone, or on another machine its file is not touched any more.
 */
export async function withArchiveLock<T>(folder: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const file = join(folder, lockFile);
  const mine = JSON.stringify({ process: process.pid, host: hostname(), id: randomUUID() });
  while (!(await taken(file, mine))) {
    await freeIfAbandoned(file);
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

async function taken(file: string, mine: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx');
    try {
      await handle.writeFile(mine);
    } catch (error) {
      // A full disk takes a name, but no text.
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

/** Removes the lock of a holder that is gone. Moved away first, so that of several who see that just one removes it. */
async function freeIfAbandoned(file: string): Promise<void> {
  const seen = await textOf(file);
  if (!(await isAbandoned(file, seen ?? '')) || seen === undefined) return;
  const aside = `${file}.${randomUUID()}.tmp`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  // Somebody else freed and took it between the look and the move: it is theirs, and goes back.
  if ((await textOf(aside)) !== seen) await rename(aside, file).catch(() => undefined);
  else await rm(aside, { force: true });
}

async function isAbandoned(file: string, text: string): Promise<boolean> {
  const touched = await stat(file).catch(() => undefined);
  if (touched === undefined) return false;
  if (!touched.isFile()) throw new ForgeError('damaged', `${lockFile} of the audit archive is no file; remove it`);
  // A clock that was set back leaves times that lie ahead.
  if (Math.abs(Date.now() - touched.mtimeMs) > silentMs) return true;
  const holder = holderOf(text);
  // Not written yet, or killed between making and writing the file: that shows after a while.
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

/** The text of the lock; undefined where there is none, or something that is no file. */
async function textOf(file: string): Promise<string | undefined> {
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() === true ? readFile(file, 'utf8').catch(() => undefined) : undefined;
}
