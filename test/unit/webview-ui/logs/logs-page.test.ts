import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import type { LogsState } from '../../../../src/logs/log-protocol.ts';
import type { LogRow } from '../../../../src/logs/log-row-protocol.ts';
import { type AskLogs, LogsPage } from '../../../../webview-ui/logs/logs-page.ts';
import { noLogs } from '../../../support/page/logs-before-start.ts';

const failure = { short: 'No answer', reason: 'It failed.', message: '', signedOut: false };

const row = (index: number, text = `line ${index}`): LogRow => ({
  kind: 'line',
  id: `id-${index}`,
  at: index,
  level: 'INFO',
  text,
  origin: '',
  isInside: false,
});

/** A page over rows that a test changes; requests are answered in turn. */
function start(state: Partial<LogsState> = {}) {
  const asked: [name: string, params: unknown][] = [];
  const host = { rows: Array.from({ length: 1000 }, (_, index) => row(index)), fails: false };
  let draws = 0;
  const current = (): LogsState => ({ ...noLogs, phase: 'ready', rows: host.rows.length, ...state });
  type RowParams = { from: number; count: number; anchor?: { id: string; index: number } };
  const ask = (async (name: string, params: RowParams) => {
    asked.push([name, params]);
    await turn();
    if (host.fails) return { failure };
    if (name !== 'logRows') return { reply: null };
    const { count, anchor } = params;
    const moved = anchor === undefined ? 0 : host.rows.findIndex(({ id }) => id === anchor.id) - anchor.index;
    const from = params.from + moved;
    return { reply: { version: page.state.version, from, rows: host.rows.slice(from, from + count) } };
  }) as unknown as AskLogs;
  const page: LogsPage = new LogsPage({ state: current(), ask, changed: () => draws++ });
  const receive = (change: Partial<LogsState>): void => page.receive({ ...current(), ...change });
  return { page, host, asked, receive, draws: () => draws };
}

async function settled(): Promise<void> {
  for (let round = 0; round < 6; round++) await turn();
}

describe('The filter of a page of logs', () => {
  it('is sent as far as it is taken, however much is pasted', async () => {
    const { page, asked } = start();
    page.filterBy('x'.repeat(200_000));
    await settled();
    assert.deepEqual(asked, [['setLogFilter', { filter: 'x'.repeat(10_001) }]]);
  });
});

describe('The rows of a page of logs', () => {
  it('are fetched around what is seen, once', async () => {
    const { page, asked } = start();
    page.rows.want({ first: 100, end: 160 });
    page.rows.want({ first: 100, end: 160 });
    await settled();
    assert.deepEqual(asked, [['logRows', { from: 100, count: 60 }]]);
    assert.equal(page.rows.at(99), undefined);
    assert.equal(page.rows.at(100)?.id, 'id-100');
    assert.equal(page.rows.indexOf('id-159'), 159);
  });

  it('are fetched for the last place that was wanted while a request was under way', async () => {
    const { page, asked } = start();
    for (const first of [0, 100, 200, 300]) page.rows.want({ first, end: first + 50 });
    await settled();
    assert.deepEqual(
      asked.map(([, params]) => params),
      [
        { from: 0, count: 50 },
        { from: 300, count: 50 },
      ],
    );
  });

  it('stay until newer ones arrive', async () => {
    const { page, host, receive } = start();
    page.rows.want({ first: 0, end: 10 });
    await settled();
    host.rows[3] = row(3, 'changed');
    receive({ version: 2 });
    page.rows.want({ first: 0, end: 10 });
    assert.ok(page.rows.at(3));
    await settled();
    const changed = page.rows.at(3);
    assert.equal(changed?.text, 'changed');
  });

  it('are not asked for again where the extension has fewer than it said', async () => {
    const { page, host, asked } = start();
    host.rows.length = 5;
    page.rows.want({ first: 0, end: 60 });
    await settled();
    page.rows.want({ first: 0, end: 60 });
    await settled();
    assert.equal(asked.length, 1);
  });

  it('are not asked for over and over where that fails, but again when there is something newer', async () => {
    const { page, host, asked, receive } = start();
    host.fails = true;
    page.rows.want({ first: 0, end: 60 });
    await settled();
    page.rows.want({ first: 0, end: 60 });
    await settled();
    assert.equal(asked.length, 1);
    assert.equal(page.rows.failure, failure);
    host.fails = false;
    receive({ version: 2 });
    page.rows.want({ first: 0, end: 60 });
    await settled();
    assert.equal(page.rows.at(0)?.id, 'id-0');
    assert.equal(page.rows.failure, undefined);
  });
});

