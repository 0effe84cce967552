import assert from 'node:assert/strict';
import fc from 'fast-check';
import { kindsOf } from '../../../../webview-ui/audit-logs/event-kinds.ts';
import { monthName, monthsBetween } from '../../../../webview-ui/audit-logs/months.ts';
import { timelineOf } from '../../../../webview-ui/audit-logs/timeline.ts';
import { daysProblem } from '../../../../webview-ui/audit-logs/typed-days.ts';

const height = 100;
const documented = [
  'App installed',
  'App uninstalled',
  'Migration scheduled',
  'Migration started',
  'Migration completed',
  'Migration failed',
  'Forge backfill started',
  'Forge backfill completed',
];

describe('Months', () => {
  it('run from one to the other, over the ends of years', () => {
    assert.deepEqual(monthsBetween('2025-11', '2026-02', 99), ['2025-11', '2025-12', '2026-01', '2026-02']);
    assert.deepEqual(monthsBetween('2026-02', '2026-02', 99), ['2026-02']);
    assert.deepEqual(monthsBetween('2026-03', '2026-02', 99), []);
    assert.deepEqual(monthsBetween('1900-01', '2026-02', 3), ['2025-12', '2026-01', '2026-02']);
  });

  it('are named by UTC, wherever the clock stands', () => {
    const before = process.env.TZ;
    try {
      for (const zone of ['America/Los_Angeles', 'Pacific/Kiritimati', 'Europe/Berlin']) {
        process.env.TZ = zone;
        assert.deepEqual(
          [monthName('2026-03', 'en'), monthName('2024-02', 'en', true), monthName('2026-01', 'de')],
          ['March 2026', 'Feb', 'Januar 2026'],
        );
      }
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
    assert.equal(monthName('soon', 'en'), 'soon');
  });
});

describe('Kinds of audit events', () => {
  it('look different, each from all others, by colour or pattern', () => {
    const styles = kindsOf(documented).map(({ style }) => `${style.colour} ${style.pattern}`);
    assert.equal(new Set(styles).size, documented.length);
    const byPatternOfColour = Map.groupBy(kindsOf(documented), ({ style }) => style.colour);
    for (const [colour, kinds] of byPatternOfColour)
      assert.equal(new Set(kinds.map(({ style }) => style.pattern)).size, kinds.length, colour);
  });

  it('stand in the documented order, then the new ones; no more than can be told apart', () => {
    assert.deepEqual(
      kindsOf(['New', 'Migration failed', 'App installed', '__proto__']).map(({ name }) => name),
      ['App installed', 'Migration failed', 'New', '__proto__'],
    );
    assert.equal(kindsOf(Array.from({ length: 10_000 }, (_, index) => `Kind ${index}`)).length, 12);
  });
});

describe('The timeline', () => {
  const kinds = kindsOf(documented);
  const counts = (months: Record<string, Record<string, number>>) =>
    new Map(Object.entries(months).map(([month, of]) => [month, new Map(Object.entries(of))]));

  it('has a bar a month, stacked from the bottom in the order of kinds', () => {
    const { bars, lines } = timelineOf(
      ['2026-01', '2026-02'],
      counts({ '2026-02': { 'Migration failed': 1, 'App installed': 3 } }),
      kinds,
      height,
    );
    assert.deepEqual(bars[0], { month: '2026-01', total: 0, segments: [] });
    assert.deepEqual(
      bars[1]?.segments.map(({ kind, count, top, height: size }) => [kind, count, top, size]),
      [
        ['App installed', 3, 26.5, 73.5],
        ['Migration failed', 1, 0, 26.5],
      ],
    );
    assert.deepEqual(lines, [
      { count: 0, top: 100 },
      { count: 2, top: 50 },
      { count: 4, top: 0 },
    ]);
  });

  it('draws what has no kind of its own as one part on top', () => {
    const [bar] = timelineOf(
      ['2026-01'],
      counts({ '2026-01': { 'App installed': 2, Odd: 1, Other: 1 } }),
      kinds,
      height,
    ).bars;
    assert.deepEqual(
      bar?.segments.map(({ kind, count }) => [kind, count]),
      [
        ['App installed', 2],
        [undefined, 2],
      ],
    );
  });

  it('shows every part, however small, within the drawing, and no part over another', () => {
    const month = fc.record(
      Object.fromEntries(
        documented.map((name) => [
          name,
          fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 1_000_000 })),
        ]),
      ),
    );
    fc.assert(
      fc.property(fc.array(month, { minLength: 1, maxLength: 5 }), (list) => {
        const months = list.map((_, index) => `2026-0${index + 1}`);
        const { bars, lines } = timelineOf(
          months,
          counts(Object.fromEntries(list.map((of, index) => [months[index] ?? '', of]))),
          kinds,
          height,
        );
        for (const [index, { segments, total }] of bars.entries()) {
          assert.equal(
            total,
            Object.values(list[index] ?? {}).reduce((sum, count) => sum + count, 0),
          );
          let bottom = height;
          for (const segment of segments) {
            assert.ok(segment.count > 0 && segment.height >= 3 - 1e-9);
            assert.ok(Math.abs(segment.top + segment.height - bottom) < 1e-6);
            bottom = segment.top;
          }
          assert.ok(bottom > -1e-6, `ends at ${bottom}`);
        }
        assert.ok(lines.length >= 2 && lines.length <= 5);
        assert.deepEqual([lines[0]?.top, lines.at(-1)?.top], [height, 0]);
        assert.ok(lines.every(({ count }) => Number.isInteger(count)));
      }),
    );
  });
});

describe('Typed days', () => {
  const bounds = { earliest: '2024-11-22', today: '2026-11-22' };
  const problems: [from: string, to: string, problem: ReturnType<typeof daysProblem>][] = [
    ['2024-11-22', '2026-11-22', undefined],
    ['2026-02-28', '2026-02-28', undefined],
    ['', '2026-11-22', 'missing'],
    ['2026-1-1', '2026-11-22', 'missing'],
    ['2026-11-23', '2026-11-23', 'future'],
    ['2026-01-01', '2027-01-01', 'future'],
    ['2024-11-21', '2026-11-22', 'tooOld'],
    ['2026-03-02', '2026-03-01', 'beforeStart'],
  ];
  for (const [from, to, problem] of problems)
    it(`${from} to ${to}: ${problem ?? 'possible'}`, () => assert.equal(daysProblem({ from, to }, bounds), problem));
});
