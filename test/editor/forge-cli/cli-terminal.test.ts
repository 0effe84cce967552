import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCliTerminal, type CliEnd } from '../../../src/forge-cli/cli-terminal.ts';

describe('a run of the Forge CLI in a terminal', () => {
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
});
