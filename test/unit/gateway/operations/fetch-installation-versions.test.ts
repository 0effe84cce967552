import assert from 'node:assert/strict';
import { appAri } from '../../../../src/core/ids.ts';
import { fetchInstalledVersions } from '../../../../src/gateway/operations/fetch-installation-versions.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { manyInstallations } from '../../../support/many-installations.ts';
import { useGateway } from '../../../support/use-gateway.ts';

describe('what runs in installations', () => {
  const gateway = useGateway();

  it('is known of all that are asked for, however many', async () => {
    manyInstallations(gateway.sandbox.world, sampleAppIds.releaseNotes, 250);
    const ids = Array.from({ length: 250 }, (_, index) => `installation-${index}`);
    const found = await fetchInstalledVersions(gateway.connect().client, appAri(sampleAppIds.releaseNotes), { ids });
    assert.deepEqual(new Set(found.map(({ id }) => id)), new Set(ids));
  });
});
