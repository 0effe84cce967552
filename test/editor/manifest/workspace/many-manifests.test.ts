import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { createManifestThread } from '../../../../src/manifest/model/manifest-thread.ts';
import { createManifests } from '../../../../src/manifest/workspace/manifests.ts';
import { useConsole } from '../../../support/editor/console.ts';
import { manifestOf, workspaceFile } from '../../../support/editor/test-workspace.ts';

const longest = 256 * 1024;
const folder = 'many-manifests';

describe('the manifests of a workspace', () => {
  const forge = useConsole();
  const made: { dispose(): void }[] = [];
  afterEach(() => {
    for (const one of made.splice(0)) one.dispose();
  });

  after(() => workspaceFile(folder).remove());

  it('are read up to what all may take together, which is told; those of other tools do not count', async () => {
    const long = manifestOf('00000000-0000-4000-8000-000000000001').padEnd(longest, '#');
    const other = 'kind: Deployment\n'.padEnd(longest, '#');
    for (let number = 0; number <= 70; number++)
      await workspaceFile(folder, String(number), 'manifest.yml').write(number === 70 ? other : long);
    const told: string[] = [];
    const thread = createManifestThread({
      entry: pathToFileURL(forge.extension.context.asAbsolutePath('dist/manifests.js')),
      onCrash: (error) => assert.fail(String(error)),
    });
    const manifests = createManifests(thread, (doing, error) => told.push(`${doing}: ${String(error)}`));
    made.push(manifests, thread);
    await manifests.start();
    assert.equal(manifests.list.length, 64);
    assert.deepEqual(told, [
      'Reading the manifests: Error: 6 of 71 are not read: together they have more than 16 MB or took longer than 20 s. Open one to have it read, or open a folder with fewer.',
    ]);
  }).timeout(60_000);
});
