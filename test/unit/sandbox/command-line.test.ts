import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

const root = new URL('../../../', import.meta.url);

function start(
  ...options: string[]
): ChildProcess & { stdout: NonNullable<ChildProcess['stdout']>; stderr: NonNullable<ChildProcess['stderr']> } {
  const child = spawn(
    process.execPath,
    ['--import', './test/tools/text-imports.mjs', 'src/sandbox/command-line.ts', ...options],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  return child;
}

describe('sandbox: command line', function () {
  this.timeout(20_000);

  it('prints one line of JSON when it is ready, serves, and ends when it is told to', async () => {
    const child = start('--apps', '3', '--latency', '1', '--port', '0');
    const exit = once(child, 'exit');
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const ready = JSON.parse(line.toString()) as {
      url: string;
      email: string;
      token: string;
      alias: { email: string };
      empty: { email: string };
    };
    assert.deepEqual(Object.keys(ready), ['url', 'email', 'token', 'alias', 'empty']);
    assert.deepEqual([ready.alias.email, ready.empty.email], ['mara+forge@example.com', 'devon@example.com']);
    const response = await fetch(ready.url, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${ready.email}:${ready.token}`).toString('base64')}` },
      body: JSON.stringify({ query: '{ apps { totalCount } }' }),
    });
    assert.deepEqual(((await response.json()) as { data: unknown }).data, { apps: { totalCount: 3 } });
    const rest = text(child.stdout);
    child.kill('SIGTERM');
    // Windows has no signals: there, it is ended at once.
    assert.deepEqual(await exit, process.platform === 'win32' ? [null, 'SIGTERM'] : [0, null]);
    assert.equal(await rest, '');
  });

  for (const [options, message] of [
    [['--apps', 'many'], /--apps must be a whole number/],
    [['--port', '70000'], /--port must be a whole number from 0 to 65535/],
    [['--latency=-1'], /--latency must be/],
    [['--colour'], /--colour/],
    [['extra'], /extra/],
  ] as const) {
    it(`refuses ${options.join(' ')} with exit code 2`, async () => {
      const child = start(...options);
      const [output, errors, exit] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
      assert.deepEqual(exit, [2, null]);
      assert.equal(output, '');
      assert.match(errors, message);
    });
  }
});
