import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What a stand-in prints and returns. One that `stays` runs until it is ended. */
interface Answer {
  readonly output?: string;
  readonly errors?: string;
  readonly exitCode?: number;
  readonly stays?: boolean;
}

/** How a stand-in was called. */
export interface StandInCall {
  readonly args: readonly string[];
  readonly folder: string;
  readonly email?: string;
  readonly token?: string;
}

/** A program that stands in for another. */
export interface StandIn {
  readonly path: string;
  /** Its calls so far, in order. */
  calls(): Promise<readonly StandInCall[]>;
}

/** What `forge whoami` of CLI 13.3.0 prints. */
export function whoami(name: string, email: string, accountId: string): string {
  return `Logged in as ${name} (${email})\nAccount ID: ${accountId}\n`;
}

/** Writes a program at a path, on Windows as a script `.cmd`. It answers by its first argument; without an answer it fails. */
export async function writeStandIn(path: string, answers: Readonly<Record<string, Answer>>): Promise<StandIn> {
  const [script, log] = [`${path}-stand-in.cjs`, `${path}-calls`];
  await mkdir(dirname(path), { recursive: true });
  await writeFile(
    script,
    `const { appendFileSync } = require('node:fs');
const args = process.argv.slice(2);
const { FORGE_EMAIL: email, FORGE_API_TOKEN: token } = process.env;
appendFileSync(${JSON.stringify(log)}, JSON.stringify({ args, folder: process.cwd(), email, token }) + '\\n');
const answer = ${JSON.stringify(answers)}[args[0]] ?? { errors: 'Error: unknown command\\n', exitCode: 1 };
const isColored = process.env.FORCE_COLOR !== undefined;
process.stdout.write(isColored ? (answer.output ?? '').replace(/\\w+/g, '\\x1b[1m$&\\x1b[22m') : (answer.output ?? ''));
process.stderr.write(answer.errors ?? '');
process.exitCode = answer.exitCode ?? 0;
if (answer.stays) setInterval(() => undefined, 1000);
`,
  );
  // Within VS Code, this process is not Node alone.
  const isWindows = process.platform === 'win32';
  const program = isWindows ? `${path}.cmd` : path;
  const text = isWindows
    ? `@set ELECTRON_RUN_AS_NODE=1\r\n@"${process.execPath}" "${script}" %*\r\n`
    : `#!/bin/sh\nELECTRON_RUN_AS_NODE=1 exec "${process.execPath}" "${script}" "$@"\n`;
  await writeFile(program, text);
  await chmod(program, 0o755);
  return {
    path: program,
    async calls() {
      const text = await readFile(log, 'utf8').catch(() => '');
      return text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as StandInCall);
    },
  };
}

/** This process's environment with another PATH, which Windows spells as it likes. */
export function withPath(path: string): NodeJS.ProcessEnv {
  return { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^path$/i.test(name))), PATH: path };
}
