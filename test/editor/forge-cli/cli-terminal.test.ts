import assert from 'node:assert/strict';
import { chmod, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCliTerminal, type CliEnd } from '../../../src/forge-cli/cli-terminal.ts';
import { useFolder } from '../../support/folder.ts';

describe('a run of the Forge CLI in a terminal', () => {
  const folder = useFolder();

  it('that can’t be started is told from one that was stopped, and recorded before it is told', async () => {
    const ended = Promise.withResolvers<CliEnd>();
    const recorded: CliEnd[] = [];
    const terminal = createCliTerminal({
      folder: tmpdir(),
      args: ['deploy'],
      find: () => Promise.resolve({ path: join(tmpdir(), 'no-such-forge'), version: '13.3.0', from: 'path' }),
      begin: () => Promise.resolve((end) => Promise.resolve(void recorded.push(end))),
      words: { noCli: '', notStarted: '' },
      onStart: () => undefined,
      onEnd: (end) => ended.resolve(end),
    });
    terminal.open(undefined);
    assert.equal(await ended.promise, 'notStarted');
    assert.deepEqual(recorded, ['notStarted']);
  });

  it('that may not begin prints why, and starts nothing', async () => {
    const closed = Promise.withResolvers<unknown>();
    let printed = '';
    const terminal = createCliTerminal({
      folder: tmpdir(),
      args: ['deploy'],
      find: () => Promise.resolve({ path: join(tmpdir(), 'no-such-forge'), version: '13.3.0', from: 'path' }),
      begin: () => Promise.resolve('It is being deployed.'),
      words: { noCli: '', notStarted: '' },
      onStart: () => assert.fail('it was started'),
      onEnd: () => assert.fail('it ended'),
    });
    terminal.onDidWrite((text) => (printed += text));
    terminal.onDidClose?.((code) => closed.resolve(code));
    terminal.open(undefined);
    assert.equal(await closed.promise, 1);
    assert.equal(printed, 'It is being deployed.\r\n');
  });

  it('that looks for its own programs in the app’s folder last, on Windows too', async () => {
    const isWindows = process.platform === 'win32';
    const path = join(folder.path, isWindows ? 'forge.cmd' : 'forge');
    const name = 'NoDefaultCurrentDirectoryInExePath';
    await writeFile(path, isWindows ? `@echo [%${name}%]\r\n` : `#!/bin/sh\necho "[$${name}]"\n`);
    await chmod(path, 0o755);
    const ended = Promise.withResolvers<CliEnd>();
    let printed = '';
    const terminal = createCliTerminal({
      folder: folder.path,
      args: ['lint'],
      find: () => Promise.resolve({ path, version: '13.3.0', from: 'path' }),
      begin: () => Promise.resolve(() => Promise.resolve(undefined)),
      words: { noCli: '', notStarted: '' },
      onStart: () => undefined,
      onEnd: (end) => ended.resolve(end),
    });
    terminal.onDidWrite((text) => (printed += text));
    terminal.open(undefined);
    assert.equal(await ended.promise, 0);
    assert.match(printed, /^\[1\]\r\n$/m);
  });
});
