import assert from 'node:assert/strict';
import type { LogLine } from '../../../src/core/log-line.ts';
import { logText } from '../../../src/logs/panel/logs-text.ts';

function lineOf(id: string, text: string): LogLine {
  const at = Date.UTC(2026, 4, 1);
  return { id, at, level: 'INFO', message: text, text, invocation: 'i-1', origin: { environmentId: 'e-1' } };
}

describe('logs as a document', () => {
  it('has as many lines as an invocation printed, be it 200,000', () => {
    const lines = Array.from({ length: 10 }, (_, index) => lineOf(String(index), '\n'.repeat(19_900)));
    const { text, parts } = logText(lines, new Map());
    assert.equal(text.split('\n').length, 1 + 10 * 19_901 + 1);
    assert.deepEqual(
      parts.map(({ start, end }) => [start, end]),
      [[0, 10 * 19_901]],
    );
  });

  it('leaves out the oldest lines that don’t fit, and says so', () => {
    const lines = ['first', 'second', 'third', 'fourth'].map((text) => lineOf(text, text));
    const { text, parts } = logText(lines, new Map(), 80);
    const [note, head, ...rest] = text.trimEnd().split('\n');
    assert.equal(note, 'The oldest 2 lines aren’t here: all of them are more than a document holds.');
    assert.match(head ?? '', /^Invocation i-1/);
    assert.deepEqual(
      rest.map((line) => line.split(' ').at(-1)),
      ['third', 'fourth'],
    );
    assert.deepEqual(
      parts.map(({ start, end }) => [start, end]),
      [[1, 3]],
    );
  });
});
