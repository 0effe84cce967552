import assert from 'node:assert/strict';
import { fetchHostNames } from '../../../../src/gateway/operations/fetch-host-names.ts';
import { useGateway } from '../../../support/use-gateway.ts';

interface Variables {
  cloudIds: string[];
  activationIds: string[];
}

describe('host names', () => {
  const gateway = useGateway();
  const sites = () => [...gateway.sandbox.world.sites.values()];
  const asked = () => gateway.sent('HostNames').map(({ variables }) => variables as Variables);

  it('are not asked for where there is nothing to ask', async () => {
    assert.equal((await fetchHostNames(gateway.connect().client, [])).size, 0);
    assert.equal((await fetchHostNames(gateway.connect().client, [{ owner: 'jira' }])).size, 0);
    assert.equal(gateway.sandbox.requests.length, 0);
  });

  it('are found for 213 sites, at most 20 at a time, each asked once', async () => {
    const some = sites().slice(0, 213);
    const twice = [...some, ...some].map(({ cloudId }) => ({ owner: 'jira', cloudId }));
    const names = await fetchHostNames(gateway.connect().client, twice);
    assert.deepEqual(names, new Map(some.map(({ cloudId, hostName }) => [cloudId, hostName])));
    for (const { cloudIds } of asked()) assert.ok(cloudIds.length <= 20);
    const all = asked().flatMap(({ cloudIds }) => cloudIds);
    assert.equal(all.length, 213);
    assert.equal(new Set(all).size, 213);
  });

  it('are asked for by cloud ids and activation ids in one go', async () => {
    const [site] = sites();
    assert.ok(site);
    const contexts = [
      { owner: 'jira', cloudId: site.cloudId },
      { owner: 'bitbucket', activationId: 'no-such-workspace' },
    ];
    assert.deepEqual(
      await fetchHostNames(gateway.connect().client, contexts),
      new Map([[site.cloudId, site.hostName]]),
    );
    assert.deepEqual(
      asked().map(({ cloudIds, activationIds }) => [cloudIds.length, activationIds.length]),
      [[1, 1]],
    );
  });

  it('stay with their sites where the gateway knows some of them only', async () => {
    const [first, , third] = sites();
    assert.ok(first && third);
    const contexts = [first.cloudId, 'no-such-site', third.cloudId].map((cloudId) => ({ owner: 'jira', cloudId }));
    const names = await fetchHostNames(gateway.connect().client, contexts);
    assert.deepEqual(
      [...names],
      [
        [first.cloudId, first.hostName],
        [third.cloudId, third.hostName],
      ],
    );
  });

  it('stay with their sites where the gateway leaves some out, or answers in another order', async () => {
    const some = sites().slice(0, 4);
    gateway.sandbox.faults.set('HostNames', {
      kind: 'reply',
      change: (body) => ({
        data: { byCloudId: (body as { data: { byCloudId: unknown[] } }).data.byCloudId.slice(1).toReversed() },
      }),
    });
    const names = await fetchHostNames(
      gateway.connect().client,
      some.map(({ cloudId }) => ({ owner: 'jira', cloudId })),
    );
    assert.deepEqual(names, new Map(some.slice(1).map(({ cloudId, hostName }) => [cloudId, hostName])));
  });

  it('of workspaces are not guessed where the gateway leaves some out', async () => {
    gateway.sandbox.faults.set('HostNames', {
      kind: 'reply',
      change: () => ({ data: { byActivationId: [{ hostName: 'some.example.com' }] } }),
    });
    const contexts = ['a', 'b'].map((activationId) => ({ owner: 'bitbucket', activationId }));
    assert.equal((await fetchHostNames(gateway.connect().client, contexts)).size, 0);
  });

  it('stay with their sites where the gateway answers less than was asked', async () => {
    const [first, second] = sites();
    assert.ok(first && second);
    gateway.sandbox.faults.set('HostNames', {
      kind: 'reply',
      change: (body) => ({
        data: { byCloudId: (body as { data: { byCloudId: unknown[] } }).data.byCloudId.slice(0, 1) },
      }),
    });
    const names = await fetchHostNames(
      gateway.connect().client,
      [first, second].map(({ cloudId }) => ({ owner: 'jira', cloudId })),
    );
    assert.deepEqual([...names], [[first.cloudId, first.hostName]]);
  });
});
