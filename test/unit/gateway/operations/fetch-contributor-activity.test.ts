import assert from 'node:assert/strict';
import { appAri } from '../../../../src/core/ids.ts';
import {
  fetchContributorActivity,
  fetchContributorsWithActivity,
} from '../../../../src/gateway/operations/fetch-contributor-activity.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { failure, useGateway } from '../../../support/use-gateway.ts';

describe('the activity of contributors', () => {
  const gateway = useGateway();
  const releaseNotes = appAri(sampleAppIds.releaseNotes);

  it('is told with the people, the owner first', async () => {
    const contributors = await fetchContributorActivity(gateway.connect().client, releaseNotes);
    assert.deepEqual(
      contributors.map(({ name, isOwner, roles, lastActive }) => [
        name,
        isOwner,
        roles.join(),
        lastActive?.toISOString().slice(0, 10),
      ]),
      [
        ['Mara Lindqvist', true, 'ADMIN', '2025-06-15'],
        ['Aiko Tanaka', false, 'ADMIN', '2025-06-13'],
        ['Ewa Nowak', false, 'VIEWER', undefined],
        ['Jonas Berg', false, 'DEPLOYER', '2025-06-09'],
        ['Samuel Osei', false, 'DEVELOPER', '2025-05-05'],
      ],
    );
    assert.equal('lastActive' in (contributors[2] ?? {}), false);
  });

  it('takes times in milliseconds, and goes without others', async () => {
    const people = ['1750000000000', 'yesterday'].map((lastActive, index) => ({
      accountId: String(index),
      publicName: `P${index}`,
      lastActive,
    }));
    gateway.sandbox.faults.set('ContributorActivity', {
      kind: 'reply',
      change: () => ({
        data: {
          ecosystem: {
            forgeContributors: { __typename: 'ForgeAuditLogsContributorsActivityData', contributors: people },
          },
        },
      }),
    });
    const [first, second] = await fetchContributorActivity(gateway.connect().client, releaseNotes);
    assert.equal(first?.lastActive?.getTime(), 1_750_000_000_000);
    assert.equal(second && 'lastActive' in second, false);
  });

  it('is refused to strangers in the gateway’s words', async () => {
    const error = await failure(
      fetchContributorActivity(gateway.connect({ as: gateway.sandbox.accounts.empty }).client, releaseNotes),
    );
    assert.deepEqual(
      [error.kind, error.message, error.details.operation],
      ['forbidden', 'You do not have permission to see the contributors of this app.', 'ContributorActivity'],
    );
  });

  const refusals: readonly [what: string, answer: unknown][] = [
    [
      'refused',
      {
        __typename: 'QueryError',
        message: 'Not for tokens',
        extensions: [{ errorType: 'PERMISSION_DENIED', statusCode: 403 }],
      },
    ],
    ['refused without a reason', { __typename: 'QueryError', message: null, extensions: null }],
    ['null', null],
    ['something else', { __typename: 'BrandNew' }],
  ];
  for (const [what, answer] of refusals) {
    it(`is done without where it is ${what}`, async () => {
      gateway.sandbox.faults.set('ContributorActivity', {
        kind: 'reply',
        change: () => ({ data: { ecosystem: { forgeContributors: answer } } }),
      });
      const contributors = await fetchContributorsWithActivity(gateway.connect().client, releaseNotes);
      assert.deepEqual(
        contributors.map(({ name }) => name),
        ['Mara Lindqvist', 'Aiko Tanaka', 'Ewa Nowak', 'Jonas Berg', 'Samuel Osei'],
      );
      assert.ok(contributors.every((contributor) => !('lastActive' in contributor)));
      assert.deepEqual(
        gateway.sandbox.requests.map(({ operation }) => operation),
        ['ContributorActivity', 'ContributorList'],
      );
    });
  }

  it('is not tried another way where that would not help', async () => {
    for (const [fault, kind] of [
      [{ kind: 'status', status: 401 }, 'signedOut'],
      [{ kind: 'drop' }, 'offline'],
    ] as const) {
      for (const operation of ['ContributorActivity', 'Me']) gateway.sandbox.faults.set(operation, fault);
      assert.equal((await failure(fetchContributorsWithActivity(gateway.connect().client, releaseNotes))).kind, kind);
    }
    assert.equal(gateway.sent('ContributorList').length, 0);
  });

  it('says why the plain list fails where both do', async () => {
    const error = await failure(
      fetchContributorsWithActivity(gateway.connect({ as: gateway.sandbox.accounts.empty }).client, releaseNotes),
    );
    assert.deepEqual([error.kind, error.details.operation], ['forbidden', 'ContributorList']);
  });
});
