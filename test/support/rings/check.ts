import { join } from 'node:path';
import { root } from '../paths.ts';
import { exitCode, start } from '../host/processes.ts';
import type { Ring } from './ring.ts';

/** A check that passes or fails as a whole: a script of an installed package, run with the given arguments. */
export function checkRing(name: string, script: string, args: string[]): Ring {
  return {
    name,
    folders: [],
    async run() {
      const child = start(process.execPath, [join(root, 'node_modules', script), ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
      const failed = (await exitCode(child)) === 0 ? 0 : 1;
      return { passed: 1 - failed, failed, skipped: 0 };
    },
  };
}
