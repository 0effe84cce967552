import assert from 'node:assert/strict';
import type { Failure } from '../../../../src/app-panel/protocol.ts';
import type { AuditLogsView, AuditRowsView } from '../../../../src/audit-logs/audit-logs-protocol.ts';
import { createAuditEvents } from '../../../../webview-ui/audit-logs/audit-events.ts';
import type { Answer, Ask } from '../../../../webview-ui/shell/page-client.ts';
import { noAuditLogs, noAuditRows } from '../../../support/page/no-audit-logs.ts';

const failure: Failure = { short: 'no answer', reason: '', message: '', signedOut: false };

function reply(keys: readonly number[], more: Partial<AuditRowsView>): { reply: AuditRowsView } {
  return {
    reply: {
      ...noAuditRows,
      keys: [...keys],
      ids: keys.map((key) => `event-${key}`),
      times: keys.map(() => null),
      marks: keys.map(() => 1),
      ...more,
    },
  };
}

/** The page's events, whose requests a test answers one by one. */
function start() {
  let state: AuditLogsView = noAuditLogs;
  const asked: { name: string; params: unknown; answer(answer: unknown): Promise<void> }[] = [];
  const ask: Ask = (name, params) => {
    const { promise, resolve } = Promise.withResolvers<Answer<typeof name>>();
    asked.push({
      name,
      params,
      async answer(answer) {
        resolve(answer as Answer<typeof name>);
        await promise;
        await new Promise(setImmediate);
      },
    });
    return promise;
  };
  const events = createAuditEvents({ ask, state: () => state, changed: () => undefined });
  return {
    events,
    asked,
    told: (change: Partial<AuditLogsView>) => {
      state = { ...state, ...change };
      events.follow();
    },
  };
}

describe('The page’s audit events', () => {
  it('are asked for once the extension has some, piece by piece', async () => {
    const { events, asked, told } = start();
    told({});
    assert.equal(asked.length, 0);
    told({ changes: 3 });
    told({ changes: 3 });
    assert.deepEqual(
      asked.map(({ params }) => params),
      [{ generation: 0, after: 0 }],
    );
    await asked[0]?.answer(reply([0, 1], { next: 2, more: true }));
    assert.deepEqual([events.rows.length, events.isComplete, events.isArriving], [2, false, true]);
    assert.deepEqual(asked[1]?.params, { generation: 0, after: 2 });
    await asked[1].answer(reply([2], { next: 3 }));
    assert.deepEqual(
      events.rows.map(({ id }) => id),
      ['event-0', 'event-1', 'event-2'],
    );
    assert.deepEqual([events.isComplete, events.isArriving], [true, false]);
    assert.equal(asked.length, 2);
  });

  it('take in what changed, in place', async () => {
    const { events, asked, told } = start();
    told({ changes: 2 });
    await asked[0]?.answer(reply([0, 1], { next: 2 }));
    told({ changes: 3 });
    await asked[1]?.answer(reply([0], { next: 3, marks: [3] }));
    assert.deepEqual(
      events.rows.map(({ key, isAtAtlassian }) => [key, isAtAtlassian]),
      [
        [0, true],
        [1, false],
      ],
    );
  });

  it('go on where more became known meanwhile', async () => {
    const { events, asked, told } = start();
    told({ changes: 1 });
    told({ changes: 2 });
    await asked[0]?.answer(reply([0], { next: 1 }));
    assert.deepEqual(asked[1]?.params, { generation: 0, after: 1 });
    await asked[1].answer(reply([1], { next: 2 }));
    assert.equal(events.isComplete, true);
  });

  it('are others after a refresh, and wait for the state where that is late', async () => {
    const { events, asked, told } = start();
    told({ changes: 2 });
    await asked[0]?.answer(reply([0, 1], { next: 2 }));
    told({ changes: 3 });
    await asked[1]?.answer(reply([0], { generation: 1, next: 1 }));
    assert.deepEqual(
      events.rows.map(({ key }) => key),
      [0],
    );
    assert.equal(asked.length, 2, 'it does not ask in circles');
    told({ generation: 1, changes: 1 });
    assert.equal(events.isComplete, true);
  });

  it('tell why they could not be had, and are asked for again', async () => {
    const { events, asked, told } = start();
    told({ changes: 1 });
    await asked[0]?.answer({ failure });
    assert.deepEqual([events.failure, events.isComplete, events.isArriving], [failure, false, false]);
    events.follow();
    assert.equal(events.failure, undefined);
    await asked[1]?.answer(reply([0], { next: 1 }));
    assert.equal(events.isComplete, true);
  });

  it('show the details of the one that was opened last', async () => {
    const { events, asked, told } = start();
    told({ changes: 2 });
    await asked[0]?.answer(reply([0, 1], { next: 2 }));
    const event = (key: number) => ({ key, marks: 1, fields: [] });
    events.show(0);
    events.show(1);
    assert.deepEqual(events.open, { key: 1, event: undefined });
    await asked[2]?.answer({ reply: event(1) });
    await asked[1]?.answer({ reply: event(0) });
    assert.deepEqual(events.open, { key: 1, event: event(1) });
    events.show(undefined);
    assert.equal(events.open, undefined);
    events.show(0);
    await asked[3]?.answer({ reply: null });
    assert.equal(events.open, undefined);
  });
});
