import assert from 'node:assert/strict';
import { desktopPlaces, withoutShell } from '../../support/host/desktop-places.ts';

describe('desktop VS Code', () => {
  it('is looked for where it is installed on Windows, as a program that needs no shell', () => {
    const places = desktopPlaces('win32', {
      LOCALAPPDATA: 'C:\\Users\\Mara Lind\\AppData\\Local',
      ProgramFiles: 'C:\\Program Files',
    });
    assert.equal(places[0], 'C:\\Users\\Mara Lind\\AppData\\Local\\Programs\\Microsoft VS Code\\Code.exe');
    assert.ok(places.includes('C:\\Program Files\\Microsoft VS Code\\Code.exe'));
    assert.ok(places.every((place) => place.endsWith('.exe')));
  });

  it('is looked for where it is installed on macOS', () => {
    assert.deepEqual(
      desktopPlaces('darwin', { HOME: '/Users/mara' }).filter((place) => !place.includes('Insiders')),
      ['/Applications', '/Users/mara/Applications'].map(
        (folder) => `${folder}/Visual Studio Code.app/Contents/Resources/app/bin/code`,
      ),
    );
  });

  it('is the program beside a code.cmd, which only a shell could run', () => {
    assert.equal(
      withoutShell('C:\\Program Files\\Microsoft VS Code\\bin\\code.cmd'),
      'C:\\Program Files\\Microsoft VS Code\\Code.exe',
    );
    assert.equal(
      withoutShell('D:\\Tools\\Insiders\\bin\\code-insiders.cmd'),
      'D:\\Tools\\Insiders\\Code - Insiders.exe',
    );
    assert.equal(withoutShell('/usr/bin/code'), '/usr/bin/code');
  });
});
