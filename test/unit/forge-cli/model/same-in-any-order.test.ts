import assert from 'node:assert/strict';
import { isSameInAnyOrder } from '../../../../src/forge-cli/model/same-in-any-order.ts';
import { fetchEnvironments } from '../../../../src/gateway/operations/fetch-environment-list.ts';
import { appAri } from '../../../../src/core/ids.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { useGateway } from '../../../support/use-gateway.ts';

/** A reply with all its lists the other way round. */
const reversed = (body: unknown) =>
  JSON.parse(JSON.stringify(body), (_name, value: unknown) =>
    Array.isArray(value) ? value.toReversed() : value,
  ) as unknown;

describe('facts that are looked at again', () => {
  const gateway = useGateway();
  const production = async () =>
    (await fetchEnvironments(gateway.connect().client, appAri(sampleAppIds.releaseNotes))).find(
      ({ kind }) => kind === 'production',
    );

  it('are the same where the gateway sends its lists in another order', async () => {
    const before = await production();
    gateway.sandbox.faults.set('EnvironmentList', { kind: 'reply', change: reversed });
    const after = await production();
    assert.notDeepEqual(after, before);
    assert.ok(isSameInAnyOrder({ deployed: after }, { deployed: before }));
  });

  it('are others where something in a list is another, comes, goes or comes twice', () => {
    const of = (...scopes: string[]) => ({ latest: { scopes: scopes.map((key) => ({ key })), at: new Date(0) } });
    const before = of('a', 'b');
    for (const other of [of('a', 'c'), of('a', 'b', 'c'), of('a'), of('a', 'b', 'b'), { latest: undefined }, undefined])
      assert.equal(isSameInAnyOrder(other, before), false, JSON.stringify(other));
    assert.equal(isSameInAnyOrder({ latest: { ...before.latest, at: new Date(1) } }, before), false);
  });
});
