import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { environment } from '../../support/host/clean-environment.ts';
import { end, exitCode, onEnd, start } from '../../support/host/processes.ts';
import { hasDisplay, onPath } from '../../support/host/programs.ts';
import { writeSettings } from '../../support/host/user-settings.ts';
import { root } from '../../support/paths.ts';
import type { Session } from './session.ts';

const windows = process.platform === 'win32';

/**
 * Returns the desktop VS Code to use: the one named by VSCODE_EXECUTABLE, or `code` on PATH if windows can be shown;
 * otherwise undefined.
 */
export function desktopCommand(): string | undefined {
  return process.env.VSCODE_EXECUTABLE || (hasDisplay() ? onPath('code') : undefined);
}

/**
 * Opens desktop VS Code with its own settings and extensions, and waits until its window is closed; returns its exit
 * code.
 */
export async function startDesktop(command: string, { folder, workspace, settings, env }: Session): Promise<number> {
  const dataFolder = join(folder, 'data');
  await writeSettings(join(dataFolder, 'User'), settings);
  const args = [
    '--new-window',
    '--wait',
    '--user-data-dir',
    dataFolder,
    '--extensions-dir',
    join(folder, 'extensions'),
    `--extensionDevelopmentPath=${root}`,
    '--disable-workspace-trust',
    '--skip-welcome',
    '--skip-release-notes',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    workspace,
  ];
  // On Windows, `code` is a batch file, which needs a shell.
  const quoted = windows ? args.map((arg) => `"${arg}"`) : args;
  const child = start(windows ? `"${command}"` : command, quoted, {
    env: { ...environment(), ...env },
    shell: windows,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  onEnd(() => endMainProcess(dataFolder));
  const code = await exitCode(child);
  await end(child);
  return code;
}

/** Ends VS Code's main process, which `code` starts detached and whose id is in the data folder. */
async function endMainProcess(dataFolder: string): Promise<void> {
  const id = Number(await readFile(join(dataFolder, 'code.lock'), 'utf8').catch(() => ''));
  if (!Number.isInteger(id) || id <= 0) return;
  try {
    process.kill(id);
  } catch {
    // It has ended already.
  }
}
