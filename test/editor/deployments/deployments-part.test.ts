import assert from 'node:assert/strict';
import { createEmitter } from '../../../src/core/emitter.ts';
import { appAri } from '../../../src/core/ids.ts';
import { toSection } from '../../../src/app-panel/section-views.ts';
import { viewWords } from '../../../src/app-panel/view-words.ts';
import { deploymentsPart } from '../../../src/deployments/panel/deployments-part.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { useConsole } from '../../support/editor/console.ts';

describe('the deployments in a panel', () => {
  const forge = useConsole();
  const id = appAri(sampleAppIds.releaseNotes);
  const inWorld = () => forge.sandbox.world.apps.get(sampleAppIds.releaseNotes)?.details() ?? assert.fail();

  beforeEach(() => forge.signIn('main'));

  /** The part of a panel of an app, with what its buttons asked for. */
  async function open() {
    const [data] = forge.services.data.list;
    assert.ok(data);
    const { builds, deployments } = data.details(id);
    await Promise.all([builds.refresh(), deployments.refresh()]);
    const deployed: string[] = [];
    const filters: (string | undefined)[] = [];
    const part = deploymentsPart(
      {
        ...{ data, appId: id, words: viewWords, name: () => 'Release Notes Composer', changed: () => undefined },
        section: (state, toView) => toSection(state, toView, viewWords),
      },
      {
        running: forge.services.deployments.running,
        manifests: { of: () => [], onDidChange: createEmitter<undefined>().event },
        actions: {
          ...forge.services.actions,
          showLogs: (_app, filter) => Promise.resolve(void filters.push(filter)),
        },
        now: () => new Date(),
        deployBuild: (_app, tag) => Promise.resolve(void deployed.push(tag)),
      },
    );
    return { part, deployed, filters };
  }

  it('deploy the build whose button was clicked, also where another one looks the same', async () => {
    const long = 'x'.repeat(250);
    const before = inWorld().builds;
    const [newest] = before;
    assert.ok(newest);
    Object.assign(inWorld(), {
      builds: [
        { ...newest, tag: `${long}-1` },
        { ...newest, tag: `${long}-2`, createdAt: newest.createdAt - 1 },
      ],
    });
    const { part, deployed } = await open();
    try {
      const rows = part.state.builds().value?.rows ?? [];
      assert.deepEqual([rows.length, rows[0]?.tag], [2, rows[1]?.tag]);
      for (const { id: build } of rows) await part.handlers.deployBuild({ build });
      assert.deepEqual(deployed, [`${long}-1`, `${long}-2`]);
      await assert.rejects(async () => part.handlers.deployBuild({ build: long }));
    } finally {
      Object.assign(inWorld(), { builds: before });
      part.dispose();
    }
  });

  it('lead to what the environment of a failed one logged around it', async () => {
    const { part, filters } = await open();
    const failed = part.state.deployments().value?.rows.find(({ status }) => status === 'failed');
    assert.ok(failed);
    await part.handlers.showDeploymentLogs({ deployment: failed.id });
    assert.deepEqual(filters, [`around:${new Date(failed.at).toISOString()},15m env:"${failed.environment}"`]);
    part.dispose();
  });
});
