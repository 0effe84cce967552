import assert from 'node:assert/strict';
import { appAri } from '../../../src/core/ids.ts';
import type { Version } from '../../../src/core/environment.ts';
import type { ForgeError } from '../../../src/core/errors.ts';
import { contributorEventView, createVersionViews } from '../../../src/app-panel/history-views.ts';
import { type Reply, requests } from '../../../src/app-panel/protocol.ts';
import { viewWords } from '../../../src/app-panel/view-words.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import type { AppDetails } from '../../../src/apps/model/app-details.ts';
import { useConsole } from '../../support/editor/console.ts';

describe('the history of an app’s panel', () => {
  const forge = useConsole();
  beforeEach(() => forge.signIn('main'));

  async function detailsOf(name: keyof typeof sampleAppIds): Promise<AppDetails> {
    const details =
      forge.services.data.list[0]?.details(appAri(sampleAppIds[name])) ?? assert.fail('nobody is signed in');
    await details.environments.refresh();
    return details;
  }
  const idOf = ({ environments }: AppDetails, key: string) =>
    environments.state?.value?.find((one) => one.key === key)?.id ?? assert.fail(key);
  const pagesAsked = () => forge.sandbox.requests.filter(({ operation }) => operation === 'VersionHistory').length;
  const taken = (reply: Reply<'versions'>) => {
    assert.deepEqual(requests.versions.reply.parse(reply), reply);
    return reply;
  };

  describe('of versions', () => {
    it('tells what changed from each version to the next', async () => {
      const details = await detailsOf('releaseNotes');
      const views = createVersionViews((environment, after) => details.versions(environment, after));
      const { versions, next } = taken(await views(idOf(details, 'development'), undefined));
      assert.equal(next, undefined);
      assert.deepEqual(
        versions.map(({ version, isLatest, scopeCount }) => [version, isLatest, scopeCount]),
        [
          ['6.4.0', true, 6],
          ['5.7.0', false, 4],
          ['4.11.0', false, 4],
          ['3.13.0', false, 3],
          ['2.8.0', false, 2],
          ['1.1.0', false, versions.at(-1)?.scopeCount],
        ],
      );
      assert.deepEqual(versions[0]?.changes, {
        from: '5.7.0',
        isMajor: true,
        added: ['read:sprint:jira-software', 'manage:jira-project'],
        removed: [],
        egressAdded: [],
        egressRemoved: [],
      });
      assert.deepEqual(versions[1]?.changes, {
        from: '4.11.0',
        isMajor: true,
        added: [],
        removed: [],
        egressAdded: ['stats.example.com'],
        egressRemoved: [],
      });
      assert.deepEqual(versions.at(-1)?.changes, undefined, 'the oldest has none before it');
    });

    it('tells it across the border of two pages, and asks for each page once', async () => {
      const details = await detailsOf('fieldGuard');
      const environment = idOf(details, 'development');
      const views = createVersionViews((id, after) => details.versions(id, after));
      const before = pagesAsked();
      const first = taken(await views(environment, undefined));
      assert.equal(first.versions.length, 20);
      assert.ok(first.next);
      const second = taken(await views(environment, first.next));
      assert.equal(pagesAsked() - before, 2);
      const all = [...first.versions, ...second.versions];
      assert.deepEqual([all.length, second.next], [25, undefined]);
      assert.deepEqual(
        all.map(({ changes }) => changes?.from),
        [...all.slice(1).map(({ version }) => version), undefined],
      );
    });

    it('asks for a page again where it was shown before', async () => {
      const details = await detailsOf('fieldGuard');
      const environment = idOf(details, 'development');
      const views = createVersionViews((id, after) => details.versions(id, after));
      const first = await views(environment, undefined);
      assert.deepEqual(await views(environment, first.next), await views(environment, first.next));
      assert.deepEqual(await views(environment, undefined), first);
    });

    it('keeps environments apart', async () => {
      const details = await detailsOf('releaseNotes');
      const views = createVersionViews((id, after) => details.versions(id, after));
      const [staging, production] = await Promise.all([
        views(idOf(details, 'staging'), undefined),
        views(idOf(details, 'production'), undefined),
      ]);
      assert.deepEqual([staging.versions[0]?.version, production.versions[0]?.version], ['5.1.0', '4.3.0']);
    });

    it('shows a page whose next one fails, without the change across the border, and that failure when it is asked for', async () => {
      const details = await detailsOf('fieldGuard');
      const environment = idOf(details, 'development');
      const views = createVersionViews((id, after) => {
        if (after !== undefined)
          forge.sandbox.faults.set('VersionHistory', {
            kind: 'errors',
            errors: [{ message: 'Not today', errorType: 'PERMISSION_DENIED' }],
          });
        return details.versions(id, after);
      });
      const first = taken(await views(environment, undefined));
      assert.equal(first.versions.length, 20);
      assert.deepEqual(
        first.versions.map(({ changes }) => changes === undefined),
        [...Array.from({ length: 19 }, () => false), true],
      );
      assert.ok(first.next, 'there is more');
      await assert.rejects(views(environment, first.next), /Not today/);
      await assert.rejects(views(environment, first.next), /Not today/);
    });

    it('shows the next page once it comes after a failure', async () => {
      const details = await detailsOf('fieldGuard');
      const environment = idOf(details, 'development');
      let fails = true;
      const views = createVersionViews((id, after) =>
        after !== undefined && fails ? Promise.reject(new Error('No')) : details.versions(id, after),
      );
      const { next } = await views(environment, undefined);
      fails = false;
      assert.equal((await views(environment, next)).versions.length, 5);
    });

    it('of an environment that is not known fails', async () => {
      const details = await detailsOf('releaseNotes');
      const views = createVersionViews((id, after) => details.versions(id, after));
      await assert.rejects(views('constructor', undefined), /no such environment/);
    });

    it('stands where a page is empty', async () => {
      const version = (number: string): Version => ({
        id: number,
        version: number,
        isLatest: false,
        createdAt: new Date(0),
        deployedAt: new Date(0),
        scopes: [],
        egress: [],
        configurableEgress: false,
        contentPolicies: [],
        remotes: [],
        requiresLicense: false,
        atlassianApps: [],
      });
      const views = createVersionViews((_, after) =>
        Promise.resolve(
          after === undefined ? { nodes: [version('2.0.0')], next: 'x' } : { nodes: [], next: undefined },
        ),
      );
      assert.deepEqual(
        (await views('e', undefined)).versions.map(({ changes }) => changes),
        [undefined],
      );
      assert.deepEqual(await views('e', 'x'), { versions: [] });
    });
  });

  describe('of contributors', () => {
    it('is in words', async () => {
      const { nodes } = await (await detailsOf('releaseNotes')).contributorHistory([]);
      const events = nodes.map((event) => contributorEventView(event, viewWords));
      assert.deepEqual(requests.contributorHistory.reply.parse({ events }), { events });
      assert.deepEqual(
        events.map(({ action, actor, contributor, role }) => [action, actor, contributor, role]).slice(-4),
        [
          ['Role changed', 'Mara Lindqvist', 'Jonas Berg', 'Deployer'],
          ['Ownership transferred', 'Jonas Berg', 'Mara Lindqvist', undefined],
          ['Role changed', 'Jonas Berg', 'Mara Lindqvist', 'Admin'],
          ['Contributor added', 'Jonas Berg', 'Mara Lindqvist', 'Developer'],
        ],
      );
    });

    it('keeps the gateway’s word for what is new, whatever it is', () => {
      const at = new Date(0);
      for (const action of ['CONTRIBUTOR_PAINTED', 'constructor', '__proto__', 'toString']) {
        const view = contributorEventView(
          { action, at, actor: { accountId: 'a', name: 'A' }, role: 'PAINTER' },
          viewWords,
        );
        assert.deepEqual(view, { action, actor: 'A', at: 0, role: 'PAINTER' });
      }
    });

    it('is for admins: others get the gateway’s own words', async () => {
      const details = await detailsOf('qualityGate');
      const failure = await details.contributorHistory([]).then(
        () => assert.fail('it is told to everyone'),
        (thrown: unknown) => viewWords.failure(thrown as ForgeError),
      );
      assert.deepEqual(failure, {
        ...failure,
        short: 'Not allowed',
        message: 'Only admins of the app can see its audit logs.',
        signedOut: false,
        isForbidden: true,
      });
      assert.match(failure.reason, /^your role doesn’t allow this/);
    });
  });
});
