import assert from 'node:assert/strict';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox-server.ts';
import { day } from '../../../src/sandbox/world/world-clock.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { sites } from '../../../src/sandbox/world/sites.ts';
import { ariOf, ask, at, winter, withSandbox } from '../../support/sandbox/ask.ts';

const dataLog =
  'query Log($id: ID!, $input: ForgeAuditLogsDaResQueryInput!) { ecosystem { forgeAuditLogs(appId: $id) { daResAuditLogs(input: $input) { __typename ... on QueryError { message extensions { errorType statusCode } } ... on ForgeAuditLogsDaResResponse { data { eventId status createdAt cloudId environment product sourceLocation destinationLocation appInstalledVersion appName } } } } } }';

interface Event {
  readonly eventId: string;
  readonly status: string;
  readonly createdAt: string;
  readonly cloudId: string;
  readonly sourceLocation: string;
}

async function logOf(
  sandbox: Sandbox,
  key: keyof typeof sampleAppIds,
  input: object = {},
  account = sandbox.accounts.main,
): Promise<unknown> {
  const { body } = await ask(sandbox, dataLog, { id: sampleAppIds[key], input }, account);
  return at(body, 'data.ecosystem.forgeAuditLogs.daResAuditLogs');
}

async function eventsOf(sandbox: Sandbox, input: object = {}): Promise<readonly Event[]> {
  return at(await logOf(sandbox, 'customerVault', input), 'data') as Event[];
}

const refusalOf = (log: unknown): unknown => at(log, 'extensions.0.errorType');
const ago = (days: number): string => new Date(winter.getTime() - days * day).toISOString();

describe('sandbox: data-residency events', () => {
  it('has every kind of event, each once, in time order, of two years', () =>
    withSandbox(async (sandbox) => {
      const events = await eventsOf(sandbox);
      assert.deepEqual([...new Set(events.map(({ status }) => status))].sort(), [
        'APP_INSTALLED',
        'APP_UNINSTALLED',
        'FORGE_BACKFILL_COMPLETED',
        'FORGE_BACKFILL_STARTED',
        'MIGRATION_COMPLETED',
        'MIGRATION_FAILED',
        'MIGRATION_SCHEDULED',
        'MIGRATION_STARTED',
      ]);
      assert.equal(new Set(events.map(({ eventId }) => eventId)).size, events.length);
      const times = events.map(({ createdAt }) => createdAt);
      assert.deepEqual(times, [...times].sort());
      assert.ok((times[0] ?? '') >= '2024-02-01');
      assert.ok(
        events
          .filter(({ status }) => status.startsWith('FORGE_BACKFILL'))
          .every(({ createdAt }) => createdAt.startsWith('2024-03-28')),
      );
    }));

  it('has no backfill where the clock is past it, and events age out as the clock goes on', () =>
    withSandbox(async (sandbox) => {
      const before = await eventsOf(sandbox);
      sandbox.world.clock.advance(120 * day);
      const after = await eventsOf(sandbox);
      assert.ok(before.some(({ status }) => status === 'FORGE_BACKFILL_STARTED'));
      assert.ok(!after.some(({ status }) => status === 'FORGE_BACKFILL_STARTED'));
      assert.ok(after.length < before.length);
    }));

  it('shows a backfill at any time, and a product whose data is pinned', async () => {
    const sandbox = await startSandbox({ now: new Date('2027-01-15T12:00:00Z') });
    try {
      const statuses = (await eventsOf(sandbox)).map(({ status }) => status);
      for (const status of ['FORGE_BACKFILL_STARTED', 'FORGE_BACKFILL_COMPLETED']) assert.ok(statuses.includes(status));
    } finally {
      await sandbox.close();
    }
    await withSandbox(async (sandbox) =>
      assert.ok((await eventsOf(sandbox)).some(({ sourceLocation }) => sourceLocation === 'PINNED')),
    );
  });

  it('answers a range inclusively, and ranges add up to the whole', () =>
    withSandbox(async (sandbox) => {
      const all = await eventsOf(sandbox);
      const middle = all[Math.floor(all.length / 2)]?.createdAt ?? '';
      const next = new Date(Date.parse(middle) + 1).toISOString();
      const halves = [
        ...(await eventsOf(sandbox, { endTime: middle })),
        ...(await eventsOf(sandbox, { startTime: next })),
      ];
      assert.deepEqual(halves, all);
    }));

  it('refuses ranges older than two years and ranges the wrong way round', () =>
    withSandbox(async (sandbox) => {
      assert.equal(refusalOf(await logOf(sandbox, 'customerVault', { startTime: ago(733) })), 'INVALID_DATE_RANGE');
      assert.equal(
        refusalOf(await logOf(sandbox, 'customerVault', { startTime: ago(1), endTime: ago(2) })),
        'INVALID_DATE_RANGE',
      );
      assert.equal(refusalOf(await logOf(sandbox, 'customerVault', { startTime: 'yesterday' })), 'INVALID_DATE_RANGE');
      assert.equal(refusalOf(await logOf(sandbox, 'customerVault', { startTime: '2024-02-01T00:00:00Z' })), undefined);
    }));

  it('refuses apps without hosted storage, and those who are not admins; strangers get null', () =>
    withSandbox(async (sandbox) => {
      assert.equal(refusalOf(await logOf(sandbox, 'releaseNotes')), 'HOSTED_STORAGE_NOT_FOUND');
      assert.equal(refusalOf(await logOf(sandbox, 'sprintForecast')), 'PERMISSION_DENIED');
      assert.equal(await logOf(sandbox, 'customerVault', {}, sandbox.accounts.alias), undefined);
      const log = await logOf(sandbox, 'customerVault', {}, sandbox.accounts.main);
      assert.equal(at(log, '__typename'), 'ForgeAuditLogsDaResResponse');
    }));

  it('erases the events of a site 30 days after it uninstalled', () =>
    withSandbox(async (sandbox) => {
      const { gamla, lumen, oakwood } = sites;
      const of = (events: readonly Event[], { cloudId }: { cloudId: string }) =>
        events.filter((event) => event.cloudId === cloudId).length;
      const events = await eventsOf(sandbox);
      assert.deepEqual([of(events, gamla), of(events, lumen), of(events, oakwood)], [0, 0, 5]);
      sandbox.world.clock.advance(18 * day);
      assert.equal(of(await eventsOf(sandbox), oakwood), 0);
    }));

  it('records an uninstallation, and erases that site too in time', () =>
    withSandbox(async (sandbox) => {
      const { cloudId } = sites.hexacore;
      const app = sandbox.world.apps.get(sampleAppIds.customerVault);
      const installation = app?.details().installations.find(({ site }) => site?.cloudId === cloudId);
      const input = { appId: ariOf('customerVault'), environmentKey: 'production', installationId: installation?.id };
      await ask(sandbox, 'mutation U($input: AppUninstallationInput!) { uninstallApp(input: $input) { success } }', {
        input,
      });
      const events = (await eventsOf(sandbox)).filter((event) => event.cloudId === cloudId);
      assert.deepEqual([events.at(-1)?.status, events.at(-1)?.createdAt], ['APP_UNINSTALLED', winter.toISOString()]);
      assert.ok(events.length > 1);
      sandbox.world.clock.advance(30 * day + 1);
      assert.equal((await eventsOf(sandbox)).filter((event) => event.cloudId === cloudId).length, 0);
    }));
});

