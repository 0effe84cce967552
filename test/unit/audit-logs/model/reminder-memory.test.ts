import assert from 'node:assert/strict';
import { dayMs } from '../../../../src/audit-logs/model/days.ts';
import { noteApps, noteReminded, parseMemory, remindable } from '../../../../src/audit-logs/model/reminder-memory.ts';

const now = new Date('2025-06-15T12:00:00Z');
const after = (ms: number) => new Date(now.getTime() + ms);

describe('what was told about archives', () => {
  it('allows a reminder once a day for each folder', () => {
    const memory = noteReminded(parseMemory(undefined), ['/a'], now);
    assert.deepEqual(remindable(['/a', '/b', '/b'], memory, after(dayMs - 1)), ['/b']);
    assert.deepEqual(remindable(['/a', '/b'], memory, after(dayMs)), ['/a', '/b']);
    const both = noteReminded(memory, ['/b'], after(dayMs / 2));
    assert.deepEqual(remindable(['/a', '/b'], both, after(dayMs)), ['/a']);
  });

  it('is not silenced by a clock that was ahead', () => {
    const memory = noteReminded(parseMemory(undefined), ['/a'], after(60 * dayMs));
    assert.deepEqual(remindable(['/a'], memory, now), ['/a']);
  });

  it('keeps no times that no longer matter, and no app twice', () => {
    const memory = noteReminded(noteReminded(parseMemory({}), ['/a'], now), ['/b'], after(2 * dayMs));
    assert.deepEqual(Object.keys(memory.reminded), ['/b']);
    assert.deepEqual(noteApps(noteApps(memory, 'offered', ['x']), 'offered', ['x', 'y']).offered, ['x', 'y']);
  });

  it('is empty where something else is kept', () => {
    const empty = { reminded: {}, offered: [], declined: [], archived: [] };
    for (const kept of [undefined, 7, 'x', [], { reminded: { a: 'x' }, offered: 'x', declined: [1], archived: null }])
      assert.deepEqual(parseMemory(kept), empty);
    const sound = { reminded: { '/a': 5 }, offered: ['x'], declined: [], archived: ['z'] };
    assert.deepEqual(parseMemory({ ...sound, declined: 7 }), sound);
  });
});
