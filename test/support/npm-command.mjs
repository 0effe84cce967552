// Plain JavaScript, because set-up uses it on a Node that can't read TypeScript.
import { existsSync } from 'node:fs';
import { posix, win32 } from 'node:path';

/**
 * Returns how npm is started without a shell: a program and its first arguments. On Windows, `npm` is a command script,
 * which Node starts only through a shell (CVE-2024-27980); so Node runs npm's own script: the one that runs this
 * process, else the one beside Node or beside `npm` on PATH. yarn and pnpm, which may run this process too, are not npm.
 */
export function npmCommand({
  platform = process.platform,
  env = process.env,
  node = process.execPath,
  exists = existsSync,
} = {}) {
  const isWindows = platform === 'win32';
  const { basename, delimiter, dirname, join } = isWindows ? win32 : posix;
  const running = env.npm_execpath ?? '';
  const folders = [dirname(node), ...(env.PATH ?? '').split(delimiter).filter(Boolean)];
  const beside = folders.map((folder) =>
    isWindows
      ? join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js')
      : join(folder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  );
  const script = [...(basename(running) === 'npm-cli.js' ? [running] : []), ...beside].find(exists);
  return script === undefined ? ['npm'] : [node, script];
}
