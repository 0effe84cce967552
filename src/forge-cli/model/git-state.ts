import { runProgram } from './run-program.ts';

/** What git knows of a folder. */
export interface GitState {
  /** Absent for a commit without a branch. */
  readonly branch?: string;
  /** The abbreviated hash and the subject; absent before the first commit. */
  readonly commit?: { readonly hash: string; readonly subject: string };
  /** Files of the folder that differ from the commit, by their paths in the repository. */
  readonly changed: readonly string[];
}

const timeoutMs = 10_000;

/** What git knows of a folder; undefined if it is in no repository or git can't be asked. Takes no locks. Never throws. */
export async function gitState(folder: string, env: NodeJS.ProcessEnv): Promise<GitState | undefined> {
  const git = (...args: readonly string[]) =>
    runProgram('git', ['--no-optional-locks', ...args], { folder, env, timeoutMs });
  const [status, log] = await Promise.all([
    // Whatever the person's settings leave out, the Forge CLI deploys.
    git('status', '--porcelain=v1', '-z', '--branch', '--untracked-files=normal', '--', '.'),
    git('log', '-1', '--format=%h %s', '--encoding=UTF-8', '--no-show-signature'),
  ]);
  if (status.exitCode !== 0) return undefined;
  return readGitState(status.output, log.exitCode === 0 ? log.output : '');
}

/** Reads `git status --porcelain=v1 -z --branch` and `git log -1 --format=%h %s`. */
export function readGitState(status: string, log: string): GitState {
  const [head = '', ...entries] = status.split('\0');
  const branch = /^## (?:No commits yet on )?(.+?)(?:\.\.\..*)?$/.exec(head)?.[1];
  const [, hash, subject] = /^([0-9a-f]{4,64}) ?(.*)/.exec(log) ?? [];
  const changed: string[] = [];
  for (let index = 0; index < entries.length; index++) {
    const entry = entries[index] ?? '';
    if (entry.length > 3) changed.push(entry.slice(3));
    // The old name of what was renamed or copied follows as an entry of its own.
    if (/^[RC]/.test(entry)) index++;
  }
  return {
    ...(branch !== undefined && !branch.startsWith('HEAD (no branch)') && { branch }),
    ...(hash !== undefined && { commit: { hash, subject: subject ?? '' } }),
    changed,
  };
}
