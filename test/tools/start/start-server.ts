import { join } from 'node:path';
import { exitCode, start } from '../../support/host/processes.ts';
import { packProduct } from '../../support/host/product.ts';
import { hasDisplay, onPath } from '../../support/host/programs.ts';
import { installExtension, startServer } from '../../support/host/server-build.ts';
import { writeServerSettings } from '../../support/host/user-settings.ts';
import { step } from '../../support/step.mjs';
import type { Session } from './session.ts';

/**
 * Installs the packaged product in VS Code's server build, starts it on loopback with a connection token, prints its
 * address and opens it in the default browser if requested. Waits until the server ends, and then returns 1, because
 * only Ctrl-C should end it.
 */
export async function startServerBuild({ folder, workspace, settings, env }: Session, open: boolean): Promise<number> {
  const dataFolder = join(folder, 'data');
  const extensionsFolder = join(folder, 'extensions');
  const vsix = join(folder, 'forge-console.vsix');
  await packProduct(vsix);
  await installExtension(vsix, extensionsFolder);
  await writeServerSettings(dataFolder, settings);
  const server = await step('Starting VS Code', () =>
    startServer({ dataFolder, extensionsFolder, env, withToken: true }),
  );
  const address = server.address(workspace);
  console.log(`\nForge Console runs in VS Code here:\n\n  ${address}\n`);
  if (open && !(await openInBrowser(address))) console.log('Open this address in a browser.');
  console.log('Press Ctrl-C to end everything.');
  await server.ended;
  console.error(`VS Code ended by itself.\n${server.printed().slice(-2_000)}`);
  return 1;
}

const openersByPlatform: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** Opens an address in the default browser; returns false if that is not possible. */
async function openInBrowser(address: string): Promise<boolean> {
  if (!hasDisplay()) return false;
  const [command, ...args] = openersByPlatform[process.platform] ?? ['xdg-open'];
  if (onPath(command) === undefined) return false;
  return (await exitCode(start(command, [...args, address], { stdio: 'ignore' }))) === 0;
}
