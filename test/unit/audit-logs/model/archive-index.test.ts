import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatIndex, parseIndex } from '../../../../src/audit-logs/model/archive-index.ts';
import { daysToFetch, noteFetched } from '../../../../src/audit-logs/model/fetched-days.ts';
import { archiveState } from '../../../../src/audit-logs/model/archive-state.ts';
import { addDays, dayMs, dayOf } from '../../../../src/audit-logs/model/days.ts';
import { now } from '../../../support/use-gateway.ts';

describe('the index of an archive', () => {
  const today = dayOf(now);

  it('asks for every day that was never fetched whole, and for the last 31', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 730 }), fc.integer({ min: 0, max: 60 })), { maxLength: 6 }),
        (runs) => {
          let fetched: ReturnType<typeof noteFetched> = [];
          for (const [ago, length] of runs)
            fetched = noteFetched(
              fetched,
              { from: addDays(today, -ago), to: addDays(today, Math.min(0, length - ago)) },
              now,
            );
          const asked = daysToFetch(fetched, now);
          const isIn = (day: string, ranges: readonly { from: string; to: string }[]) =>
            ranges.some(({ from, to }) => from <= day && day <= to);
          for (let ago = 0; ago <= 730; ago++) {
            const day = addDays(today, -ago);
            assert.equal(isIn(day, asked), ago <= 30 || !isIn(day, fetched), day);
          }
          assert.ok(!isIn(today, fetched), 'a day that is not over is never whole');
          assert.ok(asked.every(({ from }, index) => index === 0 || from > (asked[index - 1]?.to ?? '')));
          assert.deepEqual(
            parseIndex(formatIndex({ appId: 'a', appName: 'b "c"', fetched, months: new Map() })).fetched,
            fetched,
          );
        },
      ),
    );
  });

  const index = (...days: (readonly [string, string, string])[]) => ({
    appId: 'a',
    appName: 'b',
    archivedAt: new Date(days.at(-1)?.[2] ?? 0),
    fetched: days.map(([from, to, at]) => ({ from, to, at: new Date(at) })),
  });

  it('tells what may be lost', () => {
    const late = archiveState(
      index(['2025-03-03', '2025-04-19', '2025-04-20T08:00:00Z']),
      new Date('2025-04-21T08:00:00Z'),
      21,
    );
    assert.deepEqual(late.late, [
      { from: '2025-03-03', to: '2025-04-20', uninstalledBefore: '2025-03-21', isPast: false },
    ]);
    assert.deepEqual(late.atRisk, []);
    const onTime = archiveState(
      index(['2025-04-01', '2025-04-19', '2025-04-20T08:00:00Z'], ['2025-04-20', '2025-05-10', '2025-05-11T08:00:00Z']),
      new Date('2025-05-12T08:00:00Z'),
      21,
    );
    assert.deepEqual([onTime.late, onTime.atRisk, onTime.isDue], [[], [], false]);
    const forgotten = archiveState(index(['2025-04-01', '2025-04-19', '2025-04-20T08:00:00Z']), now, 21);
    assert.deepEqual(forgotten.atRisk, [
      { from: '2025-04-20', to: today, uninstalledBefore: '2025-05-16', isPast: false },
    ]);
    const holed = archiveState(
      index(['2021-01-01', '2021-01-31', '2021-02-01T00:00:00Z'], ['2025-05-20', '2025-06-14', '2025-06-15T00:00:00Z']),
      now,
      21,
    );
    assert.deepEqual(
      holed.atRisk.map(({ from, to, isPast }) => [from, to, isPast]),
      [['2021-02-01', '2025-05-19', false]],
    );
  });

  it('is due after the reminder’s days, 30 at most', () => {
    const state = (days: number, reminder: number) =>
      archiveState(
        index(['2025-06-01', '2025-06-01', new Date(now.getTime() - days * dayMs).toISOString()]),
        now,
        reminder,
      ).isDue;
    assert.deepEqual(
      [state(20.9, 21), state(21, 21), state(29.9, 90), state(30, 90), state(1, 0)],
      [false, true, false, true, true],
    );
    assert.equal(archiveState({ appId: 'a', appName: 'b', fetched: [] }, now, 21).isDue, true);
  });
});
