import assert from 'node:assert/strict';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox-server.ts';
import { ask, at, withSandbox } from '../../support/sandbox/ask.ts';

const question = `query ($appId: String!, $environmentId: String!, $limit: Int!, $offset: Int!, $query: LogQueryInput) {
  appLogsWithMetaData(appId: $appId, environmentId: $environmentId, limit: $limit, offset: $offset, queryStartTime: "", query: $query) {
    appLogs { ts lvl message other functionKey appVersion logSource cloudwatchId invocationId tenantContexts { hostName } }
    hasNextPage totalLogs
  }
}`;

type App = keyof typeof sampleAppIds;

function environmentId({ world }: Sandbox, app: App, key: string): string {
  const environments = world.apps.get(sampleAppIds[app])?.details().environments ?? [];
  return environments.find((environment) => environment.key === key)?.id ?? '';
}

async function page(
  sandbox: Sandbox,
  app: App,
  environment: string,
  { offset = 0, query = {} } = {},
): Promise<unknown> {
  const variables = {
    appId: sampleAppIds[app],
    environmentId: environmentId(sandbox, app, environment),
    limit: 5_000,
    offset,
    query,
  };
  return (await ask(sandbox, question, variables)).body;
}

interface Row {
  readonly ts: string;
  readonly lvl: string | null;
  readonly message: string;
  readonly other: string | null;
  readonly functionKey: string | null;
  readonly appVersion: string | null;
  readonly logSource: string | null;
  readonly cloudwatchId: string | null;
  readonly tenantContexts: { readonly hostName: string } | null;
}

async function allRows(sandbox: Sandbox, app: App, environment: string, query = {}): Promise<Row[]> {
  const rows: Row[] = [];
  for (let more = true; more;) {
    const answer = await page(sandbox, app, environment, { offset: rows.length, query });
    rows.push(...(at(answer, 'data.appLogsWithMetaData.appLogs') as Row[]));
    more = at(answer, 'data.appLogsWithMetaData.hasNextPage') === true;
  }
  return rows;
}

describe('the logs of the sandbox', () => {
  it('have a few thousand lines of 30 days, newest first, in pages of unequal length', () =>
    withSandbox(async (sandbox) => {
      const rows = await allRows(sandbox, 'releaseNotes', 'production');
      assert.ok(rows.length > 2_000 && rows.length < 8_000, String(rows.length));
      const times = rows.map(({ ts }) => ts);
      assert.deepEqual(times, times.toSorted().reverse());
      assert.ok(Date.parse(times.at(-1) ?? '') >= sandbox.world.clock.now() - 30 * 86_400_000);
      const lengths = new Set<number>();
      for (let offset = 0; offset < 1_000; offset += 100)
        lengths.add(
          (
            at(
              await page(sandbox, 'releaseNotes', 'production', { offset }),
              'data.appLogsWithMetaData.appLogs',
            ) as Row[]
          ).length,
        );
      assert.ok(lengths.size > 1);
      assert.ok((await allRows(sandbox, 'releaseNotes', 'default')).length > 500);
    }));

  it('have all levels in several spellings, arguments that are no JSON, and lines that lack things', () =>
    withSandbox(async (sandbox) => {
      const rows = await allRows(sandbox, 'releaseNotes', 'production');
      const levels = new Set(rows.map(({ lvl }) => lvl));
      for (const level of [
        'TRACE',
        'DEBUG',
        '20',
        'INFO',
        'info',
        '30',
        'WARN',
        'WARNING',
        '40',
        'ERROR',
        'FATAL',
        '60',
        null,
      ])
        assert.ok(levels.has(level), String(level));
      assert.ok(rows.some(({ logSource }) => logSource === 'UNCAUGHT_EXCEPTION'));
      assert.ok(rows.some((row) => row.functionKey === null && row.appVersion === null && row.tenantContexts === null));
      assert.ok(rows.some(({ other }) => other?.includes('FUNCTION_ERR')));
      assert.ok(rows.some(({ cloudwatchId }) => cloudwatchId === null));
      const staging = await allRows(sandbox, 'releaseNotes', 'staging');
      assert.ok(staging.some(({ other }) => other !== null && other.startsWith('[') && !other.endsWith(']')));
    }));

  it('have no line of a site that does not share them', () =>
    withSandbox(async (sandbox) => {
      const rows = await allRows(sandbox, 'releaseNotes', 'production');
      const sites = new Set(rows.flatMap(({ tenantContexts }) => tenantContexts?.hostName ?? []));
      const withheld = sandbox.world.apps
        .get(sampleAppIds.releaseNotes)
        ?.details()
        .installations.filter(({ config }) => config.ALLOW_LOGS_ACCESS === false);
      assert.ok(sites.size > 1 && withheld !== undefined && withheld.length > 0);
      for (const { site } of withheld) assert.ok(!sites.has(site?.hostName ?? ''));
    }));

  it('grow by a line every second in the busy app, and get late ones', () =>
    withSandbox(async (sandbox) => {
      const since = new Date(sandbox.world.clock.now()).toISOString();
      const query = { dates: { earliestStart: since } };
      sandbox.world.clock.advance(60_000);
      const messages = (await allRows(sandbox, 'timesheets', 'production', query)).map(
        ({ ts, message }) => `${ts} ${message}`,
      );
      assert.ok(messages.length > 40 && messages.length < 75, String(messages.length));
      sandbox.world.clock.advance(60_000);
      const later = (await allRows(sandbox, 'timesheets', 'production', query)).map(
        ({ ts, message }) => `${ts} ${message}`,
      );
      const end = later.filter((line) => line.slice(0, 24) < (messages[0] ?? ''));
      assert.ok(end.length > messages.length - 1, 'some lines of the first minute came late');
      assert.deepEqual(
        messages.filter((line) => !later.includes(line)),
        [],
      );
    }));

  it('of production are refused to all but admins, and of an app that logged nothing are none', () =>
    withSandbox(async (sandbox) => {
      const refused = await page(sandbox, 'sprintForecast', 'production');
      assert.equal(at(refused, 'errors.0.extensions.errorType'), 'PERMISSION_DENIED');
      assert.equal(at(await page(sandbox, 'teamPoll', 'default'), 'data.appLogsWithMetaData.totalLogs'), 0);
    }));

  it('are filtered by level as spelled, function, text and site', () =>
    withSandbox(async (sandbox) => {
      const rows = await allRows(sandbox, 'releaseNotes', 'production', {
        lvl: ['warn', '40'],
        functionKeys: ['resolver'],
        msg: 'Jira',
      });
      assert.ok(rows.length > 5);
      assert.deepEqual([...new Set(rows.map(({ lvl }) => lvl?.toUpperCase()))].sort(), ['40', 'WARN']);
    }));
});
