import assert from 'node:assert/strict';
import { isDeviceName, safeFileName } from '../../../src/files/file-name.ts';

describe('names that Windows keeps for devices', () => {
  for (const name of ['CON', 'con .x', 'nul', 'com1.x', 'COM¹', 'LPT³', 'lpt².log', 'CONIN$', 'conout$', 'aux  ']) {
    it(`are changed: ${name}`, () => {
      assert.ok(isDeviceName(name));
      assert.ok(!isDeviceName(safeFileName(name, '.csv')));
      assert.ok(safeFileName(name, '.csv').startsWith('_'));
    });
  }

  it('are not seen where they are a part of a name', () => {
    for (const name of ['console', 'con-x', 'COM¹²', 'com10', 'lpt', 'auxiliary.x', 'x.con', 'con x'])
      assert.ok(!isDeviceName(name), name);
  });

  it('is made at once of a name that somebody made long', () => {
    const name = safeFileName(`a${'.'.repeat(300_000)}b`, '.csv');
    assert.ok(name.length < 200 && name.startsWith('a'), name);
  });
});
