import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { join } from 'node:path';
import { progress, step } from '../step.mjs';
import type { HostRun } from './host-run.ts';
import { hasDisplay } from './programs.ts';
import { environment } from './clean-environment.ts';
import { installsFolder } from './npm.ts';
import { quietSettings, writeSettings } from './user-settings.ts';

const updateService = 'https://update.code.visualstudio.com/api/releases/stable';
const answerMs = 4_000;

/**
 * The desktop VS Code to run tests in: the one named by VSCODE_EXECUTABLE, else a download of the current release.
 * Undefined where there is no display or Microsoft's update service does not answer within four seconds.
 */
export async function desktopForTests(): Promise<string | undefined> {
  if (process.env.VSCODE_EXECUTABLE) return process.env.VSCODE_EXECUTABLE;
  if (!hasDisplay()) return undefined;
  try {
    const answer = await fetch(updateService, { signal: AbortSignal.timeout(answerMs) });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return await step('Downloading VS Code (kept for the next run)', () =>
      downloadAndUnzipVSCode({ cachePath: installsFolder }),
    );
  } catch {
    progress('Desktop VS Code cannot be downloaded here; the tests run in its server build.');
    return undefined;
  }
}

/**
 * Runs the in-editor tests in a desktop VS Code with settings and extensions of its own; gives how the run ended, in
 * words.
 */
export async function runInDesktop(
  vscodeExecutablePath: string,
  { extension, tests, workspace, dataFolder, env, extensionsFolder = join(dataFolder, 'extensions') }: HostRun,
): Promise<string> {
  await writeSettings(join(dataFolder, 'User'), quietSettings);
  try {
    const code = await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: extension,
      extensionTestsPath: tests,
      extensionTestsEnv: { ...environment(), ...env },
      launchArgs: [workspace, '--user-data-dir', dataFolder, '--extensions-dir', extensionsFolder],
    });
    return `VS Code ended the run with ${code}.`;
  } catch (error) {
    return `VS Code ended the run: ${error instanceof Error ? error.message : String(error)}.`;
  }
}
