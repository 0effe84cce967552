import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { findForgeCli } from '../../../../src/forge-cli/model/find-forge-cli.ts';
import { useFolder } from '../../../support/folder.ts';
import { withPath, writeStandIn } from '../../../support/stand-in-cli.ts';

describe('finding the Forge CLI', function () {
  this.timeout(30_000);
  const folder = useFolder();
  const at = (...path: string[]) => join(folder.path, ...path);
  const standIn = async (version: string, ...path: string[]) =>
    (await writeStandIn(at(...path, 'forge'), { '--version': { output: `${version}\n` } })).path;
  const find = (setting = '', ...onPath: string[]) =>
    findForgeCli({
      setting,
      folder: at('workspace', 'apps', 'one'),
      top: at('workspace'),
      env: withPath(onPath.join(delimiter)),
    });

  beforeEach(() => mkdir(at('workspace', 'apps', 'one'), { recursive: true }));

  it('finds none where there is none', async () => {
    assert.equal(await find('', at('empty')), undefined);
  });

  it('takes the one of the setting before all others, and none if that is wrong', async () => {
    const path = await standIn('12.1.0', 'own');
    await standIn('13.0.0', 'path');
    assert.deepEqual(await find(path, at('path')), { path, version: '12.1.0', from: 'setting' });
    assert.equal(await find(at('nothing'), at('path')), undefined);
    assert.equal(await find('forge', at('path')), undefined, 'a relative path depends on who opens which folder');
  });

  it('takes the one in node_modules of the app or above it, up to the workspace folder, before PATH', async () => {
    await standIn('13.0.0', 'path');
    await standIn('13.1.0', 'node_modules', '.bin');
    assert.equal((await find('', at('path')))?.from, 'path', 'not from outside the workspace');
    const path = await standIn('13.2.0', 'workspace', 'node_modules', '.bin');
    assert.deepEqual(await find('', at('path')), { path, version: '13.2.0', from: 'nodeModules' });
  });

  it('passes over other programs of that name', async () => {
    await standIn('forge Version: 1.2.3-stable', 'foundry');
    await writeStandIn(at('broken', 'forge'), {});
    await mkdir(at('folder', 'forge'), { recursive: true });
    const path = await standIn('13.0.0', 'path');
    const found = await find('', at('folder'), at('foundry'), at('broken'), at('path'));
    assert.deepEqual(found, { path, version: '13.0.0', from: 'path' });
  });

  it('does not search folders of PATH that depend on where it is started', async () => {
    await standIn('13.0.0', 'workspace', 'apps', 'one');
    assert.equal(await find('', '.', 'bin'), undefined);
  });

  if (process.platform !== 'win32')
    it('reads the version of a linked package without starting it', async () => {
      const linked = await writeStandIn(at('lib', '@forge', 'cli', 'out', 'bin', 'cli.js'), {});
      await writeFile(at('lib', '@forge', 'cli', 'package.json'), '{"name":"@forge/cli","version":"13.3.0"}');
      await mkdir(at('bin'));
      await symlink(linked.path, at('bin', 'forge'));
      assert.deepEqual(await find('', at('bin')), { path: at('bin', 'forge'), version: '13.3.0', from: 'path' });
      assert.deepEqual(await linked.calls(), []);
    });
});
