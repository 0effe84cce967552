import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type It = (title: string, run: Mocha.Func | Mocha.AsyncFunc) => unknown;

/** Whether this system lets us make symbolic links: Windows wants developer mode or an administrator for them. */
export const hasLinks = canLink();

/** Whether this system has devices and pipes among its files. */
export const hasDevices = process.platform !== 'win32';

/** A test that makes symbolic links; where the system allows none, it is skipped, and its title says why. */
export const itWithLinks: It = whereThere(hasLinks, 'this system allows no symbolic links');

/** A test of devices and pipes (and links to them); where the system has none, it is skipped, and its title says why. */
export const itWithDevices: It = whereThere(hasDevices && hasLinks, 'this system has no devices among its files');

/** A test of files that tell no size, such as those in `/proc`; elsewhere, it is skipped, and its title says why. */
export const itOnLinux: It = whereThere(process.platform === 'linux', 'only Linux has such files');

function whereThere(isThere: boolean, why: string): It {
  return (title, run) => (isThere ? it(title, run) : it.skip(`${title} (skipped: ${why})`, run));
}

function canLink(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'forge-console-test-link-'));
  try {
    symlinkSync(folder, join(folder, 'link'));
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
