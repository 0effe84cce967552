import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { npmCommand } from '../npm-command.mjs';
import { root } from '../paths.ts';
import { run } from './processes.ts';

/** Where the VS Code builds and browsers for tests are kept; git-ignored. */
export const installsFolder = join(root, '.vscode-test');

/** Runs npm without any package's install scripts; rejects with npm's own output when it fails. */
export async function npmInstall(folder: string, args: string[]): Promise<void> {
  const [npm, ...first] = npmCommand();
  await run(npm, [...first, 'install', '--ignore-scripts', '--no-audit', '--no-fund', ...args], { cwd: folder });
}

/** Whether `installed` would return without installing anything. */
export function isInstalled(name: string, version: string): boolean {
  return existsSync(join(folderOf(name, version), 'finished'));
}

/**
 * Installs one pinned package into its own folder and returns the package's path. A marker file is written last, so
 * that an interrupted installation is repeated. `finish` runs inside the package before the marker is written.
 */
export async function installed(
  name: string,
  version: string,
  finish?: (packageFolder: string) => Promise<void>,
): Promise<string> {
  const folder = folderOf(name, version);
  const packageFolder = join(folder, 'node_modules', name);
  if (isInstalled(name, version)) return packageFolder;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  // Without a package.json here, npm would add the package to the nearest one further up.
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  await npmInstall(folder, [`${name}@${version}`]);
  await finish?.(packageFolder);
  await writeFile(join(folder, 'finished'), '');
  return packageFolder;
}

function folderOf(name: string, version: string): string {
  return join(installsFolder, `${name.replace('@', '').replace('/', '-')}-${version}`);
}
