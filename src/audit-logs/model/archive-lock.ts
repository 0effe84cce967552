// Not proper-lockfile: it knows only the age of a lock, so a holder that was killed blocks the next one until the lock
// is stale, and waiting can't be cancelled. This lock names the process that holds it.
import { randomUUID } from 'node:crypto';
import { access, constants, type FileHandle, link, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Clock, systemClock } from '../../core/clock.ts';
import { ForgeError } from '../../core/errors.ts';
import { errorCode } from '../../files/error-code.ts';
import { readFileUpTo } from '../../files/regular-file.ts';
import { isGone, isHere, thisProcess } from '../../files/running-process.ts';
import { type Holder, holderOf } from './lock-holder.ts';

/** The name of the lock file in an archive's folder. */
export const lockFile = '.lock';

/** How often the holder counts on in its lock, and how often others look at it, at first and then. In milliseconds. */
const heartbeatMs = 20_000;
const [firstPollMs, pollMs, firstMs] = [100, 1000, 5000];

/**
 * For how long a lock has to be seen unchanged before it is taken, in milliseconds: one of another computer or
 * container, and one of a living process here, which may be held up, or whose number another process has by now.
 */
const silentMs = { elsewhere: 120_000, here: 600_000 };

/** How long a lock that can't be created is waited for although none is there. In milliseconds. */
const creatingMs = 10_000;

/** What the holder of a lock may ask of it. */
export interface HeldLock {
  /** Throws if the lock is another's by now: then nothing may be written. */
  readonly check: () => Promise<void>;
}

export interface LockOptions {
  readonly signal: AbortSignal;
  /** Called once if another window or process has the lock. */
  readonly onWaiting?: (() => void) | undefined;
  readonly clock?: Clock | undefined;
}

/** The lock was taken by another while its holder was held up. */
class LockLostError extends Error {}

/** Locks that this process holds; any other that names this process is left over. */
const held = new Set<string>();

/**
 * Runs `work` with the lock of an archive's folder, and waits for it if another window or process has it. The lock of a
 * process here that has ended is taken at once, any other once its holder has been silent for long, as this process
 * sees it. If the lock is lost while `work` runs, `work` is run again. Throws `cancelled`, `damaged` if the lock is not
 * a file, and what `work` throws.
 */
export async function withArchiveLock<T>(
  folder: string,
  options: LockOptions,
  work: (lock: HeldLock) => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await runLocked(join(folder, lockFile), options, work);
    } catch (error) {
      if (!(error instanceof LockLostError)) throw error;
    }
  }
}

async function runLocked<T>(file: string, options: LockOptions, work: (lock: HeldLock) => Promise<T>): Promise<T> {
  const { clock = systemClock } = options;
  const id = randomUUID();
  const handle = await acquire(file, id, options, clock);
  held.add(id);
  let beat = 0;
  let stop: () => void = () => undefined;
  const countOn = () => {
    stop = clock.after(heartbeatMs, () => {
      void writeHolder(handle, id, ++beat).catch(() => undefined);
      countOn();
    });
  };
  countOn();
  try {
    return await work({
      async check() {
        if (holderOf(await textOf(file))?.id !== id) throw new LockLostError();
      },
    });
  } finally {
    stop();
    held.delete(id);
    await release(file, handle, id);
  }
}

