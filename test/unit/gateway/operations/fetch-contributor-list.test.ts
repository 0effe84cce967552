import assert from 'node:assert/strict';
import { appAri } from '../../../../src/core/ids.ts';
import { fetchContributors } from '../../../../src/gateway/operations/fetch-contributor-list.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { failure, useGateway } from '../../../support/use-gateway.ts';

describe('the contributors of an app', () => {
  const gateway = useGateway();
  const contributorsOf = (name: keyof typeof sampleAppIds) =>
    fetchContributors(gateway.connect().client, appAri(sampleAppIds[name]));

  it('are the owner first, then the others by name, with their roles', async () => {
    assert.deepEqual(
      (await contributorsOf('releaseNotes')).map(({ name, isOwner, roles }) => [name, isOwner, roles]),
      [
        ['Mara Lindqvist', true, ['ADMIN']],
        ['Aiko Tanaka', false, ['ADMIN']],
        ['Ewa Nowak', false, ['VIEWER']],
        ['Jonas Berg', false, ['DEPLOYER']],
        ['Samuel Osei', false, ['DEVELOPER']],
      ],
    );
    assert.deepEqual((await contributorsOf('timesheets')).find(({ name }) => name === 'Ravi Menon')?.roles, [
      'DEVELOPER',
      'DEPLOYER',
    ]);
  });

  it('have no e-mail where they hide it', async () => {
    const contributors = await contributorsOf('releaseNotes');
    const hidden = contributors.filter((contributor) => !('email' in contributor)).map(({ name }) => name);
    assert.deepEqual(hidden, ['Ewa Nowak', 'Samuel Osei']);
    assert.equal(contributors.find(({ name }) => name === 'Jonas Berg')?.email, 'jonas.berg@example.com');
  });

  it('are led by somebody else where the account does not own the app', async () => {
    const [owner, ...others] = await contributorsOf('diagramPeek');
    assert.equal(owner?.name, 'Chloé Martin');
    assert.deepEqual(
      others.map(({ isOwner }) => isOwner),
      [false, false],
    );
  });

  it('have no roles where the gateway tells none', async () => {
    gateway.sandbox.faults.set('ContributorList', {
      kind: 'reply',
      change: () => ({
        data: {
          appContributors: [
            { accountId: '1', publicName: 'B', roles: null },
            { accountId: '2', publicName: 'A', isOwner: null, roles: [null, 'ADMIN'] },
          ],
        },
      }),
    });
    assert.deepEqual(await contributorsOf('releaseNotes'), [
      { accountId: '2', name: 'A', isOwner: false, roles: ['ADMIN'] },
      { accountId: '1', name: 'B', isOwner: false, roles: [] },
    ]);
  });

  it('are not told to strangers', async () => {
    const error = await failure(
      fetchContributors(
        gateway.connect({ as: gateway.sandbox.accounts.empty }).client,
        appAri(sampleAppIds.releaseNotes),
      ),
    );
    assert.ok(['forbidden', 'notFound', 'refused'].includes(error.kind), error.kind);
    assert.equal(error.details.operation, 'ContributorList');
  });
});
