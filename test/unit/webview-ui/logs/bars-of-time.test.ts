import assert from 'node:assert/strict';
import type { LogTimeline } from '../../../../src/logs/log-protocol.ts';
import { barParts, markAt, timeOfBars } from '../../../../webview-ui/logs/bars-of-time.ts';

/** Ten bars of a minute each from 0 on; the times end within the last. */
const timeline: LogTimeline = {
  length: 60_000,
  until: 570_000,
  goesOn: true,
  bars: Array.from({ length: 10 }, (_, index) => ({ at: index * 60_000, counts: {} })),
  deployments: [],
  isZoomed: false,
};

describe('The bars of the timeline of logs', () => {
  it('have three parts, by what is told apart at a glance', () => {
    const counts = { TRACE: 1, DEBUG: 2, INFO: 4, WARN: 8, ERROR: 16, FATAL: 32 };
    assert.deepEqual(barParts({ counts }), { errors: 48, warnings: 8, others: 7 });
    assert.deepEqual(barParts({ counts: {} }), { errors: 0, warnings: 0, others: 0 });
  });

  it('lead to their times, several of them in whichever direction they were chosen', () => {
    assert.deepEqual(timeOfBars(timeline, [3, 3]), { from: 180_000, to: 240_000 });
    assert.deepEqual(timeOfBars(timeline, [2, 5]), { from: 120_000, to: 360_000 });
    assert.deepEqual(timeOfBars(timeline, [5, 2]), { from: 120_000, to: 360_000 });
  });

  it('lead on to the present where they reach it, and end where times that are over do', () => {
    assert.deepEqual(timeOfBars(timeline, [9, 9]), { from: 540_000 });
    assert.deepEqual(timeOfBars({ ...timeline, goesOn: false }, [9, 9]), { from: 540_000, to: 570_000 });
  });

  it('have deployments in their places among them', () => {
    assert.equal(markAt(timeline, 0), 0);
    assert.equal(markAt(timeline, 300_000), 50);
    assert.equal(markAt(timeline, 900_000), 100);
    assert.equal(markAt({ ...timeline, bars: [] }, 5), 0);
  });
});
