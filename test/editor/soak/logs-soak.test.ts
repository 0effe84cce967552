import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import Mocha from 'mocha';
import { appAri } from '../../../src/core/ids.ts';
import { parseFilter } from '../../../src/logs/model/filter-text.ts';
import { storeLimits } from '../../../src/logs/model/line-store.ts';
import { createLogSession, type LogSession } from '../../../src/logs/model/log-session.ts';
import type { LogSource } from '../../../src/logs/model/log-source.ts';
import { createLogMemory } from '../../../src/logs/panel/log-memory.ts';
import { ShownLogs } from '../../../src/logs/panel/shown-logs.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { reportedLine } from '../../support/bench/reported-lines.ts';
import { useConsole } from '../../support/editor/console.ts';
import { leftBehind } from '../../support/editor/left-behind.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const day = process.env.FORGE_CONSOLE_SOAK === 'day';
/** Lines that are there before, and lines that are followed then. */
const amounts = day ? { before: storeLimits.lines, followed: 30_000 } : { before: 3_000, followed: 500 };
/** A line every 200 ms, so 25 to a poll. */
const lineMs = 200;
const pollMs = 5_000;
const perPoll = pollMs / lineMs;
const start = Date.UTC(2026, 0, 1);

/** A source of lines without end, which takes no time of its own. */
function endlessSource(now: () => number): LogSource {
  return {
    now,
    environments: () => Promise.resolve([{ id: 'environment', key: 'production' }]),
    sites: () => [],
    refreshSites: () => undefined,
    page({ query: { from, to }, offset, limit }) {
      const first = Math.max(0, Math.ceil((from - start) / lineMs)) + offset;
      const end = Math.floor((Math.min(to, now()) - start) / lineMs) + 1;
      const indexes = Array.from({ length: Math.max(0, Math.min(limit, end - first)) }, (_, index) => first + index);
      const lines = indexes.map((index) => ({ ...reportedLine(index, 0), at: start + index * lineMs }));
      const hasNextPage = first + lines.length < end;
      return Promise.resolve({ lines, received: lines.length, hasNextPage, total: undefined });
    },
  };
}

/** The longest turn of this thread, in milliseconds of its CPU time: other work of the computer does not count. */
function watchTurns() {
  const used = () => process.threadCpuUsage();
  let [isOn, longest, last] = [true, 0, used()];
  void (async () => {
    while (isOn) {
      await turn();
      const { user, system } = process.threadCpuUsage(last);
      longest = Math.max(longest, (user + system) / 1000);
      last = used();
    }
  })();
  return () => {
    isOn = false;
    return longest;
  };
}

describe('logs that are followed', function () {
  // A day's work takes as long as the computer is busy otherwise; what it costs is measured in CPU time.
  this.timeout(day ? 60 * 60_000 : 60_000);
  const forge = useConsole();

  async function showEndless() {
    await forge.signIn('main');
    const [data] = forge.services.data.list;
    assert.ok(data);
    const clock = createVirtualClock();
    let time = start + amounts.before * lineMs;
    const made: LogSession[] = [];
    const shown = new ShownLogs({
      makeSession(app, filter) {
        const source = endlessSource(() => time);
        const search = () => Promise.resolve([]);
        const session = createLogSession({ place: { account: 'a', appId: app.id }, source, search, clock, filter });
        made.push(session);
        return session;
      },
      isSignedIn: () => true,
      memory: createLogMemory(forge.extension.context.workspaceState, (error) => {
        throw error;
      }),
      changed: () => undefined,
      tunnelsOf: () => [],
      now: () => time,
    });
    shown.show({ data, id: appAri(sampleAppIds.timesheets), name: 'Timesheets' }, parseFilter('last:30d').filter);
    shown.watch('visible');
    const [session] = made;
    assert.ok(session);
    return {
      shown,
      session,
      async settled(holds: () => boolean) {
        while (!holds()) await turn();
      },
      async pass(ms: number) {
        time += ms;
        await clock.pass(ms);
      },
    };
  }

  it(`past ${amounts.before} lines, ${amounts.followed} more, leave nothing behind and hold up nothing`, async () => {
    const stage = await showEndless();
    const { shown, session } = stage;
    try {
      await stage.settled(() => session.status.kind === 'following');
      while (session.hasOlder && session.store.all.length < amounts.before) {
        session.fetchOlder();
        await stage.settled(() => !session.isFetchingOlder);
      }
      shown.arrange({ isGrouped: true });
      /** A poll, and what the page asks for after it. */
      const poll = async () => {
        const newest = session.store.all.at(-1);
        await stage.pass(pollMs);
        await stage.settled(() => session.store.all.at(-1) !== newest);
        await turn();
        const { rows } = shown.state();
        await turn();
        assert.equal(shown.rows(rows - 60, 60).rows.length, 60);
      };
      for (let warm = 0; warm < 20; warm++) await poll();
      const before = await leftBehind(() => forge.extension.listeners());
      const first = session.store.all.at(-1)?.at ?? 0;
      const longest = watchTurns();
      for (let lines = 0; lines < amounts.followed; lines += perPoll) await poll();
      const longestMs = longest();
      const after = await leftBehind(() => forge.extension.listeners());
      const growth = after.heap / before.heap - 1;
      Mocha.reporters.Base.consoleLog(
        JSON.stringify({
          soak: amounts,
          lines: session.store.all.length,
          heapMB: [before.heap, after.heap].map((bytes) => Math.round(bytes / 10_000) / 100),
          longestTurnMs: Math.round(longestMs * 10) / 10,
        }),
      );
      const followed = session.store.all.filter(({ at }) => at > first).map(({ at }) => (at - first) / lineMs);
      assert.deepEqual(
        followed,
        Array.from({ length: amounts.followed }, (_, index) => index + 1),
      );
      assert.ok(session.store.all.length <= storeLimits.lines);
      assert.equal(after.listeners, before.listeners, 'listeners stay subscribed');
      if (day) assert.ok(growth < 0.05, `the heap grew by ${Math.round(growth * 100)} %`);
      if (day) assert.ok(longestMs <= 16, `a turn took ${longestMs} ms`);
    } finally {
      shown.dispose();
    }
  });
});
