import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const graceMs = 5_000;
const windows = process.platform === 'win32';
const groups = new Set<ChildProcess>();
const folders = new Set<string>();
let ending = false;
const lastSteps = new Set<() => Promise<unknown>>();

/**
 * Starts a program as the leader of a new process group, so that `end` also reaches the processes it starts. Whatever
 * still runs when this process exits is killed.
 */
export function start(command: string, args: string[], options: SpawnOptions = {}): ChildProcess {
  const child = spawn(command, args, { ...options, detached: !windows });
  groups.add(child);
  return child;
}

/** Ends a started program and its child processes: by signal first, by force after five seconds. */
export async function end(child: ChildProcess): Promise<void> {
  if (!groups.has(child)) return;
  signalGroup(child, 'SIGTERM');
  const deadline = Date.now() + graceMs;
  while (groupLives(child) && Date.now() < deadline) await delay(50);
  signalGroup(child, 'SIGKILL');
  groups.delete(child);
}

/** Runs a program to completion and returns its output; rejects with the output if the exit code is not 0. */
export async function run(command: string, args: string[], options: SpawnOptions = {}): Promise<string> {
  const child = start(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  child.stdout?.on('data', (data: Buffer) => (printed += data.toString()));
  child.stderr?.on('data', (data: Buffer) => (printed += data.toString()));
  const code = await exitCode(child);
  groups.delete(child);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}\n${printed}`);
  return printed;
}

/**
 * Returns a program's exit code once it has ended and its output is read; 1 if it was ended by a signal, 127 if it
 * could not be started. Never settles after Ctrl-C, to avoid reporting an expected abort.
 */
export function exitCode(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    const ended = (code: number) => {
      if (!ending) resolve(code);
    };
    child.once('error', () => ended(127));
    child.once('close', (code) => ended(code ?? 1));
  });
}

/** Creates a temporary folder, which is removed when this process exits at the latest. */
export async function temporaryFolder(purpose: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `forge-console-${purpose}-`));
  folders.add(folder);
  return folder;
}

/** Removes a folder made by `temporaryFolder`. */
export async function removeTemporaryFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  folders.delete(folder);
}

/** Adds a step to run before this process ends, whether normally or by a signal. */
export function onEnd(lastStep: () => Promise<unknown>): void {
  lastSteps.add(lastStep);
}

/** Runs the steps added by `onEnd` and ends all started programs. */
export async function endAll(): Promise<void> {
  await Promise.allSettled([...lastSteps].map((lastStep) => lastStep()));
  await Promise.allSettled([...groups].map(end));
}

/**
 * On Ctrl-C and similar signals: ends all started programs, removes the temporary folders, and exits with the signal's
 * code.
 */
export function cleanUpOnSignals(): void {
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ] as const) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to every process, and parent processes pass it on again.
      if (ending) return;
      ending = true;
      void endAll().then(() => process.exit(128 + number));
    });
  }
}

process.on('exit', () => {
  for (const child of groups) signalGroup(child, 'SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** Ends a process that another program started, by its id; on Windows with the processes that it started itself. */
export function endProcess(id: number): void {
  if (windows) {
    killTree(id);
    return;
  }
  try {
    process.kill(id);
  } catch {
    // It has ended already.
  }
}

/** Ends a process of Windows and those it started: there are no groups of processes, and no signals. */
function killTree(id: number): void {
  spawnSync('taskkill', ['/pid', String(id), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  if (windows) {
    if (child.exitCode === null) killTree(child.pid);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // No process is left in the group.
  }
}

function groupLives(child: ChildProcess): boolean {
  if (child.pid === undefined) return false;
  if (windows) return child.exitCode === null;
  try {
    process.kill(-child.pid, 0);
    return true;
  } catch {
    return false;
  }
}
