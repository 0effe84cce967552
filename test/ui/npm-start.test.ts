import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import type { ChildProcess } from 'node:child_process';
import { end, removeTemporaryFolder, start, temporaryFolder } from '../support/host/processes.ts';
import { launchBrowser } from '../support/host/browser.ts';
import { npmCommand } from '../support/npm-command.mjs';
import { root } from '../support/paths.ts';
import { eventually } from '../support/workbench/forge-console.ts';
import { workbenchAt } from '../support/workbench/workbench-page.ts';

/** `npm start` as run in a terminal, with a mark in the environment of all the processes it starts. */
function npmStart(
  args: string[],
  env: Record<string, string> = {},
): {
  child: ChildProcess;
  mark: string;
  printed: (pattern: RegExp) => Promise<string>;
  interrupt: () => Promise<void>;
} {
  const mark = randomUUID();
  const [npm, ...first] = npmCommand();
  const child = start(npm, [...first, 'start', '--', ...args], {
    cwd: root,
    env: { ...process.env, ...env, START_TEST_MARK: mark },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  let text = '';
  return {
    child,
    mark,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (data: Buffer | string) => {
          text += data.toString();
          const found = pattern.exec(text);
          if (found) resolve(found[1] ?? found[0]);
        };
        look('');
        child.stdout?.on('data', look);
        child.stderr?.on('data', look);
        void ended.then(() => reject(new Error(`npm start ended before it printed ${pattern.source}.\n${text}`)));
      }),
    interrupt: async () => {
      // As Ctrl-C in a terminal, which reaches every process of the group.
      process.kill(-(child.pid ?? 0), 'SIGINT');
      await ended;
    },
  };
}

/** The processes that have the mark in their environment. Linux only. */
function processesWith(mark: string): string[] {
  return readdirSync('/proc')
    .filter((id) => /^\d+$/.test(id))
    .filter((id) => {
      try {
        return readFileSync(`/proc/${id}/environ`, 'utf8').includes(mark);
      } catch {
        return false;
      }
    });
}

async function isOpen(port: string): Promise<boolean> {
  const socket = connect(Number(port), '127.0.0.1');
  const open = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'error').then(() => false),
  ]).catch(() => false);
  socket.destroy();
  return open;
}

describe('npm start', function () {
  this.timeout(150_000);
  const onlyOnLinux = process.platform === 'linux' ? it : it.skip;

  onlyOnLinux(
    'opens the product in the server build with the sandbox account on offer, and leaves nothing behind',
    async () => {
      const started = npmStart(['--server', '--no-open']);
      try {
        const gateway = await started.printed(/Sandbox gateway: (\S+)/);
        await started.printed(/^ {2}mara\+forge@example\.com {2}\S{8}/m);
        await started.printed(/^ {2}devon@example\.com {2}\S{8}/m);
        const address = await started.printed(/^ {2}(http:\S+)$/m);
        assert.match(address, /[?&]tkn=\w{20}/);
        const { port, searchParams } = new URL(address);
        const withoutToken = await fetch(`http://localhost:${port}/`);
        assert.equal(withoutToken.status, 403);

        const browser = await launchBrowser();
        try {
          const workbench = await workbenchAt(await browser.newPage(), address);
          const apps = await workbench.openView('Forge Console', 'Apps');
          await apps.pressInWelcome('Sign In');
          await eventually(
            () => workbench.quickInput.choices(),
            (offered) =>
              assert.ok(
                offered.some(({ label, description }) => `${label} ${description}`.includes('mara@example.com')),
                JSON.stringify(offered),
              ),
          );
        } finally {
          await browser.close();
        }

        assert.ok(processesWith(started.mark).length >= 3);
        await started.interrupt();
        assert.deepEqual(processesWith(started.mark), []);
        assert.equal(await isOpen(port), false);
        assert.equal(await isOpen(new URL(gateway).port), false);
        assert.equal(existsSync(dirname(searchParams.get('folder') ?? '')), false);
      } finally {
        await end(started.child);
      }
    },
  );

  onlyOnLinux('opens the desktop VS Code that is named, and ends it', async () => {
    // Stands for VS Code where no desktop one can be had: says what it was started with and stays until it is ended.
    const folder = await temporaryFolder('desktop');
    const program = join(folder, 'code');
    await writeFile(
      program,
      `#!/usr/bin/env node
import { readFileSync, writeFileSync } from 'node:fs';
const value = (name) => process.argv[process.argv.indexOf(name) + 1];
const dataFolder = value('--user-data-dir');
writeFileSync(dataFolder + '/code.lock', String(process.pid));
const { FORGE_EMAIL, FORGE_API_TOKEN } = process.env;
writeFileSync(${JSON.stringify(join(folder, 'seen.json'))}, JSON.stringify({ args: process.argv.slice(2), settings: JSON.parse(readFileSync(dataFolder + '/User/settings.json', 'utf8')), FORGE_EMAIL, FORGE_API_TOKEN }));
console.log('desktop is open');
setInterval(() => undefined, 1_000);
`,
    );
    await chmod(program, 0o755);
    const started = npmStart([], { VSCODE_EXECUTABLE: program });
    try {
      const gateway = await started.printed(/Sandbox gateway: (\S+)/);
      await started.printed(/desktop is open/);
      const seen = JSON.parse(await readFile(join(folder, 'seen.json'), 'utf8')) as {
        args: string[];
        settings: Record<string, unknown>;
        FORGE_EMAIL: string;
        FORGE_API_TOKEN: string;
      };
      assert.ok(seen.args.includes(`--extensionDevelopmentPath=${root}`));
      assert.ok(seen.args.includes('--wait'));
      assert.ok(existsSync(join(seen.args.at(-1) ?? '', 'release-notes', 'manifest.yml')));
      assert.equal(seen.settings['forgeConsole.gatewayUrl'], gateway);
      assert.equal(seen.FORGE_EMAIL, 'mara@example.com');
      assert.ok(seen.FORGE_API_TOKEN);
      await started.interrupt();
      assert.deepEqual(processesWith(started.mark), []);
      assert.equal(existsSync(seen.args.at(-1) ?? ''), false);
    } finally {
      await end(started.child);
      await removeTemporaryFolder(folder);
    }
  });
});
