// Failures of the disk, as another program, a virus scanner or a network disk causes them. They are injected into Node's
// own functions, so that the product's code runs as it is.
import promises, { type FileHandle, open } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Call = 'open' | 'rename' | 'rm' | 'link';

/** An error as the system reports it. */
export function diskError(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: injected`), { code, syscall: 'injected' });
}

/**
 * Makes calls of a function of the file system fail with `code` for the next `times` paths that match; undo with the
 * returned function. `to` looks at the last path: the target of a move.
 */
export function failingDisk(call: Call, code: string, paths: RegExp, times = Infinity): () => void {
  const real: (...args: unknown[]) => Promise<unknown> = promises[call] as never;
  let left = times;
  const failing = async (...args: unknown[]): Promise<unknown> => {
    const path = String(call === 'rename' || call === 'link' ? args[1] : args[0]);
    if (!paths.test(path) || left <= 0) return real(...args);
    left--;
    throw diskError(code);
  };
  Object.assign(promises, { [call]: failing });
  syncBuiltinESMExports();
  return () => {
    Object.assign(promises, { [call]: real });
    syncBuiltinESMExports();
  };
}

/** Makes syncing files fail with `code`; undo with the returned function. */
export async function failingSync(code: string): Promise<() => void> {
  const probe = await open(join(tmpdir(), 'forge-console-test-sync-probe'), 'a');
  const handle = Object.getPrototypeOf(probe) as FileHandle;
  await probe.close();
  const real = Object.getOwnPropertyDescriptor(handle, 'sync') ?? {};
  handle.sync = () => Promise.reject(diskError(code));
  return () => {
    Object.defineProperty(handle, 'sync', real);
  };
}
