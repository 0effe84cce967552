import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { npmCommand } from '../../support/npm-command.mjs';

const windows = {
  platform: 'win32',
  node: 'C:\\Program Files\\nodejs\\node.exe',
  script: 'C:\\Program Files\\nodejs\\node_modules\\npm\\bin\\npm-cli.js',
};

describe('npm', () => {
  it('is started without a shell on Windows: the script that runs this process', () => {
    const running = 'D:\\Tools & more\\npm\\bin\\npm-cli.js';
    const { node, platform } = windows;
    assert.deepEqual(npmCommand({ platform, node, env: { npm_execpath: running }, exists: () => true }), [
      node,
      running,
    ]);
  });

  it('is the script beside Node on Windows where yarn or pnpm runs this process, or nothing does', () => {
    const { node, platform, script } = windows;
    for (const npm_execpath of [undefined, 'C:\\yarn\\bin\\yarn.js', 'C:\\pnpm\\pnpm.cjs'])
      assert.deepEqual(npmCommand({ platform, node, env: { npm_execpath }, exists: () => true }), [node, script]);
  });

  it('is the script beside the npm.cmd on PATH where Node stands elsewhere', () => {
    const { script, platform } = windows;
    const node = 'C:\\work\\node_modules\\node\\bin\\node.exe';
    const env = { PATH: 'C:\\Windows;C:\\Program Files\\nodejs' };
    assert.deepEqual(npmCommand({ platform, node, env, exists: (path) => path === script }), [node, script]);
  });

  it('is the script of the installation on macOS and Linux, or the program on PATH', () => {
    const options = { platform: 'darwin', node: '/opt/node/bin/node', env: { PATH: '/usr/bin' } };
    const script = '/opt/node/lib/node_modules/npm/bin/npm-cli.js';
    assert.deepEqual(npmCommand({ ...options, exists: (path) => path === script }), ['/opt/node/bin/node', script]);
    assert.deepEqual(npmCommand({ ...options, exists: () => false }), ['npm']);
  });

  it('runs here', async () => {
    const [npm, ...first] = npmCommand();
    const { stdout } = await promisify(execFile)(npm, [...first, '--version']);
    assert.match(stdout, /^\d+\.\d+/);
  });
});
