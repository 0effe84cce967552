import assert from 'node:assert/strict';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../../src/files/make-folder.ts';
import { readOnly } from '../../support/hostile-disk.ts';
import { useFolder } from '../../support/folder.ts';
import { itWithLinks } from '../../support/links-and-devices.ts';

describe('making a folder', () => {
  const folder = useFolder();
  const at = (...path: string[]) => join(folder.path, ...path);

  it('makes those above it too, and says where it began', async () => {
    assert.equal(await makeFolder(at('a', 'b', 'c')), at('a'));
    assert.equal(await makeFolder(at('a', 'b', 'd')), at('a', 'b', 'd'));
    assert.equal(await makeFolder(at('a', 'b')), undefined);
    assert.deepEqual((await readdir(at('a', 'b'))).sort(), ['c', 'd']);
  });

  it('is done once, whoever else makes it at the same time', async () => {
    const firsts = await Promise.all(Array.from({ length: 5 }, () => makeFolder(at('x', 'y', 'z'))));
    assert.equal(firsts.filter((first) => first === at('x')).length, 1);
  });

  it('says what stands in the way', async () => {
    await writeFile(at('file'), '');
    await assert.rejects(makeFolder(at('file')), { code: 'EEXIST' });
    await assert.rejects(makeFolder(at('file', 'a', 'b')), { code: 'ENOTDIR' });
  });

  itWithLinks('says that a link that leads nowhere stands in the way', async () => {
    await symlink(at('nowhere'), at('link'));
    await assert.rejects(makeFolder(at('link', 'a')), { code: 'EEXIST' });
  });

  it('says that a disk is read-only', async function () {
    await mkdir(at('locked'));
    const undo = await readOnly(at('locked'));
    if (undo === undefined) return this.skip();
    try {
      await assert.rejects(makeFolder(at('locked', 'a', 'b')), { code: /^(EROFS|EACCES)$/ });
      assert.equal(await makeFolder(at('locked')), undefined);
    } finally {
      await undo();
    }
  });
});