describe('sandbox: contributors and their history', () => {
  const history =
    'query H($id: ID!, $input: ForgeAuditLogsQueryInput!) { ecosystem { forgeAuditLogs(appId: $id) { auditLogs(input: $input) { ... on QueryError { message extensions { errorType } } ... on ForgeAuditLogsConnection { nodes { action actorName role timestamp contributor { accountId name } } pageInfo { hasNextPage endCursor } } } contributors { ... on ForgeAuditLogsAppContributorsData { appContributors { contributor { accountId } } } } } } }';

  it('shows admins the history, newest first, of all four kinds, paged and filtered', () =>
    withSandbox(async (sandbox) => {
      const historyOf = async (input: object) =>
        at(
          (await ask(sandbox, history, { id: sampleAppIds.releaseNotes, input })).body,
          'data.ecosystem.forgeAuditLogs',
        );
      const all = at(await historyOf({}), 'auditLogs');
      const times = at(all, 'nodes.*.timestamp') as string[];
      assert.deepEqual(times, [...times].sort().reverse());
      assert.equal(new Set(at(all, 'nodes.*.action') as string[]).size, 4);
      const first = at(await historyOf({ first: 3 }), 'auditLogs');
      const second = at(await historyOf({ first: 100, after: at(first, 'pageInfo.endCursor') }), 'auditLogs');
      assert.deepEqual([...(at(first, 'nodes') as unknown[]), ...(at(second, 'nodes') as unknown[])], at(all, 'nodes'));
      const removed = at(await historyOf({ actions: ['CONTRIBUTOR_REMOVED'] }), 'auditLogs.nodes.*.contributor');
      assert.deepEqual(at(removed, '*.name'), ['Hannah Weiß']);
      const ids = at(await historyOf({}), 'contributors.appContributors.*.contributor') as { accountId: string }[];
      const ofOne = at(await historyOf({ contributorIds: [ids[0]?.accountId] }), 'auditLogs.nodes.*.contributor') as {
        accountId: string;
      }[];
      assert.ok(ofOne.length > 0 && ofOne.every(({ accountId }) => accountId === ids[0]?.accountId));
    }));

  it('refuses the history to those who are not admins', () =>
    withSandbox(async (sandbox) => {
      const { body } = await ask(sandbox, history, { id: sampleAppIds.qualityGate, input: {} });
      assert.equal(at(body, 'data.ecosystem.forgeAuditLogs.auditLogs.extensions.0.errorType'), 'PERMISSION_DENIED');
    }));

  it('shows contributors to viewers, without hidden e-mails, and refuses strangers', () =>
    withSandbox(async (sandbox) => {
      const query =
        'query C($id: ID!) { appContributors(id: $id) { publicName email isOwner roles } ecosystem { forgeContributors(appAri: $id) { ... on QueryError { message } ... on ForgeAuditLogsContributorsActivityData { contributors { publicName lastActive } } } } }';
      const { body } = await ask(sandbox, query, { id: ariOf('qualityGate') });
      assert.deepEqual(at(body, 'data.appContributors'), [
        { publicName: 'Jonas Berg', email: 'jonas.berg@example.com', isOwner: true, roles: ['ADMIN'] },
        { publicName: 'Mara Lindqvist', email: 'mara@example.com', isOwner: false, roles: ['VIEWER'] },
      ]);
      const main = await ask(sandbox, query, { id: ariOf('releaseNotes') });
      assert.ok((at(main.body, 'data.appContributors.*.email') as unknown[]).includes(null));
      assert.ok(
        (at(main.body, 'data.ecosystem.forgeContributors.contributors.*.lastActive') as unknown[]).includes(null),
      );
      const strange = await ask(sandbox, query, { id: ariOf('maraForgePlayground') });
      assert.equal(at(strange.body, 'data'), null);
      assert.equal(at(strange.body, 'errors.0.extensions.errorType'), 'PERMISSION_DENIED');
    }));
});
