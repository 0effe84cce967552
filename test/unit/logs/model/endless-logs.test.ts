import assert from 'node:assert/strict';
import { appAri } from '../../../../src/core/ids.ts';
import { fetchExportedLogs } from '../../../../src/gateway/fetch-exported-logs.ts';
import { fetchLogPage } from '../../../../src/gateway/operations/fetch-app-log-page.ts';
import { windowPages } from '../../../../src/logs/model/fetch-window.ts';
import { exportReader, queryReader } from '../../../../src/logs/model/line-pieces.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { logStage, type LogStage } from '../../../support/log-stage.ts';
import { failure, now, useGateway } from '../../../support/use-gateway.ts';

const [from, to] = [now.getTime() - 3_600_000, now.getTime()];
const id = appAri(sampleAppIds.releaseNotes);
const part = { environments: [], conditions: {} };

describe('Log lines that never end', () => {
  const gateway = useGateway();
  let stage: LogStage;
  let environmentId: string;
  let patience: Parameters<typeof queryReader>[2];
  beforeEach(async () => {
    stage = logStage(gateway, 'releaseNotes');
    environmentId = (await stage.source.environments())[0]?.id ?? '';
    patience = { clock: stage.clock, signal: new AbortController().signal, onLimited: () => undefined };
  });
  afterEach(() => stage.session.dispose());

  /** Replies with other lines each time, and that more follow. */
  function goOnWith(rows: number): void {
    let message = 0;
    gateway.sandbox.faults.set('AppLogPage', {
      kind: 'reply',
      change: () => {
        const appLogs = Array.from({ length: rows }, () => ({ ts: now.toISOString(), message: String(message++) }));
        return { data: { appLogsWithMetaData: { appLogs, hasNextPage: true } } };
      },
    });
  }

  it('are not believed', async () => {
    goOnWith(1000);
    const load = (request: Parameters<typeof fetchLogPage>[2]) => fetchLogPage(stage.client, id, request);
    let received = 0;
    const all = (async () => {
      for await (const page of windowPages(environmentId, { from, to }, load, 2500)) received += page.received;
    })();
    const { kind, message } = await failure(all);
    assert.deepEqual([kind, message], ['badReply', 'the gateway’s log lines of one time don’t end']);
    assert.equal(received, 3000);
  });

  it('are too many for a piece, also where nobody says how many they are', async () => {
    goOnWith(7000);
    assert.equal(await queryReader(stage.source, part, patience).read(environmentId, from, to), undefined);
    assert.equal(gateway.sent('AppLogPage').length, 3);
  });

  it('are too many for a piece of the export', async () => {
    let cursor = 0;
    const row = { timeUnixNano: `${now.getTime()}000000`, body: { stringValue: 'x' } };
    const appLogs = Array.from({ length: 50_001 }, () => row);
    gateway.sandbox.faults.set('AppLogExport', {
      kind: 'reply',
      change: () => ({ appLogs, cursor: String(++cursor) }),
    });
    const source: Parameters<typeof exportReader>[0] = (query, signal) =>
      fetchExportedLogs(stage.client, id, query, signal);
    const reader = exportReader(source, part, { clock: stage.clock, patience });
    let piece: unknown = 'unread';
    void reader.read(environmentId, from, to).then((lines) => (piece = lines));
    await stage.passUntil(() => piece !== 'unread');
    assert.deepEqual([piece, cursor], [undefined, 2]);
  });
});
