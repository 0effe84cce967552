import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { out, root } from '../paths.ts';
import { step } from '../step.mjs';
import { run } from './processes.ts';
import { installExtension } from './server-build.ts';

/** Environment variable with the folder where the packaged product is installed for the UI tests. */
const installedIn = 'FORGE_CONSOLE_TEST_EXTENSIONS';

/**
 * Builds the product and packs it into the given .vsix file; returns the packer's output: the files with their sizes.
 * Needs no network.
 */
export async function packProduct(vsix: string): Promise<string> {
  await step('Building', () => run(process.execPath, [join(root, 'esbuild.mjs'), '--minify'], { cwd: root }));
  return step('Packing', () =>
    run(
      process.execPath,
      [
        join(root, 'node_modules/@vscode/vsce/vsce'),
        'package',
        '--no-dependencies',
        '--allow-missing-repository',
        '--no-rewrite-relative-links',
        '--out',
        vsix,
      ],
      { cwd: root },
    ),
  );
}

/** Packs the product and installs it as a user would; returns the environment in which `openWorkbench` finds it. */
export async function installProduct(): Promise<Record<string, string>> {
  const vsix = join(out, 'ui', 'forge-console.vsix');
  const extensions = join(out, 'ui', 'extensions');
  await rm(join(out, 'ui'), { recursive: true, force: true });
  await mkdir(extensions, { recursive: true });
  await packProduct(vsix);
  await step('Installing the packed extension', () => installExtension(vsix, extensions));
  return { [installedIn]: extensions };
}

/** Returns the folder where `installProduct` installed the product for this test run. */
export function installedExtensions(): string {
  const folder = process.env[installedIn];
  if (!folder) throw new Error('The packed product is not installed: run the UI tests with "npm test -- ui".');
  return folder;
}
