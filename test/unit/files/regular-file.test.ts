import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readFileUpTo } from '../../../src/files/regular-file.ts';
import { useFolder } from '../../support/folder.ts';
import { itOnLinux, itWithDevices, itWithLinks } from '../../support/links-and-devices.ts';

describe('a file that somebody else may have put there', () => {
  const folder = useFolder();
  const at = (name: string) => join(folder.path, name);

  it('is read up to its limit', async () => {
    await writeFile(at('exact'), 'x'.repeat(1000));
    await writeFile(at('long'), 'x'.repeat(1001));
    await writeFile(at('empty'), '');
    assert.equal(String(await readFileUpTo(at('exact'), 1000)), 'x'.repeat(1000));
    assert.equal(await readFileUpTo(at('long'), 1000), 'tooLarge');
    assert.deepEqual(await readFileUpTo(at('empty'), 1000), Buffer.alloc(0));
    assert.equal(await readFileUpTo(at('missing'), 1000), undefined);
    assert.equal(await readFileUpTo(at('exact/below'), 1000), undefined);
  });

  itWithLinks('is read through a link, unless that leads nowhere', async () => {
    await writeFile(at('exact'), 'x'.repeat(1000));
    await symlink(at('exact'), at('link'));
    assert.equal((await readFileUpTo(at('link'), 1000))?.length, 1000);
    await symlink(at('missing'), at('broken'));
    assert.equal(await readFileUpTo(at('broken'), 1000), undefined);
  });

  it('is none where it is a folder', async () => {
    await mkdir(at('folder'));
    assert.equal(await readFileUpTo(at('folder'), 1000), 'noFile');
  });

  itWithDevices('is none where it is a device or a pipe', async () => {
    await symlink('/dev/zero', at('device'));
    execFileSync('mkfifo', [at('pipe')]);
    for (const name of ['device', 'pipe']) assert.equal(await readFileUpTo(at(name), 1000), 'noFile', name);
  });

  itOnLinux('is limited by what it holds, not by the size that it tells', async () => {
    // Files of this file system tell a size of 0.
    assert.equal(await readFileUpTo('/proc/self/status', 100), 'tooLarge');
    assert.ok((await readFileUpTo('/proc/self/status', 100_000)) instanceof Buffer);
  });
});
