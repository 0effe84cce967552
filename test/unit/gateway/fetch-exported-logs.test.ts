import assert from 'node:assert/strict';
import { ForgeError } from '../../../src/core/errors.ts';
import { appAri } from '../../../src/core/ids.ts';
import { type ExportQuery, fetchExportedLogs } from '../../../src/gateway/fetch-exported-logs.ts';
import { fetchLogPage } from '../../../src/gateway/operations/fetch-app-log-page.ts';
import type { ReportedLine } from '../../../src/gateway/reported-line.ts';
import { restUrl } from '../../../src/gateway/rest.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { failure, now, useGateway } from '../../support/use-gateway.ts';

const hour = 3_600_000;
const timesheets = appAri(sampleAppIds.timesheets);

describe('The REST export of logs', () => {
  const gateway = useGateway();

  const production = () => {
    const environments = gateway.sandbox.world.apps.get(sampleAppIds.timesheets)?.details().environments ?? [];
    return environments.find(({ key }) => key === 'production')?.id ?? '';
  };
  const query = (from = now.getTime() - hour, to = now.getTime()): ExportQuery => ({
    environmentId: production(),
    from,
    to,
  });
  const told = ({ at, message = '', other = '', functionKey = '', invocationId = '' }: ReportedLine) =>
    [at, invocationId, functionKey, message, other].join(' ');

  it('brings the same lines as the query, page by page', async () => {
    const { client } = gateway.connect();
    const exported: ReportedLine[] = [];
    let cursor: string | undefined;
    do {
      const page = await fetchExportedLogs(client, timesheets, { ...query(), ...(cursor && { cursor }) });
      exported.push(...page.lines);
      cursor = page.cursor;
    } while (cursor !== undefined);
    const queried: ReportedLine[] = [];
    for (let more = true; more;) {
      const { from, to } = query();
      const request = { environmentId: production(), query: { from, to }, offset: queried.length, limit: 1_000 };
      const page = await fetchLogPage(client, timesheets, request);
      queried.push(...page.lines);
      more = page.hasNextPage;
    }
    assert.ok(exported.length > 200, String(exported.length));
    assert.deepEqual(exported.map(told).sort(), queried.map(told).sort());
    assert.ok(gateway.sent('AppLogExport').length > 1);
  });

  it('says when its limit of 30 calls a minute is reached, and until when', async () => {
    const { client } = gateway.connect();
    for (let call = 0; call < 30; call++) await fetchExportedLogs(client, timesheets, query());
    const error = await failure(fetchExportedLogs(client, timesheets, query()));
    assert.equal(error.kind, 'rateLimited');
    const seconds = ((error.details.retryAt?.getTime() ?? 0) - Date.now()) / 1000;
    assert.ok(seconds > 50 && seconds <= 61, String(seconds));
    assert.equal(gateway.sent('AppLogExport').length, 31, 'not tried again by itself');
    gateway.sandbox.world.clock.advance(60_000);
    await fetchExportedLogs(client, timesheets, query());
  });

  it('refuses more than an hour and more than 14 days, in the gateway’s words', async () => {
    const { client } = gateway.connect();
    const long = await failure(fetchExportedLogs(client, timesheets, query(now.getTime() - 2 * hour)));
    assert.deepEqual([long.kind, long.message], ['refused', 'The time range must not exceed 1 hour']);
    const start = now.getTime() - 20 * 24 * hour;
    const old = await failure(fetchExportedLogs(client, timesheets, query(start, start + hour)));
    assert.deepEqual([old.kind, old.message], ['refused', 'Logs are available for the last 14 days only']);
  });

  it('tells an app that is not shown from a token that is not accepted', async () => {
    const { client } = gateway.connect();
    const unknown = appAri('00000000-0000-4000-8000-000000000000');
    assert.equal((await failure(fetchExportedLogs(client, unknown, query()))).kind, 'notFound');
    const wrong = gateway.connect({
      as: { ...gateway.sandbox.accounts.main, token: gateway.sandbox.accounts.empty.token },
    });
    assert.equal((await failure(fetchExportedLogs(wrong.client, timesheets, query()))).kind, 'signedOut');
  });

  it('costs a malformed record only itself, and fails where there is no list', async () => {
    const { client } = gateway.connect();
    const whole = await fetchExportedLogs(client, timesheets, query());
    gateway.sandbox.faults.set('AppLogExport', {
      kind: 'reply',
      change: (body) => ({
        ...(body as object),
        appLogs: [...(body as { appLogs: object[] }).appLogs, null, 7, {}, { timeUnixNano: 'x' }],
      }),
    });
    assert.deepEqual((await fetchExportedLogs(client, timesheets, query())).lines, whole.lines);
    gateway.sandbox.faults.set('AppLogExport', { kind: 'reply', change: () => ({ appLogs: {} }) });
    assert.equal((await failure(fetchExportedLogs(client, timesheets, query()))).kind, 'badReply');
    gateway.sandbox.faults.set('AppLogExport', { kind: 'garbage' });
    assert.equal((await failure(fetchExportedLogs(client, timesheets, query()))).details.fault, 'portal');
  });

  it('stands on the gateway’s own origin only', () => {
    const base = new URL('https://api.atlassian.com/graphql');
    assert.equal(
      restUrl(base, '/v1/app/logs/a%2Fb', [['level', 'A&B']]).href,
      'https://api.atlassian.com/v1/app/logs/a%2Fb?level=A%26B',
    );
    for (const path of ['//evil.example/v1', 'https://evil.example/', String.raw`/\evil.example/`])
      assert.throws(() => restUrl(base, path, []), ForgeError, path);
  });
});
