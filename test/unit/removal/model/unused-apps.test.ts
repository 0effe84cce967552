import assert from 'node:assert/strict';
import { fetchAppPage } from '../../../../src/gateway/operations/fetch-app-list.ts';
import { findUnused, unusedReasons } from '../../../../src/removal/model/unused-apps.ts';
import { appWith } from '../../../support/make-apps.ts';
import { failure, now, useGateway } from '../../../support/use-gateway.ts';

describe('unused apps', () => {
  const gateway = useGateway();
  async function find(months = 12) {
    const { client } = gateway.connect();
    const { nodes } = await fetchAppPage(client, 100, undefined);
    const done: number[] = [];
    const found = await findUnused({
      client,
      accountId: gateway.sandbox.accounts.main.accountId,
      apps: nodes,
      months,
      now,
      signal: new AbortController().signal,
      onProgress: (count) => done.push(count),
    });
    return { ...found, apps: nodes.length, done };
  }

  it('are those that were never deployed, are installed nowhere, or were not updated for so long', () => {
    const app = appWith(1, { updatedAt: new Date('2024-06-16T00:00:00Z') });
    const reasons = (deployed: boolean, installations: number, months: number) =>
      unusedReasons(app, { deployed, installations }, months, now).map(({ kind }) => kind);
    assert.deepEqual(reasons(true, 1, 12), []);
    assert.deepEqual(reasons(true, 1, 11), ['notUpdated']);
    assert.deepEqual(reasons(false, 0, 11), ['neverDeployed', 'notInstalled', 'notUpdated']);
  });

  it('are found among the Forge apps that the account owns, the longest untouched first', async () => {
    const { candidates, unchecked, apps, done } = await find();
    assert.deepEqual(unchecked, []);
    assert.equal(done.length > 0 && done.at(-1), apps);
    const names = candidates.map(({ app }) => app.name);
    assert.ok(names.includes('Team Poll (old)') && names.includes('Standup Digest'), names.join());
    assert.ok(!names.includes('Quality Gate for Compass'), 'owned by another');
    assert.ok(candidates.every(({ app }) => app.type === 'forge'));
    const times = candidates.map(({ app }) => app.updatedAt.getTime());
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    );
    const standup = candidates.find(({ app }) => app.name === 'Standup Digest');
    assert.deepEqual(
      standup?.reasons.map(({ kind }) => kind),
      ['neverDeployed', 'notInstalled'],
    );
  });

  it('are not those that could not be looked at', async () => {
    gateway.sandbox.faults.set('AppUsage', { kind: 'status', status: 500 });
    const { candidates, unchecked } = await find();
    assert.deepEqual(candidates, []);
    assert.ok(unchecked.length > 5);
  });

  it('are not looked for with a refused token', async () => {
    for (const operation of ['AppUsage', 'Me']) gateway.sandbox.faults.set(operation, { kind: 'status', status: 401 });
    assert.equal((await failure(find())).kind, 'signedOut');
  });
});
