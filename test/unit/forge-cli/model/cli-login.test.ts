import assert from 'node:assert/strict';
import { join } from 'node:path';
import { cliLogin, readLogin } from '../../../../src/forge-cli/model/cli-login.ts';
import { useFolder } from '../../../support/folder.ts';
import { whoami, writeStandIn } from '../../../support/stand-in-cli.ts';

describe('the login of the Forge CLI', function () {
  this.timeout(20_000);
  const folder = useFolder();

  it('is read from what forge whoami prints', async () => {
    const { path } = await writeStandIn(join(folder.path, 'forge'), {
      whoami: { output: whoami('Mara (Dev) Lindqvist', 'mara@example.com', '712020:4b2f') },
    });
    assert.deepEqual(await cliLogin({ path }, folder.path, { ...process.env, FORCE_COLOR: '1' }), {
      kind: 'known',
      name: 'Mara (Dev) Lindqvist',
      email: 'mara@example.com',
      accountId: '712020:4b2f',
    });
  });

  it('is none where the CLI says so', () => {
    const said = '\nError: Not logged in. If a local keychain is available, run forge login, otherwise set …\n';
    assert.deepEqual(readLogin('', said), { kind: 'none' });
  });

  it('is unclear where the CLI fails, or prints something else', async () => {
    assert.deepEqual(readLogin('', '\nError: UserNotFoundError\n\nRerunning the command …'), {
      kind: 'unclear',
      said: 'Error: UserNotFoundError',
    });
    assert.deepEqual(readLogin('Hello', ''), { kind: 'unclear', said: 'Hello' });
    assert.equal((await cliLogin({ path: join(folder.path, 'nothing') }, folder.path, process.env)).kind, 'unclear');
  });
});
