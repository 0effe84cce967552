// npm start: the product in a real VS Code, on the sample workspace, with the sandbox as its gateway.
//   --server   use VS Code's server build even where the desktop one is installed
//   --no-open  do not open the server build's address in the browser
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startSandbox } from '../../src/sandbox/sandbox-server.ts';
import { cleanUpOnSignals, endAll, run, temporaryFolder } from '../support/host/processes.ts';
import { quietSettings } from '../support/host/user-settings.ts';
import { root } from '../support/paths.ts';
import { desktopCommand, startDesktop } from './start/start-desktop.ts';
import { startServerBuild } from './start/start-server.ts';
import type { Session } from './start/session.ts';
import { step } from '../support/step.mjs';

const { values } = parseArgs({
  options: { server: { type: 'boolean', default: false }, 'no-open': { type: 'boolean', default: false } },
});
cleanUpOnSignals();

const sandbox = await startSandbox();
const { email, token } = sandbox.accounts.main;
const folder = await temporaryFolder('start');
const session: Session = {
  folder,
  workspace: join(folder, 'sample-workspace'),
  settings: { ...quietSettings, 'forgeConsole.gatewayUrl': sandbox.url },
  env: { FORGE_EMAIL: email, FORGE_API_TOKEN: token },
};
await cp(join(root, 'test/fixtures/workspace'), session.workspace, { recursive: true });
const { alias, empty } = sandbox.accounts;
console.log(`Sandbox gateway: ${sandbox.url}
Sign In in the Forge Console view offers its account ${email}. To sign in with others, enter
  ${alias.email}  ${alias.token}  (an alias of the same mailbox)
  ${empty.email}  ${empty.token}  (no apps yet)`);

const desktop = values.server ? undefined : desktopCommand();
let code: number;
if (desktop === undefined) {
  code = await startServerBuild(session, !values['no-open']);
} else {
  await step('Building', () => run(process.execPath, [join(root, 'esbuild.mjs')], { cwd: root }));
  console.log(`Opening ${desktop}. Close its window or press Ctrl-C to end everything.`);
  code = await startDesktop(desktop, session);
  if (code !== 0)
    console.error(`${desktop} ended with ${code}. Try npm start -- --server, which needs no desktop VS Code.`);
}
await endAll();
process.exit(code);
