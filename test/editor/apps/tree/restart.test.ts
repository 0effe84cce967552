import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { useConsole } from '../../../support/editor/console.ts';
import { filesUnder } from '../../../support/editor/full-disk.ts';
import { labelsOf, readRows, settledRows, treeEvent } from '../../../support/editor/tree-rows.ts';
import { until } from '../../../support/editor/until.ts';

const hour = 60 * 60 * 1000;

describe('after a restart', () => {
  const forge = useConsole();
  const cacheFolder = () => join(forge.extension.context.globalStorageUri.fsPath, 'apps');

  beforeEach(async () => {
    await forge.signIn('main');
    await forge.services.data.list[0]?.start();
  });

  /** Changes the one list that is kept on disk. */
  async function changeFile(change: (text: string) => string): Promise<void> {
    const [file, ...others] = await filesUnder(cacheFolder());
    assert.ok(file);
    assert.deepEqual(others, []);
    await writeFile(file[0], change(file[1]));
  }
  const aged = (text: string) => JSON.stringify({ ...(JSON.parse(text) as object), at: Date.now() - 3 * hour });

  it('the last list is there at once, marked with its age, and is then refreshed', async () => {
    const gone = forge.sandbox.world.apps.get(sampleAppIds.releaseNotes);
    assert.ok(gone);
    const { promise, resolve } = Promise.withResolvers<undefined>();
    forge.sandbox.faults.set('AppList', { kind: 'held', until: promise });
    await forge.restart(() => changeFile(aged));
    forge.sandbox.world.apps.delete(sampleAppIds.releaseNotes);
    try {
      await until(
        'the last list is shown',
        async () => labelsOf(await readRows(forge.services.tree))[0] === 'Release Notes Composer',
        treeEvent(forge.services.tree),
      );
      assert.equal(forge.services.view.message, 'Last refreshed 3 hours ago');
      assert.equal(labelsOf(await readRows(forge.services.tree)).length, 16);
      assert.equal(forge.services.data.list[0]?.apps.state.status, 'loading');
      assert.equal(forge.services.data.list[0].apps.state.value?.source, 'cache');

      resolve(undefined);
      await until(
        'the list is fresh',
        () => forge.services.data.list[0]?.apps.state.status === 'ready',
        treeEvent(forge.services.tree),
      );
      assert.equal((await readRows(forge.services.tree)).length, 15);
      assert.equal(forge.services.view.message, '');
    } finally {
      forge.sandbox.world.apps.set(sampleAppIds.releaseNotes, gone);
    }
  });

  it('without a connection the last list stays, with its age and a row that says why', async () => {
    forge.sandbox.faults.set('AppList', { kind: 'status', status: 403 });
    await forge.restart(() => changeFile(aged));
    await forge.services.data.list[0]?.start();
    const [failed, ...apps] = await settledRows(forge.services.tree);
    assert.equal(failed?.item.contextValue, 'failed');
    assert.equal(apps.length, 16);
    assert.equal(forge.services.view.message, 'Last refreshed 3 hours ago');
  });

  for (const [what, text] of [
    ['no JSON', 'x'],
    ['of another version', JSON.stringify({ formatVersion: 0, at: 1, apps: [] })],
    ['cut off', '{"formatVersion":1,"at":1,"apps":[{"id":'],
    ['empty', ''],
  ] as const) {
    it(`a file that is ${what} is no list`, async () => {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      forge.sandbox.faults.set('AppList', { kind: 'held', until: promise }, 1);
      await forge.restart(() => changeFile(() => text));
      assert.deepEqual(labelsOf(await readRows(forge.services.tree)), ['Loading apps…']);
      resolve(undefined);
      assert.equal((await settledRows(forge.services.tree)).length, 16);
      await forge.services.data.list[0]?.start();
      assert.ok(
        [...(await filesUnder(cacheFolder())).values()].every((kept) => kept.includes('Release Notes Composer')),
      );
    });
  }
});
