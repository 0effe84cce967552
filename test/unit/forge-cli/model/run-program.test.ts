import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { needsShell, runProgram } from '../../../../src/forge-cli/model/run-program.ts';

describe('a program that is run', () => {
  it('is started with a shell where Windows starts it with one only', () => {
    for (const script of ['C:\\Users\\a b\\npm\\forge.cmd', 'D:\\tools\\FORGE.CMD', 'C:\\forge.bat'])
      assert.equal(needsShell(script, 'win32'), true, script);
    assert.equal(needsShell('C:\\forge.exe', 'win32'), false);
    assert.equal(needsShell('/usr/local/bin/forge.cmd', 'linux'), false);
  });

  it('looks for no program in the folder that it runs in, and prints without colours', async () => {
    const env = { ...process.env, FORCE_COLOR: '1', NO_COLOR: undefined };
    const script = 'console.log([env.NoDefaultCurrentDirectoryInExePath, env.NO_COLOR, env.FORCE_COLOR].join())';
    const args = ['-e', `const { env } = process; ${script}`];
    const { exitCode, output } = await runProgram(process.execPath, args, { folder: tmpdir(), env, timeoutMs: 60_000 });
    assert.deepEqual([exitCode, output.trim()], [0, '1,1,']);
  });
});
