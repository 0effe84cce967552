import { execFile } from 'node:child_process';

/** What a program printed until it ended. */
export interface ProgramResult {
  /** Undefined where it was not started or had to be ended. */
  readonly exitCode: number | undefined;
  /** What it printed, without colours, up to 1 MB each. */
  readonly output: string;
  readonly errors: string;
}

export interface ProgramOptions {
  readonly folder: string;
  /** The environment of the program, whole. */
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

const mostBytes = 1024 * 1024;

/** For the environment of programs: Windows would look for one in the folder first, which may be anybody's. */
export const notInFolder = { NoDefaultCurrentDirectoryInExePath: '1' } as const;

/** Windows starts scripts of npm only with its shell. */
export function needsShell(program: string, platform: string = process.platform): boolean {
  return platform === 'win32' && /\.(?:cmd|bat)$/i.test(program);
}

/**
 * Runs a program until it ends and returns what it printed; never throws. Arguments must be plain words: where a shell
 * has to start the program, it reads them too.
 */
export function runProgram(
  program: string,
  args: readonly string[],
  { folder, env, timeoutMs, signal }: ProgramOptions,
): Promise<ProgramResult> {
  const shell = needsShell(program);
  return new Promise((resolve) => {
    execFile(
      shell ? `"${program}"` : program,
      args,
      {
        cwd: folder,
        env: { ...env, ...notInFolder, NO_COLOR: '1', FORCE_COLOR: undefined },
        timeout: timeoutMs,
        maxBuffer: mostBytes,
        windowsHide: true,
        shell,
        ...(signal && { signal }),
      },
      (error, output, errors) => {
        const code = error?.code;
        const exitCode = typeof code === 'number' ? code : undefined;
        resolve({ exitCode: error === null ? 0 : exitCode, output, errors });
      },
    );
  });
}