/** Creates the lock as soon as it is free. */
async function acquire(file: string, id: string, options: LockOptions, clock: Clock): Promise<FileHandle> {
  const { signal, onWaiting } = options;
  /** What was seen last, and for how long; the time during which this process slept does not count. */
  let [seen, unchangedMs, failingMs] = ['', 0, 0];
  let [waitedMs, pausedMs] = [0, 0];
  for (let isFirst = true; ; isFirst = false) {
    const outcome = await tryCreate(file, id);
    if ('handle' in outcome) return outcome.handle;
    const text = await textOf(file);
    if (text === undefined && outcome.error !== undefined) {
      if (failingMs >= creatingMs || !(await isWritable(file))) throw outcome.error;
      failingMs += pausedMs;
    }
    [seen, unchangedMs] = text === seen ? [seen, unchangedMs + pausedMs] : [text ?? '', 0];
    if (text !== undefined && mayTake(text, unchangedMs)) await takeAway(file, text);
    else {
      if (isFirst) onWaiting?.();
      pausedMs = waitedMs < firstMs ? firstPollMs : pollMs;
      waitedMs += pausedMs;
      await clock.wait(pausedMs, signal);
    }
  }
}

/** Creates the lock; otherwise returns the error, or undefined if there is a lock. */
async function tryCreate(file: string, id: string): Promise<{ handle: FileHandle } | { error: Error | undefined }> {
  let handle: FileHandle;
  try {
    handle = await open(file, 'wx');
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EEXIST') return { error: undefined };
    // Windows reports so while the file is being deleted, and while a virus scanner reads it.
    const isHeldUp = code === 'EPERM' || code === 'EACCES' || code === 'EBUSY';
    if (isHeldUp && error instanceof Error) return { error };
    throw error;
  }
  try {
    await writeHolder(handle, id, 0);
    return { handle };
  } catch (error) {
    // On a full disk a file can be created, but not written.
    await handle.close();
    await rm(file, { force: true });
    throw error;
  }
}

/** Writes who holds the lock, in as many bytes each time. */
async function writeHolder(handle: FileHandle, id: string, beat: number): Promise<void> {
  const holder: Holder = { ...thisProcess(), id, beat: String(beat).padStart(9, '0') };
  await handle.write(JSON.stringify(holder), 0);
}

function mayTake(text: string, unchangedMs: number): boolean {
  const holder = holderOf(text);
  // The holder is about to write the file, or was killed before that; or the lock is of an earlier version.
  if (holder === undefined) return unchangedMs >= (text === '' ? 1000 : silentMs.elsewhere);
  if (!isHere(holder)) return unchangedMs >= silentMs.elsewhere;
  if (holder.process === process.pid) return !held.has(holder.id);
  return isGone(holder) || unchangedMs >= silentMs.here;
}

/** Removes a lock. It is renamed first, so that only one of several waiting processes removes it. */
async function takeAway(file: string, seen: string): Promise<void> {
  const aside = `${file}.${randomUUID()}.tmp`;
  try {
    await rename(file, aside);
  } catch {
    // Another has done so, or has the file open: it is tried again.
    return;
  }
  // Another process has replaced the lock by its own meanwhile: that one is put back, unless there is a third.
  if ((await textOf(aside)) !== seen) await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true }).catch(() => undefined);
}

/** Never throws: the result of the work counts, and a lock that stays is known to be left over. */
async function release(file: string, handle: FileHandle, id: string): Promise<void> {
  await handle.close().catch(() => undefined);
  if (holderOf(await textOf(file).catch(() => undefined))?.id !== id) return;
  await rm(file, { force: true, maxRetries: 3, retryDelay: 50 }).catch(() => undefined);
}

async function isWritable(file: string): Promise<boolean> {
  return access(dirname(file), constants.W_OK).then(
    () => true,
    () => false,
  );
}

/** What a lock may hold: ours have a few hundred bytes, and the workspace may come from somebody else. */
const mostLockBytes = 64 * 1024;

/** The text of the lock; undefined if it can't be read now. Throws `damaged` for what can't be a lock. */
async function textOf(file: string): Promise<string | undefined> {
  const content = await readFileUpTo(file, mostLockBytes).catch(() => undefined);
  if (content === 'noFile' || content === 'tooLarge') {
    const what = content === 'noFile' ? 'is no file' : 'is too large for a lock';
    throw new ForgeError('damaged', `${lockFile} of the audit archive ${what}; remove it`);
  }
  return content?.toString();
}