describe('The rows that are seen', () => {
  it('stay at the end while those that came there are fetched', async () => {
    const { page, host, receive } = start();
    page.rows.want({ first: 940, end: 1000 });
    await settled();
    host.rows.push(row(1000), row(1001));
    receive({ version: 2 });
    assert.equal(page.rows.at(1001)?.id, 'id-999');
    page.rows.want({ first: 942, end: 1002 });
    await settled();
    assert.equal(page.rows.at(1001)?.id, 'id-1001');
  });

  it('stay in their place when older ones come in above them', async () => {
    const { page, host, receive } = start();
    page.stay(false);
    page.rows.want({ first: 0, end: 60 });
    await settled();
    page.drawn = { first: 0, end: 60 };
    page.top = 3;
    page.active = 5;
    host.rows.unshift(...Array.from({ length: 200 }, (_, index) => row(-200 + index)));
    receive({ version: 2 });
    page.rows.want({ first: 0, end: 60 });
    await settled();
    assert.equal(page.rows.at(203)?.id, 'id-3');
    assert.deepEqual([page.top, page.active, page.movedBy], [203, 205, 200]);
    assert.deepEqual(page.drawn, { first: 200, end: 260 });
  });

  it('go nowhere when lines come below them', async () => {
    const { page, host, receive } = start();
    page.stay(false);
    page.rows.want({ first: 0, end: 60 });
    await settled();
    host.rows.push(row(1000));
    receive({ version: 2 });
    page.rows.want({ first: 0, end: 60 });
    await settled();
    assert.deepEqual([page.rows.at(0)?.id, page.movedBy], ['id-0', 0]);
  });
});

describe('A page of logs', () => {
  it('stays at its end until the reader leaves it, and counts what comes from then on', () => {
    const { page, receive } = start({ arrived: 10 });
    receive({ arrived: 12 });
    assert.deepEqual([page.isAtEnd, page.unseen], [true, 0]);
    page.stay(false);
    receive({ arrived: 24 });
    assert.equal(page.unseen, 12);
    page.goToEnd();
    assert.deepEqual([page.isAtEnd, page.unseen], [true, 0]);
  });

  it('leaves the end when a line is unfolded, so that it stays in its place', () => {
    const { page } = start();
    page.toggle(row(4));
    assert.equal(page.isAtEnd, false);
    assert.deepEqual(page.openLine('id-4'), { details: undefined });
    page.toggle(row(4));
    assert.equal(page.openLine('id-4'), undefined);
  });

  it('goes to its end again for another filter or app', () => {
    const { page, receive } = start();
    page.stay(false);
    receive({ filter: 'level:error' });
    assert.equal(page.isAtEnd, true);
    page.stay(false);
    receive({ filter: 'level:error', app: 'Other' });
    assert.equal(page.isAtEnd, true);
  });

  it('counts nothing as new that another filter finds', () => {
    const { page, receive } = start({ arrived: 10 });
    page.stay(false);
    receive({ filter: 'level:error', arrived: 40, reveal: { turn: 1, id: 'id-4', row: 4 } });
    assert.deepEqual([page.isAtEnd, page.unseen], [false, 0]);
    receive({ filter: 'level:error', arrived: 42, reveal: { turn: 1, id: 'id-4', row: 4 } });
    assert.equal(page.unseen, 2);
  });

  it('comes back where the one before it was', async () => {
    const { page, asked } = start({ place: { top: 40, open: ['id-42'] } });
    await settled();
    assert.equal(page.isAtEnd, false);
    assert.deepEqual(asked, [['logDetails', { id: 'id-42', whole: false }]]);
  });

  it('tells where it is when that changed, without a word of any line', async () => {
    const { page, asked } = start();
    page.keepPlace();
    await settled();
    assert.deepEqual(asked, [], 'the extension knows that the page begins at the end');
    page.stay(false);
    page.top = 7;
    page.keepPlace();
    page.keepPlace();
    await settled();
    assert.deepEqual(asked, [['keepLogPlace', { top: 7, open: [] }]]);
  });

  it('sends the last of several typed filters', async () => {
    const { page, asked, receive } = start();
    for (const text of ['e', 'er', 'err']) page.filterBy(text);
    assert.equal(page.typed, 'err');
    await settled();
    assert.deepEqual(
      asked.map(([, params]) => params),
      [{ filter: 'e' }, { filter: 'err' }],
    );
    receive({ filter: 'err' });
    assert.equal(page.typed, undefined);
  });

  it('shows a request that failed until it is dismissed', async () => {
    const { page, host } = start();
    host.fails = true;
    assert.equal(await page.send('arrangeLogs', { isGrouped: true }), undefined);
    assert.equal(page.failure, failure);
    page.dismiss();
    assert.equal(page.failure, undefined);
  });

  it('fetches older lines once, and none where there are none', async () => {
    const { page, asked, receive } = start({ hasOlder: true, isLoading: false });
    page.wantOlder();
    page.wantOlder();
    await settled();
    receive({ hasOlder: false, isLoading: false });
    page.wantOlder();
    assert.deepEqual(asked, [['logCommand', { command: 'older' }]]);
  });
});
