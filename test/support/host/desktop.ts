import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { join } from 'node:path';
import { progress, step } from '../step.mjs';
import type { HostRun } from './host-run.ts';
import { hasDisplay } from './programs.ts';
import { environment } from './clean-environment.ts';
import { installsFolder } from './npm.ts';
import { serverBuildRuns } from './server-install.ts';
import { quietSettings, writeSettings } from './user-settings.ts';

const updateService = 'https://update.code.visualstudio.com/api/releases/stable';
const answerMs = 4_000;

/**
 * Returns the desktop VS Code to run tests in: a download of the given version, such as `1.105.0`; without a version,
 * the one named by VSCODE_EXECUTABLE, otherwise a download of the current release. Undefined if there is no display, if
 * Microsoft's update service does not respond within four seconds, or if VSCODE_BUILD is `server`. Rejects instead if
 * VSCODE_BUILD is `desktop`.
 */
export async function desktopForTests(version?: string): Promise<string | undefined> {
  const build = process.env.VSCODE_BUILD ?? '';
  if (!['', 'desktop', 'server'].includes(build)) throw new Error('VSCODE_BUILD is neither "desktop" nor "server".');
  if (build === 'server') return undefined;
  if (version === undefined && process.env.VSCODE_EXECUTABLE) return process.env.VSCODE_EXECUTABLE;
  if (build === 'desktop') return downloaded(version);
  if (!hasDisplay()) return undefined;
  try {
    const answer = await fetch(updateService, { signal: AbortSignal.timeout(answerMs) });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return await downloaded(version);
  } catch (error) {
    if (!serverBuildRuns) throw error;
    progress('Desktop VS Code cannot be downloaded here; the tests run in its server build.');
    return undefined;
  }
}

const downloaded = (version = 'stable'): Promise<string> =>
  step(`Downloading VS Code (${version}; kept for the next run)`, () =>
    downloadAndUnzipVSCode({ version, cachePath: installsFolder }),
  );

/**
 * Runs the in-editor tests in a desktop VS Code with its own settings and extensions; returns how the run ended, in
 * words.
 */
export async function runInDesktop(
  vscodeExecutablePath: string,
  {
    extension,
    tests,
    workspace,
    dataFolder,
    env,
    inspectPort,
    extensionsFolder = join(dataFolder, 'extensions'),
  }: HostRun,
): Promise<string> {
  await writeSettings(join(dataFolder, 'User'), quietSettings);
  try {
    const code = await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: extension,
      extensionTestsPath: tests,
      extensionTestsEnv: { ...environment(), ...env },
      launchArgs: [
        workspace,
        '--user-data-dir',
        dataFolder,
        '--extensions-dir',
        extensionsFolder,
        ...(inspectPort === undefined ? [] : [`--inspect-brk-extensions=${inspectPort}`]),
      ],
    });
    return `VS Code ended the run with ${code}.`;
  } catch (error) {
    return `VS Code ended the run: ${error instanceof Error ? error.message : String(error)}.`;
  }
}
