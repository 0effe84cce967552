import assert from 'node:assert/strict';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { useConsole } from '../../../support/editor/console.ts';
import { labelsOf, readRows, settledRows, treeEvent } from '../../../support/editor/tree-rows.ts';
import { until } from '../../../support/editor/until.ts';
import { manifestOf, workspaceFile } from '../../../support/editor/test-workspace.ts';

const manifest = workspaceFile('manifest.yml');
const another = workspaceFile('release-notes', 'manifest.yml');

describe('apps of the workspace', () => {
  const forge = useConsole();
  beforeEach(async () => {
    await forge.signIn('main');
    await settledRows(forge.services.tree);
  });

  const firstBecomes = (label: string) =>
    until(
      `${label} is on top`,
      async () => (await readRows(forge.services.tree))[0]?.label === label,
      treeEvent(forge.services.tree),
    );

  it('are on top and marked, as long as a manifest names them', async () => {
    await manifest.write(manifestOf(sampleAppIds.teamPoll));
    await firstBecomes('Team Poll (old)');
    const [pinned, next] = await readRows(forge.services.tree);
    assert.match(pinned?.description ?? '', /^2\.0\.0 · 4 years ago · in this workspace$/);
    assert.equal(pinned?.item.contextValue, 'app.inWorkspace');
    assert.match(pinned.item.accessibilityInformation?.label ?? '', /in this workspace/);
    assert.equal(next?.label, 'Release Notes Composer');
    assert.equal(next.item.contextValue, 'app');
    assert.equal((await readRows(forge.services.tree)).length, 16, 'it is not there twice');

    await manifest.write(manifestOf(sampleAppIds.diagramPeek));
    await firstBecomes('Diagram Peek for Confluence');
    assert.equal((await readRows(forge.services.tree)).at(-1)?.label, 'Team Poll (old)');

    await manifest.remove();
    await firstBecomes('Release Notes Composer');
  });

  it('are known from the start', async () => {
    await manifest.write(manifestOf(sampleAppIds.teamPoll));
    await firstBecomes('Team Poll (old)');
    await forge.restart();
    await firstBecomes('Team Poll (old)');
  });

  it('keep the order among each other, and stay above the groups', async () => {
    await manifest.write(manifestOf(sampleAppIds.teamPoll));
    await another.write(manifestOf(sampleAppIds.diagramPeek));
    await until(
      'both are on top',
      async () =>
        labelsOf(await readRows(forge.services.tree))
          .slice(0, 2)
          .join() === 'Diagram Peek for Confluence,Team Poll (old)',
      treeEvent(forge.services.tree),
    );
  });

  it('are not those of dependencies, of a placeholder or of a half-typed manifest', async () => {
    const dependencies = workspaceFile('release-notes', 'node_modules');
    await workspaceFile('release-notes', 'node_modules', 'x', 'manifest.yml').write(
      manifestOf(sampleAppIds.fieldGuard),
    );
    await manifest.write('app:\n  id: ${APP_ID}\n');
    await workspaceFile('sprint-forecast', 'manifest.yml').write(
      `app:\n  id: ari:cloud:ecosystem::app/${sampleAppIds.assetBridge.slice(0, 20)}\n modules: [`,
    );
    await another.write(manifestOf(sampleAppIds.teamPoll));
    await firstBecomes('Team Poll (old)');
    assert.equal(
      (await readRows(forge.services.tree)).filter(({ item }) => item.contextValue === 'app.inWorkspace').length,
      1,
    );
    await dependencies.remove();
  });

  it('include none that the account does not have', async () => {
    await manifest.write(manifestOf(sampleAppIds.maraForgeInvoices));
    await another.write(manifestOf(sampleAppIds.teamPoll));
    await firstBecomes('Team Poll (old)');
    assert.equal((await readRows(forge.services.tree)).length, 16);
  });
});
