import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { environment } from '../../support/host/clean-environment.ts';
import { desktopPlaces, withoutShell } from '../../support/host/desktop-places.ts';
import { end, endProcess, exitCode, onEnd, start } from '../../support/host/processes.ts';
import { hasDisplay, onPath } from '../../support/host/programs.ts';
import { writeSettings } from '../../support/host/user-settings.ts';
import { root } from '../../support/paths.ts';
import type { Session } from './session.ts';

/**
 * Returns the desktop VS Code to use: the one named by VSCODE_EXECUTABLE, else, if windows can be shown, `code` on PATH
 * or one in the usual places; otherwise undefined.
 */
export function desktopCommand(): string | undefined {
  const { VSCODE_EXECUTABLE: named } = process.env;
  if (named) return withoutShell(named);
  if (!hasDisplay()) return undefined;
  const found = onPath('code');
  return found === undefined
    ? desktopPlaces(process.platform, process.env).find((place) => existsSync(place))
    : withoutShell(found);
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
  const child = start(command, args, {
    env: { ...environment(), ...env },
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
  if (Number.isInteger(id) && id > 0) endProcess(id);
}
