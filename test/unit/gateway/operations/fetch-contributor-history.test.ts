import assert from 'node:assert/strict';
import { appAri } from '../../../../src/core/ids.ts';
import { fetchContributorHistory } from '../../../../src/gateway/operations/fetch-contributor-history.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { failure, useGateway } from '../../../support/use-gateway.ts';

describe('the history of contributors', () => {
  const gateway = useGateway();
  const page = (name: keyof typeof sampleAppIds, actions: readonly string[] = [], after?: string) =>
    fetchContributorHistory(gateway.connect().client, appAri(sampleAppIds[name]), actions, after);

  it('tells who did what to whom, newest first', async () => {
    const { nodes, next } = await page('releaseNotes');
    assert.equal(next, undefined);
    assert.equal(nodes.length, 10);
    const [newest] = nodes;
    assert.deepEqual(
      [
        newest?.action,
        newest?.actor.name,
        newest?.contributor?.name,
        newest?.role,
        newest?.at.toISOString().slice(0, 10),
      ],
      ['CONTRIBUTOR_ADDED', 'Mara Lindqvist', 'Ewa Nowak', 'VIEWER', '2025-06-03'],
    );
    const removed = nodes.find(({ action }) => action === 'CONTRIBUTOR_REMOVED');
    assert.deepEqual([removed?.contributor?.name, removed && 'role' in removed], ['Hannah Weiß', false]);
    const times = nodes.map(({ at }) => at.getTime());
    assert.deepEqual(
      times,
      times.toSorted((a, b) => b - a),
    );
  });

  it('can be of some actions only', async () => {
    assert.deepEqual(
      (await page('releaseNotes', ['OWNERSHIP_TRANSFERRED'])).nodes.map(({ action }) => action),
      ['OWNERSHIP_TRANSFERRED'],
    );
    const two = await page('releaseNotes', ['CONTRIBUTOR_ADDED', 'CONTRIBUTOR_REMOVED']);
    assert.deepEqual(two.nodes.map(({ action }) => action).sort(), [
      ...Array.from({ length: 5 }, () => 'CONTRIBUTOR_ADDED'),
      'CONTRIBUTOR_REMOVED',
    ]);
    assert.deepEqual(
      gateway.sent('ContributorHistory').map(({ variables }) => (variables as { actions: unknown }).actions),
      [['OWNERSHIP_TRANSFERRED'], ['CONTRIBUTOR_ADDED', 'CONTRIBUTOR_REMOVED']],
    );
  });

  it('comes 50 a page', async () => {
    const first = await page('fieldGuard');
    assert.equal(first.nodes.length, 50);
    assert.ok(first.next);
    const second = await page('fieldGuard', [], first.next);
    assert.deepEqual([second.nodes.length, second.next], [14, undefined]);
    assert.equal(new Set([...first.nodes, ...second.nodes].map(({ at }) => at.getTime())).size, 64);
  });

  it('is empty where nothing happened', async () => {
    assert.deepEqual(await page('standupDigest'), { nodes: [], next: undefined });
  });

  it('passes on actions and roles that are new to us', async () => {
    gateway.sandbox.faults.set('ContributorHistory', {
      kind: 'reply',
      change: (body) =>
        JSON.parse(
          JSON.stringify(body).replaceAll('CONTRIBUTOR_ADDED', 'CONTRIBUTOR_PAUSED').replaceAll('VIEWER', 'GUEST'),
        ) as unknown,
    });
    const [newest] = (await page('releaseNotes')).nodes;
    assert.deepEqual([newest?.action, newest?.role], ['CONTRIBUTOR_PAUSED', 'GUEST']);
  });

  it('does without people whom the gateway does not tell', async () => {
    gateway.sandbox.faults.set('ContributorHistory', {
      kind: 'errors',
      errors: [{ message: 'No such user' }],
      nullPath: ['ecosystem', 'forgeAuditLogs', 'auditLogs', 'nodes', 0, 'contributor'],
    });
    const [newest, next] = (await page('releaseNotes')).nodes;
    assert.equal(newest && 'contributor' in newest, false);
    assert.ok(next?.contributor);
  });

  it('is forbidden to those who are no admins, in the gateway’s words', async () => {
    for (const name of ['sprintForecast', 'qualityGate'] as const) {
      const error = await failure(page(name));
      assert.deepEqual(
        [error.kind, error.message, error.details.operation, error.details.errorType],
        ['forbidden', 'Only admins of the app can see its audit logs.', 'ContributorHistory', 'PERMISSION_DENIED'],
      );
    }
  });

  it('is not found for strangers', async () => {
    assert.equal((await failure(page('maraForgePlayground'))).kind, 'notFound');
  });

  it('is refused in the gateway’s words otherwise', async () => {
    gateway.sandbox.faults.set('ContributorHistory', {
      kind: 'reply',
      change: () => ({
        data: {
          ecosystem: {
            forgeAuditLogs: {
              auditLogs: {
                __typename: 'QueryError',
                message: 'Come back on Monday',
                extensions: [
                  { errorType: null, statusCode: null },
                  { errorType: 'CLOSED', statusCode: 400 },
                ],
              },
            },
          },
        },
      }),
    });
    const error = await failure(page('releaseNotes'));
    assert.deepEqual(
      [error.kind, error.message, error.details.errorType],
      ['refused', 'Come back on Monday', 'CLOSED'],
    );
  });
});
