import assert from 'node:assert/strict';
import { appAri } from '../../../../src/core/ids.ts';
import { deploymentSince } from '../../../../src/deployments/model/deployment-since.ts';
import { people } from '../../../../src/sandbox/world/people.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { now, useGateway } from '../../../support/use-gateway.ts';

describe('a deployment since a time', () => {
  const gateway = useGateway();
  const me = () => gateway.sandbox.accounts.main.accountId;
  const start = now.getTime();

  async function found(
    ...made: readonly { readonly id: string; readonly after: number; readonly by?: typeof people.mara }[]
  ) {
    const details = gateway.sandbox.world.apps.get(sampleAppIds.releaseNotes)?.details() ?? assert.fail('no app');
    const { deployments } = details;
    const [template] = deployments.filter(({ status }) => status === 'DONE');
    assert.ok(template);
    const added = made.map(({ id, after, by = people.mara }) => ({
      ...template,
      id,
      environmentKey: 'staging',
      createdAt: start + after,
      createdBy: by,
    }));
    details.deployments = [...added, ...deployments];
    const question = { environment: 'staging', accountId: me(), since: start, now: start + 60_000 };
    try {
      return (await deploymentSince(gateway.connect().client, appAri(sampleAppIds.releaseNotes), question))?.id;
    } finally {
      details.deployments = deployments;
    }
  }

  it('is the newest of the same person to the same environment', async () => {
    assert.equal(await found({ id: 'first', after: 1000 }, { id: 'second', after: 2000 }), 'second');
    assert.equal(await found({ id: 'theirs', after: 1000, by: people.jonas }), undefined);
  });

  it('is none that began before', async () => {
    assert.equal(await found({ id: 'before', after: -60_000 }), undefined);
    assert.equal(await found(), undefined);
  });
});
