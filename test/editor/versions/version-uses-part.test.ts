import assert from 'node:assert/strict';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { useConsole } from '../../support/editor/console.ts';
import { useSources } from '../../support/editor/panel-source.ts';

describe('the versions in use in a panel', () => {
  const forge = useConsole();
  const open = useSources(forge);
  const asked = () => forge.sandbox.requests.filter(({ operation }) => operation === 'VersionUsage').length;

  it('are there before it is known whether releases roll out', async () => {
    await forge.signIn('main');
    const { source, settles } = await open(sampleAppIds.decisionRegister);
    const environments = forge.sandbox.world.apps.get(sampleAppIds.decisionRegister)?.details().environments;
    const environmentId = environments?.find(({ key }) => key === 'production')?.id;
    assert.ok(environmentId);
    forge.sandbox.faults.set('RollingReleases', { kind: 'hang' });
    await source.parts.versions.handlers.showVersionUses({ environmentIds: [environmentId] });
    await settles('they are there', ({ versionUses }) => (versionUses[environmentId]?.value?.bars.length ?? 0) > 0);
    assert.equal(source.all().versionUses[environmentId]?.status, 'loading');
  });

  it('are asked for before the environments are there, and kept while the panel is hidden', async () => {
    await forge.signIn('main');
    const { source, settles, told } = await open(sampleAppIds.decisionRegister);
    const environmentId = forge.sandbox.world.apps
      .get(sampleAppIds.decisionRegister)
      ?.details()
      .environments.find(({ key }) => key === 'production')?.id;
    assert.ok(environmentId);
    const { versions } = source.parts;
    const before = asked();
    assert.deepEqual(source.all().versionUses, {});
    await versions.handlers.showVersionUses({ environmentIds: [environmentId] });
    await settles('they are there', ({ versionUses }) => versionUses[environmentId]?.status === 'ready');
    assert.ok(told().includes('versionUses'));
    assert.equal(asked(), before + 1);
    versions.hidden?.();
    assert.ok(source.all().versionUses[environmentId]?.value?.bars.length);
    await versions.handlers.showVersionUses({ environmentIds: [environmentId] });
    await settles('they are there again', ({ versionUses }) => versionUses[environmentId]?.status === 'ready');
    assert.equal(asked(), before + 2);
  });
});
