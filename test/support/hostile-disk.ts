// Full and read-only disks: small ones mounted at the folder under test. On Linux only root may mount them; for
// everyone else a folder can be made read-only.
import { execFile } from 'node:child_process';
import { chmod, mkdir } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const isRoot = process.platform === 'linux' && process.getuid?.() === 0;

/** Reverts what was done to a folder. */
export type Undo = () => Promise<void>;

/** Mounts a disk of `bytes` bytes at a folder, which is created if missing; undefined if that is not possible. */
export async function smallDisk(folder: string, bytes: number): Promise<Undo | undefined> {
  return mounted(folder, `size=${bytes}`);
}

/** Makes a folder read-only, creating it if missing; undefined if that is not possible. */
export async function readOnly(folder: string): Promise<Undo | undefined> {
  if (isRoot) return mounted(folder, 'ro');
  // Windows and root ignore a folder's mode.
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
