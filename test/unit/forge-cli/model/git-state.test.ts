import assert from 'node:assert/strict';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gitState, readGitState } from '../../../../src/forge-cli/model/git-state.ts';
import { runProgram } from '../../../../src/forge-cli/model/run-program.ts';
import { useFolder } from '../../../support/folder.ts';

describe('what git knows of an app’s folder', function () {
  this.timeout(20_000);
  const folder = useFolder();
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  const git = async (...args: string[]) => {
    const identity = ['-c', 'user.name=Mara', '-c', 'user.email=mara@example.com', '-c', 'init.defaultBranch=main'];
    const { exitCode, errors } = await runProgram('git', [...identity, ...args], {
      folder: folder.path,
      env,
      timeoutMs: 10_000,
    });
    assert.equal(exitCode, 0, errors);
  };

  it('is nothing outside a repository', async () => {
    assert.equal(await gitState(folder.path, env), undefined);
  });

  it('is its branch, its commit, and the files of the folder that differ from it', async () => {
    const app = join(folder.path, 'app');
    await mkdir(app);
    await git('init');
    assert.deepEqual(await gitState(app, env), { branch: 'main', changed: [] });
    await writeFile(join(app, 'manifest.yml'), 'app:\n');
    await writeFile(join(app, 'index.js'), 'export const one = 1;\n');
    await git('add', '.');
    await git('commit', '-m', 'add the app');
    const clean = await gitState(app, env);
    assert.deepEqual([clean?.branch, clean?.commit?.subject, clean?.changed], ['main', 'add the app', []]);
    assert.match(clean?.commit?.hash ?? '', /^[0-9a-f]{7,}$/);

    await rename(join(app, 'index.js'), join(app, 'main.js'));
    await git('add', '.');
    await writeFile(join(app, 'another name.js'), '');
    await writeFile(join(folder.path, 'elsewhere.js'), '');
    assert.deepEqual((await gitState(app, env))?.changed.toSorted(), ['app/another name.js', 'app/main.js']);
    await git('checkout', '--detach');
    assert.equal((await gitState(app, env))?.branch, undefined);
  });

  it('is the same whatever the person’s settings for git show them', async () => {
    await git('init');
    await writeFile(join(folder.path, 'manifest.yml'), 'app:\n');
    await git('add', '.');
    await git('commit', '-m', 'Größe: 東');
    await writeFile(join(folder.path, 'new.js'), '');
    await git('config', 'status.showUntrackedFiles', 'no');
    await git('config', 'i18n.logOutputEncoding', 'ISO-8859-1');
    const state = await gitState(folder.path, env);
    assert.deepEqual([state?.commit?.subject, state?.changed], ['Größe: 東', ['new.js']]);
  });

  it('reads a branch with an upstream', () => {
    const status = '## feature/a...origin/feature/a [ahead 1]\0 M src/index.js\0';
    assert.deepEqual(readGitState(status, '1a2b3c4 Fix: the panel\n'), {
      branch: 'feature/a',
      commit: { hash: '1a2b3c4', subject: 'Fix: the panel' },
      changed: ['src/index.js'],
    });
  });
});
