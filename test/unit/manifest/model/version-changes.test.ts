import assert from 'node:assert/strict';
import { appAri } from '../../../../src/core/ids.ts';
import type { Version } from '../../../../src/core/environment.ts';
import { fetchVersionPage } from '../../../../src/gateway/operations/fetch-version-history.ts';
import { versionChanges } from '../../../../src/manifest/model/version-changes.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { useGateway } from '../../../support/use-gateway.ts';

describe('what changed between two versions', () => {
  const gateway = useGateway();

  async function pairs(
    name: keyof typeof sampleAppIds,
    environment: string,
  ): Promise<readonly (readonly [older: Version, newer: Version])[]> {
    const { nodes } = await fetchVersionPage(
      gateway.connect().client,
      appAri(sampleAppIds[name]),
      environment,
      undefined,
    );
    return nodes.flatMap((newer, index) => {
      const older = nodes[index + 1];
      return older === undefined ? [] : [[older, newer] as const];
    });
  }

  it('is told in scopes and addresses, through the whole history', async () => {
    const changes = (await pairs('releaseNotes', 'development')).map(([older, newer]) => versionChanges(older, newer));
    assert.deepEqual(
      changes.map(({ from, to, isMajor, scopesAdded, egressAdded, egressChanged }) => [
        from,
        to,
        isMajor,
        scopesAdded.join(' '),
        egressAdded.map(({ address }) => address).join(' '),
        egressChanged.length,
      ]),
      [
        ['5.7.0', '6.4.0', true, 'read:sprint:jira-software manage:jira-project', '', 0],
        ['4.11.0', '5.7.0', true, '', 'stats.example.com', 0],
        ['3.13.0', '4.11.0', true, 'write:jira-work', '*.hooks.example.com cdn.example.com', 0],
        ['2.8.0', '3.13.0', true, 'read:jira-user', 'api.changelog.example.com', 0],
        ['1.1.0', '2.8.0', true, '', '', 0],
      ],
    );
    assert.deepEqual(changes[1]?.contentPoliciesAdded, [{ kind: 'styles', policy: 'unsafe-inline' }]);
  });

  it('is told of remotes, policies and scopes that went', async () => {
    const [newest, first] = await pairs('timesheets', 'development');
    assert.ok(newest && first);
    const { scopesAdded, scopesRemoved, remotesAdded } = versionChanges(...newest);
    assert.deepEqual([scopesAdded, scopesRemoved, remotesAdded], [['read:user:jira'], ['read:jira-user'], []]);
    const { remotesAdded: added, contentPoliciesAdded, egressAdded } = versionChanges(...first);
    assert.deepEqual(
      added.map(({ key }) => key),
      ['payroll'],
    );
    assert.deepEqual(
      contentPoliciesAdded.map(({ kind, policy }) => `${kind} ${policy}`),
      ['scripts unsafe-eval', 'scripts sha256-2YxA5rq8m1c7gVbqkHcVgn1dRqzW5x9w0v3l2uQ8H5s=', 'styles unsafe-inline'],
    );
    assert.deepEqual(
      egressAdded.map(({ kind }) => kind),
      ['fetch.backend', 'fetch.client', 'fonts'],
    );
  });

  it('backwards is the opposite', async () => {
    for (const [older, newer] of await pairs('releaseNotes', 'development')) {
      const [there, back] = [versionChanges(older, newer), versionChanges(newer, older)];
      assert.deepEqual(
        [back.scopesAdded, back.egressAdded, back.contentPoliciesAdded],
        [there.scopesRemoved, there.egressRemoved, there.contentPoliciesRemoved],
      );
      assert.equal(back.isMajor, there.isMajor);
    }
  });

  it('is nothing between a version and itself', async () => {
    const [[version] = []] = await pairs('timesheets', 'production');
    assert.ok(version);
    const { from, to, isMajor, startsEndUserDataEgress, licensingEnabled, ...lists } = versionChanges(version, version);
    assert.deepEqual([from === to, isMajor, startsEndUserDataEgress, licensingEnabled], [true, false, false, false]);
    for (const list of Object.values(lists)) assert.equal(list.length, 0);
  });
});
