import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { useFolder } from '../../support/folder.ts';
import { root } from '../../support/paths.ts';
import { failureOf, failuresAgain } from '../../tools/rings/failures.ts';

describe('what a run of tests says at its end', function () {
  this.timeout(60_000);
  const folder = useFolder();

  it('names each failed test again, with the first lines of its error, right before the counts', async () => {
    const file = join(folder.path, 'test', 'unit', 'failing.test.ts');
    await mkdir(join(folder.path, 'test', 'unit'), { recursive: true });
    await writeFile(
      file,
      `describe('a suite', () => {
  it('passes', () => {});
  it('fails', () => { throw new Error('seven instead of eight'); });
  describe('of more', () => { before(() => { throw new TypeError('no server'); }); it('is not reached', () => {}); });
});`,
    );
    const { code, lines } = await npmTest(file);
    assert.equal(code, 1);
    const from = lines.lastIndexOf('What failed:');
    const told = lines.slice(from).filter((line) => !/^ +at /.test(line));
    assert.deepEqual(told, [
      'What failed:',
      'unit: a suite › fails',
      '    Error: seven instead of eight',
      'unit: a suite › of more › "before all" hook for "is not reached"',
      '    TypeError: no server',
      '',
      '1 passed, 2 failed',
    ]);
  });

  it('has the errors of tests that ran in another process', () => {
    const error = { message: 'no server', stack: 'TypeError: no server\n    at a.ts:1:2' };
    assert.deepEqual(failureOf(['a suite', 'fails'], error), { title: 'a suite › fails', error: error.stack });
  });

  it('has the cause of an error', () => {
    const error = {
      message: 'no click',
      stack: 'Error: no click\n    at a.ts:1:2',
      cause: { message: 'covered', stack: 'Error: covered\n    at b.ts:1:2' },
    };
    assert.equal(failureOf([], error).error, `${error.stack}\nCaused by: ${error.cause.stack}`);
  });

  it('is short, however much failed and however long the errors are', () => {
    const failures = Array.from({ length: 500 }, (_, index) =>
      failureOf(
        ['a suite', `test ${index} ${'of a long name '.repeat(50)}`],
        new Error('x'.repeat(5000) + '\n\ny'.repeat(5000)),
      ),
    );
    const again = failuresAgain([{ ring: 'unit', failures }]);
    assert.ok(again.length < 20_000, String(again.length));
    assert.match(again, /\n… and 490 more, above$/);
  });

  it('is nothing more than the counts if nothing failed', () => {
    assert.equal(failuresAgain([{ ring: 'unit', failures: [] }]), '');
  });

  /** Runs `npm test` with one file, and returns its exit code and what it printed. */
  const npmTest = (file: string) =>
    new Promise<{ code: unknown; lines: string[] }>((done) => {
      const args = ['--import', './test/tools/text-imports.mjs', 'test/tools/test.ts', file];
      execFile(process.execPath, args, { cwd: root }, (error, printed) =>
        done({ code: error?.code ?? 0, lines: printed.trimEnd().split('\n') }),
      );
    });
});
