import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../paths.ts';

/** Turns off what disturbs tests and recordings: welcome pages, side bars and telemetry. */
export const quietSettings = {
  // In a browser, edits are saved automatically after a second; on the desktop they are not.
  'files.autoSave': 'off',
  'workbench.startupEditor': 'none',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'remote.autoForwardPorts': false,
  // Sticky rows at the top would cover the first row in view.
  'workbench.tree.enableStickyScroll': false,
  'window.confirmBeforeClose': 'never',
  'window.restoreWindows': 'none',
};

/**
 * Writes the settings of a server with this data folder. A server reads settings of machine scope from the machine's
 * file; all others belong to the user.
 */
export async function writeServerSettings(dataFolder: string, settings: Record<string, unknown>): Promise<void> {
  const machine = await machineSettings();
  const entries = Object.entries(settings);
  await writeSettings(
    join(dataFolder, 'data', 'User'),
    Object.fromEntries(entries.filter(([name]) => !machine.has(name))),
  );
  await writeSettings(
    join(dataFolder, 'data', 'Machine'),
    Object.fromEntries(entries.filter(([name]) => machine.has(name))),
  );
}

/** Writes a settings.json into a folder. */
export async function writeSettings(folder: string, settings: Record<string, unknown>): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'settings.json'), JSON.stringify(settings, undefined, 2));
}

async function machineSettings(): Promise<Set<string>> {
  const { contributes = {} } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Manifest;
  const sections = [contributes.configuration ?? []].flat();
  return new Set(
    sections
      .flatMap(({ properties = {} }) => Object.entries(properties))
      .filter(([, { scope }]) => scope?.startsWith('machine'))
      .map(([name]) => name),
  );
}

interface Section {
  properties?: Record<string, { scope?: string }>;
}
interface Manifest {
  contributes?: { configuration?: Section | Section[] };
}
