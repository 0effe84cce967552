import assert from 'node:assert/strict';
import { isWithinPlace, pathSpellings, pathWithin, placeKey, type Place } from '../../../src/files/place.ts';

const place = (path: string, authority = '', scheme = 'file'): Place => ({ scheme, authority, path });

describe('two spellings', () => {
  const same: readonly [what: string, one: Place, other: Place, platform: string][] = [
    ['of a drive letter', place('/C:/Apps/Poll'), place('/c:/apps/poll'), 'win32'],
    [
      'of a drive in a remote window',
      place('/C:/apps', 'ssh-remote+pc', 'vscode-remote'),
      place('/c:/apps', 'SSH-remote+PC', 'vscode-remote'),
      'linux',
    ],
    ['of a server', place('/share/Apps', 'SERVER'), place('/Share/apps', 'server'), 'win32'],
    ['of an accent', place('/Users/mara/Käse'.normalize('NFC')), place('/Users/mara/Käse'.normalize('NFD')), 'darwin'],
    ['of an accent on Linux', place('/home/Käse'.normalize('NFC')), place('/home/Käse'.normalize('NFD')), 'linux'],
    [
      'of a name on a disk that ignores case',
      place('/Users/mara/App/Manifest.yml'),
      place('/Users/mara/app/manifest.yml'),
      'darwin',
    ],
    ['of a folder', place('/home/mara/app/'), place('/home/mara/app'), 'linux'],
    ['of a root', place('/'), place('/'), 'linux'],
  ];
  for (const [what, one, other, platform] of same)
    it(`${what} are one place`, () => assert.equal(placeKey(one, platform), placeKey(other, platform)));

  const different: readonly [what: string, one: Place, other: Place, platform: string][] = [
    ['in case, on Linux', place('/home/mara/App'), place('/home/mara/app'), 'linux'],
    [
      'in case, in a container seen from a Mac',
      place('/work/App', 'dev-container+1', 'vscode-remote'),
      place('/work/app', 'dev-container+1', 'vscode-remote'),
      'darwin',
    ],
    ['in the server', place('/share/app', 'one'), place('/share/app', 'two'), 'win32'],
    ['in the scheme', place('/app'), place('/app', '', 'git'), 'linux'],
  ];
  for (const [what, one, other, platform] of different)
    it(`${what} are two places`, () => assert.notEqual(placeKey(one, platform), placeKey(other, platform)));
});

describe('a file in a folder', () => {
  it('is in it however both are spelled, and its path is as the file has it', () => {
    const folder = place('/C:/Apps/Poll');
    const file = place('/c:/apps/poll/src/Index.ts');
    assert.ok(isWithinPlace(folder, file, 'win32'));
    assert.equal(pathWithin(folder, file), 'src/Index.ts');
    const composed = place('/Users/Käse'.normalize('NFC'));
    const decomposed = place('/Users/Käse/src/a.ts'.normalize('NFD'));
    assert.ok(isWithinPlace(composed, decomposed, 'darwin'));
    assert.equal(pathWithin(composed, decomposed), 'src/a.ts');
  });

  it('is in the root of a disk, and a folder is not in itself', () => {
    assert.ok(isWithinPlace(place('/'), place('/a.ts'), 'linux'));
    assert.ok(isWithinPlace(place('/c:/'), place('/C:/a.ts'), 'win32'));
    assert.equal(pathWithin(place('/'), place('/a.ts')), 'a.ts');
    assert.ok(!isWithinPlace(place('/app'), place('/app'), 'linux'));
    assert.ok(!isWithinPlace(place('/'), place('/'), 'linux'));
    assert.equal(pathWithin(place('/app'), place('/app')), '');
  });

  it('is not in a folder whose name begins alike, nor in one on another server', () => {
    assert.ok(!isWithinPlace(place('/app'), place('/app-2/a.ts'), 'linux'));
    assert.ok(!isWithinPlace(place('/share', 'one'), place('/share/a.ts', 'two'), 'win32'));
  });
});

describe('the spellings of a path in a window', () => {
  for (const [what, uri, spellings] of [
    ['of Linux', place('/home/mara/manifest.yml'), ['/home/mara/manifest.yml', '\\home\\mara\\manifest.yml']],
    ['of a drive', place('/C:/Apps/manifest.yml'), ['c:/Apps/manifest.yml', 'c:\\Apps\\manifest.yml']],
    [
      'of a server',
      place('/share/manifest.yml', 'server'),
      ['//server/share/manifest.yml', '\\\\server\\share\\manifest.yml'],
    ],
    [
      'of a virtual file system',
      place('/repo/manifest.yml', 'github', 'vscode-vfs'),
      ['/repo/manifest.yml', '\\repo\\manifest.yml'],
    ],
  ] as const)
    it(`are those of both kinds of system, ${what}`, () => assert.deepEqual(pathSpellings(uri), spellings));
});
