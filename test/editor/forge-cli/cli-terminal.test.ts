import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCliTerminal, type CliEnd } from '../../../src/forge-cli/cli-terminal.ts';

describe('a run of the Forge CLI in a terminal', () => {
  it('that can’t be started is told from one that was stopped', async () => {
    const ended = Promise.withResolvers<CliEnd>();
    const terminal = createCliTerminal({
      folder: tmpdir(),
      args: ['deploy'],
      find: () => Promise.resolve({ path: join(tmpdir(), 'no-such-forge'), version: '13.3.0', from: 'path' }),
      confirm: () => Promise.resolve(true),
      words: { noCli: '', notConfirmed: '' },
      onStart: () => undefined,
      onEnd: (end) => ended.resolve(end),
    });
    terminal.open(undefined);
    assert.equal(await ended.promise, 'notStarted');
  });
});
