import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { dirname, join } from 'node:path';

/** Makes a repository of a folder. */
export async function initRepository(folder: string): Promise<void> {
  await git(folder, ['init', '-q'], '');
}

/**
 * Those of some paths that git itself ignores by `.gitignore` files, which are written into the repository; `gitignores`
 * has their texts by folder. The paths need not exist.
 */
export async function ignoredByGit(
  repository: string,
  gitignores: ReadonlyMap<string, string>,
  paths: readonly string[],
): Promise<string[]> {
  for (const [folder, text] of gitignores) {
    const file = join(repository, folder, '.gitignore');
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  const options = ['-c', 'core.excludesFile=', '-c', 'core.ignoreCase=false'];
  const listed = await git(repository, [...options, 'check-ignore', '--no-index', '-z', '--stdin'], paths.join('\0'));
  return listed.split('\0').filter(Boolean);
}

async function git(folder: string, args: readonly string[], input: string): Promise<string> {
  const child = spawn('git', args, { cwd: folder, stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  child.stdin.end(input);
  const [printed, failed] = await Promise.all([buffer(child.stdout), buffer(child.stderr)]);
  const [code] = (await ended) as [number];
  // 1 says that no path is ignored.
  if (code > 1) throw new Error(`git ${args.join(' ')}: ${failed.toString()}`);
  return printed.toString();
}
