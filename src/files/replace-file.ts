import { copyFile, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { type Clock, systemClock } from '../core/clock.ts';
import { errorCode } from './error-code.ts';

/**
 * A finished file that could not take its place, because another program keeps the file there open. The `code` is
 * `EBUSY`, whatever the system called it.
 */
export class FileInUseError extends Error {
  readonly code = 'EBUSY';
  /** The path of the file that is in use. */
  readonly path: string;
  /** Where the finished file is kept; undefined if it was removed. */
  readonly keptAt: string | undefined;

  constructor(path: string, keptAt: string | undefined, cause: unknown) {
    super(`${basename(path)} is in use by another program`, { cause });
    this.name = 'FileInUseError';
    [this.path, this.keptAt] = [path, keptAt];
  }
}

export interface ReplaceOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called before each attempt; the file is not replaced if it throws. */
  readonly check?: (() => Promise<void>) | undefined;
  /** Called once, when the file turns out to be in use. */
  readonly onInUse?: (() => void) | undefined;
  readonly clock?: Clock | undefined;
}

/** The pauses between attempts, in milliseconds: about 10 seconds in all, as long as a virus scanner may take. */
const pausesMs = [20, 50, 100, 200, 400, 800, 1200, 1800, 2400, 3000];

/** What systems report if another program has a file open: Windows mostly `EPERM`. */
const inUse: readonly unknown[] = ['EPERM', 'EACCES', 'EBUSY', 'ETXTBSY'];

/**
 * Moves a finished file over `path`. If another program has that one open, tries again for about 10 seconds. Throws
 * `cancelled`, what `check` throws, the last `FileInUseError` without the file being kept, or any other error of the
 * file system.
 */
export async function replaceFile(finished: string, path: string, options: ReplaceOptions = {}): Promise<void> {
  const { signal, check, onInUse, clock = systemClock } = options;
  for (let attempt = 0; ; attempt++) {
    await check?.();
    try {
      await rename(finished, path);
      return;
    } catch (error) {
      if (!inUse.includes(errorCode(error))) throw error;
      const pause = pausesMs[attempt];
      if (pause === undefined) throw new FileInUseError(path, undefined, error);
      if (attempt === 0) onInUse?.();
      await clock.wait(pause, signal);
    }
  }
}

/**
 * Moves a finished file beside `path`, under a name that is free: `logs (2).csv`. Returns its path. Where it can't be
 * moved there either, a virus scanner holds the finished file itself, and it is copied.
 */
export async function keepBeside(finished: string, path: string): Promise<string> {
  const extension = extname(path);
  const stem = basename(path, extension);
  for (let number = 2; ; number++) {
    const beside = join(dirname(path), `${stem} (${number})${extension}`);
    try {
      // Created first, so that the file that is replaced is ours.
      await (await open(beside, 'wx')).close();
    } catch (error) {
      if (errorCode(error) === 'EEXIST') continue;
      throw error;
    }
    try {
      await rename(finished, beside).catch(() => copyFile(finished, beside));
      await rm(finished, { force: true }).catch(() => undefined);
      return beside;
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
  }
}
