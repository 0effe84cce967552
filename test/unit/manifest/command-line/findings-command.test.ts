import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { useFolder } from '../../../support/folder.ts';
import { root } from '../../../support/paths.ts';

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs it as npm does: by the set-up, in the repository's folder, with the folder where npm was called. */
async function run(from: string, ...args: string[]): Promise<Run> {
  const options = { cwd: root, env: { ...process.env, INIT_CWD: from } };
  return promisify(execFile)(process.execPath, ['test/tools/setup.mjs', 'findings', ...args], options).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: unknown) => error as Run,
  );
}

describe('npm run findings', function () {
  this.timeout(30_000);
  const folder = useFolder();

  it('prints JSON and nothing else, for a folder relative to where it was called', async () => {
    await mkdir(join(folder.path, 'app'));
    await writeFile(
      join(folder.path, 'app', 'manifest.yml'),
      'app:\n  id: ari:cloud:ecosystem::app/7d1f0c52-2f0e-4c1b-9d39-0f6f4a7f1c11\n',
    );
    const { code, stdout, stderr } = await run(folder.path, 'app');
    assert.deepEqual([code, stderr], [0, '']);
    const { manifests } = JSON.parse(stdout) as { manifests: readonly { path: string }[] };
    assert.deepEqual(
      manifests.map(({ path }) => path),
      ['manifest.yml'],
    );
  });

  it('says on stderr alone what stood in the way', async () => {
    for (const [args, message] of [
      [[], /^Usage: npm run -s findings -- FOLDER\n$/],
      [['nowhere'], /^nowhere can’t be judged: ENOENT/],
    ] as const) {
      const { code, stdout, stderr } = await run(folder.path, ...args);
      assert.deepEqual([code, stdout], [1, '']);
      assert.match(stderr, message);
    }
  });
});
