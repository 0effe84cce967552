import assert from 'node:assert/strict';
import { clouds } from '../../../../src/core/clouds.ts';
import { fetchBitbucketWorkspace } from '../../../../src/gateway/bitbucket-workspaces.ts';
import { createTransport } from '../../../../src/gateway/transport.ts';
import { placeKindsFor, placeKindsOf, workspaceNameOf } from '../../../../src/installations/model/bitbucket-places.ts';
import { contextOf } from '../../../../src/sandbox/world/app-builder.ts';
import { workspaces } from '../../../../src/sandbox/world/sites.ts';
import { useGateway } from '../../../support/use-gateway.ts';

describe('workspaces of Bitbucket', () => {
  const gateway = useGateway();

  it('are offered where a version has modules there, sites where it has others', () => {
    const kinds = (types: readonly string[], atlassianApps: string[] = []) =>
      placeKindsOf({ modules: types.map((type) => ({ key: type, type })), atlassianApps }).join();
    assert.equal(kinds(['bitbucket:mergeCheck', 'core:function']), 'workspace');
    assert.equal(kinds(['bitbucket:mergeCheck', 'jira:issuePanel']), 'site,workspace');
    assert.equal(kinds(['bitbucket:mergeCheck'], ['JIRA']), 'site,workspace');
    for (const types of [[], ['core:function'], ['xen:macro']]) assert.equal(kinds(types), 'site');
    assert.deepEqual(placeKindsOf({ atlassianApps: [] }), ['site']);
  });

  it('are not offered in Government Cloud, whose perimeter has no API of Bitbucket', () => {
    const modules = [{ key: 'check', type: 'bitbucket:mergeCheck' }];
    const kinds = (atlassianApps: string[], { gateway }: { readonly gateway: string }) =>
      placeKindsFor({ modules, atlassianApps }, { gateway });
    assert.deepEqual(kinds([], clouds.government), []);
    assert.deepEqual(kinds(['JIRA'], clouds.government), ['site']);
    assert.deepEqual(kinds([], clouds.commercial), ['workspace']);
    assert.deepEqual(kinds([], { gateway: gateway.sandbox.url }), ['workspace']);
  });

  it('are named by their name or an address', () => {
    for (const typed of ['my-team', ' bitbucket.org/my-team ', 'https://bitbucket.org/my-team/repo/src?at=x#y'])
      assert.equal(workspaceNameOf(typed), 'my-team', typed);
    for (const typed of ['', 'https://example.com/my-team', 'my team', '..', 'bitbucket.org/', 'a'.repeat(101)])
      assert.equal(workspaceNameOf(typed), undefined, typed);
  });

  it('are found without credentials', async () => {
    const transport = createTransport();
    const find = (name: string) =>
      fetchBitbucketWorkspace(transport, new URL(gateway.sandbox.url), name, new AbortController().signal);
    const { faults } = gateway.sandbox;
    try {
      const context = contextOf(workspaces.nightShift, 'bitbucket');
      assert.deepEqual(await find('night-shift'), { slug: 'night-shift', context });
      assert.equal(await find('no-such'), undefined);
      for (const { headers } of gateway.sent('BitbucketWorkspace')) assert.equal(headers.authorization, undefined);
      // It is none of the gateway's signing in.
      faults.set('BitbucketWorkspace', { kind: 'status', status: 403 }, 1);
      assert.equal(await find('night-shift'), undefined);
      faults.set(
        'BitbucketWorkspace',
        { kind: 'status', status: 200, body: '{"uuid":"../x","slug":"night-shift"}' },
        1,
      );
      await assert.rejects(find('night-shift'), { kind: 'badReply' });
    } finally {
      await transport.close();
    }
  });
});
