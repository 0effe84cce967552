import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addDays, dayMs, dayOf, isDay, startOf } from '../../../../src/audit-logs/model/days.ts';
import { dayProblem, earliestDay, presetRange, presets } from '../../../../src/audit-logs/model/day-range.ts';
import { halves, monthWindows } from '../../../../src/audit-logs/model/time-windows.ts';

const instants = fc.date({
  min: new Date('2000-01-01T00:00:00Z'),
  max: new Date('2090-12-31T23:59:59Z'),
  noInvalidDate: true,
});

describe('ranges of days', () => {
  const now = new Date('2025-06-15T12:00:00Z');

  it('end today and are as long as they are called', () => {
    assert.deepEqual(
      presets.map((preset) => presetRange(preset, now)),
      [
        { from: '2025-05-17', to: '2025-06-15' },
        { from: '2025-03-18', to: '2025-06-15' },
        { from: '2024-06-16', to: '2025-06-15' },
        { from: '2023-06-15', to: '2025-06-15' },
      ],
    );
  });

  it('know leap days', () => {
    assert.equal(isDay('2024-02-29'), true);
    assert.equal(isDay('2023-02-29'), false);
    assert.equal(isDay('2100-02-29'), false);
    assert.equal(addDays('2024-02-28', 1), '2024-02-29');
    assert.equal(earliestDay(new Date('2024-02-29T10:00:00Z')), '2022-03-01');
    assert.equal(earliestDay(new Date('2026-02-28T10:00:00Z')), '2024-02-28');
  });

  it('are days of UTC, on the days on which clocks change too', () => {
    for (const day of ['2025-03-30', '2025-10-26', '2025-03-09', '2025-11-02']) {
      assert.equal(startOf(addDays(day, 1)).getTime() - startOf(day).getTime(), dayMs);
      assert.equal(dayOf(new Date(`${day}T23:59:59.999Z`)), day);
    }
  });

  it('are the same wherever the computer is', () => {
    const here = process.env.TZ;
    const days = [
      '2024-02-29',
      '2026-02-28',
      '2026-03-01',
      '2025-03-30',
      '2025-10-26',
      '2025-03-09',
      '2025-11-02',
      '2024-12-31',
      '2025-01-01',
    ];
    const at = days.flatMap((day) =>
      ['00:00:00.000', '00:30:00.000', '12:00:00.000', '23:59:59.999'].map((time) => new Date(`${day}T${time}Z`)),
    );
    const outcome = () =>
      JSON.stringify(
        at.map((time) =>
          presets.map((preset) => {
            const range = presetRange(preset, time);
            return [
              range,
              monthWindows(range, time),
              dayProblem(addDays(range.to, 1), time),
              dayProblem(addDays(earliestDay(time), -1), time),
            ];
          }),
        ),
      );
    try {
      process.env.TZ = 'UTC';
      const expected = outcome();
      for (const [zone, offset] of [
        ['Pacific/Kiritimati', -840],
        ['Pacific/Pago_Pago', 660],
        ['Europe/Berlin', -60],
        ['America/St_Johns', 210],
        ['Asia/Kathmandu', -345],
        ['Australia/Lord_Howe', -660],
      ] as const) {
        process.env.TZ = zone;
        assert.equal(new Date('2025-01-15T00:00:00Z').getTimezoneOffset(), offset, `${zone} is not in force`);
        assert.equal(outcome(), expected, zone);
      }
    } finally {
      if (here === undefined) delete process.env.TZ;
      else process.env.TZ = here;
    }
  });

  it('reach back two years from a leap day, and to one', () => {
    const of = (now: string) => presets.map((preset) => presetRange(preset, new Date(now)).from);
    assert.deepEqual(of('2024-02-29T23:59:59Z'), ['2024-01-31', '2023-12-02', '2023-03-02', '2022-03-01']);
    assert.deepEqual(of('2024-03-01T00:00:00Z'), ['2024-02-01', '2023-12-03', '2023-03-02', '2022-03-01']);
    assert.deepEqual(of('2026-02-28T12:00:00Z'), ['2026-01-30', '2025-12-01', '2025-03-01', '2024-02-28']);
    // The window of the leap day's month ends where March begins.
    const [, second] = monthWindows({ from: '2024-01-15', to: '2024-03-15' }, new Date('2025-06-15T12:00:00Z'));
    assert.deepEqual(second, { start: startOf('2024-02-01'), end: startOf('2024-03-01') });
  });

  it('say why a day is not possible, and what is', () => {
    assert.deepEqual(dayProblem('12.3.2024', now), { kind: 'notWrittenAsDay' });
    assert.deepEqual(dayProblem('', now), { kind: 'notWrittenAsDay' });
    assert.deepEqual(dayProblem('2025-02-30', now), { kind: 'noSuchDay' });
    assert.deepEqual(dayProblem('2025-13-01', now), { kind: 'noSuchDay' });
    assert.deepEqual(dayProblem('2025-06-16', now), { kind: 'future', today: '2025-06-15' });
    assert.deepEqual(dayProblem('2023-06-14', now), { kind: 'tooOld', earliest: '2023-06-15' });
    assert.deepEqual(dayProblem('2025-06-01', now, '2025-06-02'), { kind: 'beforeStart', from: '2025-06-02' });
    for (const day of ['2025-06-15', '2023-06-15', '2024-02-29']) assert.equal(dayProblem(day, now), undefined);
  });

  it('are possible where they are offered', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...presets), (at, preset) => {
        const { from, to } = presetRange(preset, at);
        assert.equal(dayProblem(from, at), undefined);
        assert.equal(dayProblem(to, at, from), undefined);
      }),
    );
  });
});

describe('windows', () => {
  const days = fc
    .tuple(instants, fc.integer({ min: 0, max: 760 }), fc.integer({ min: 0, max: 760 }))
    .map(([now, a, b]) => {
      const today = dayOf(now);
      return { now, range: { from: addDays(today, -Math.max(a, b)), to: addDays(today, -Math.min(a, b)) } };
    });

  it('cover what there is of a range without a hole, none longer than a month, none in the future or before two years', () => {
    fc.assert(
      fc.property(days, ({ now, range }) => {
        const windows = monthWindows(range, now);
        const earliest = startOf(earliestDay(now));
        for (const [index, { start, end }] of windows.entries()) {
          assert.ok(start < end && end <= now && start >= earliest);
          assert.ok(end.getTime() - start.getTime() <= 31 * dayMs);
          if (index > 0) assert.deepEqual(start, windows[index - 1]?.end);
        }
        const [first, last] = [windows[0], windows.at(-1)];
        if (range.to < earliestDay(now)) return;
        if (first === undefined || last === undefined) {
          assert.ok(dayOf(now) === range.from || range.to === earliestDay(now));
          return;
        }
        if (range.from > earliestDay(now)) assert.deepEqual(first.start, startOf(range.from));
        assert.deepEqual(last.end, range.to === dayOf(now) ? now : startOf(addDays(range.to, 1)));
      }),
    );
  });

  it('are split into halves that cover them, down to a least length', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 31 * dayMs }), (start, length) => {
        const window = { start, end: new Date(start.getTime() + length) };
        const parts = halves(window, 60_000);
        if (length <= 60_000) {
          assert.equal(parts, undefined);
          return;
        }
        const [left, right] = parts ?? assert.fail();
        assert.deepEqual([left.start, left.end, right.end], [window.start, right.start, window.end]);
        assert.ok(left.start < left.end && right.start < right.end);
      }),
    );
  });
});
