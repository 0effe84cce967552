// Disks that are full or may not be written to: small ones of their own, mounted where a test works. Linux lets only
// its superuser mount them; for everyone else a folder can be locked.
import { execFile } from 'node:child_process';
import { chmod, mkdir } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const isRoot = process.platform === 'linux' && process.getuid?.() === 0;

/** Undoes what was done to a folder. */
export type Undo = () => Promise<void>;

/**
 * Puts a disk of so many bytes in the place of a folder, which is made where it is missing; undefined where that can't
 * be done.
 */
export async function smallDisk(folder: string, bytes: number): Promise<Undo | undefined> {
  return mounted(folder, `size=${bytes}`);
}

/**
 * Makes that nothing can be written into a folder, which is made where it is missing; undefined where that can't be
 * done.
 */
export async function readOnly(folder: string): Promise<Undo | undefined> {
  if (isRoot) return mounted(folder, 'ro');
  // Neither Windows nor a superuser heeds a folder's mode.
  if (process.platform === 'win32' || process.getuid?.() === 0) return undefined;
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o500);
  return () => chmod(folder, 0o700);
}

async function mounted(folder: string, options: string): Promise<Undo | undefined> {
  if (!isRoot) return undefined;
  await mkdir(folder, { recursive: true });
  try {
    await run('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
  } catch {
    return undefined;
  }
  return async () => {
    await run('umount', ['--lazy', folder]);
  };
}
