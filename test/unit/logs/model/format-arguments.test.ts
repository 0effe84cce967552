import assert from 'node:assert/strict';
import { format } from 'node:util';
import { formatArguments, readArguments } from '../../../../src/logs/model/format-arguments.ts';

describe('Arguments of a log call', () => {
  const formatted = (message: string, json: string) => formatArguments(message, readArguments(json).values);

  it('are formatted as Node does', () => {
    for (const [message, ...values] of [
      ['Saved %s of %d', 'a', 3, { b: [1, 2] }],
      ['plain', 'text', null, true, { a: { b: { c: 1 } } }],
      ['100%', 5],
    ] as const)
      assert.deepEqual(formatted(message, JSON.stringify(values)), format(message, ...values));
  });

  it('show the stacks of errors, also of the runtime’s own', () => {
    const error = { name: 'FUNCTION_ERR', message: 'No issue', stack: 'Error: No issue\n    at run (index.js:1:2)' };
    assert.deepEqual(formatted('Failed', JSON.stringify([error])), `Failed ${error.stack}`);
    assert.deepEqual(readArguments(JSON.stringify([error])).errors, [{ ...error, name: 'Error' }]);
    const other = { name: 'TypeError', message: 'x is not a function', stack: '' };
    assert.deepEqual(formatted('Failed', JSON.stringify([other])), 'Failed TypeError: x is not a function');
  });

  it('that are no JSON, or no list, are one argument', () => {
    assert.deepEqual(formatted('a', '[1, oops'), 'a [1, oops');
    assert.deepEqual(formatted('a', '{"b":1}'), 'a { b: 1 }');
  });

  it('that a placeholder can’t take are shown behind the message', () => {
    const odd = '[{"toString":1,"valueOf":2}]';
    for (const placeholder of ['%d', '%i', '%f'])
      assert.equal(formatted(`${placeholder} items`, odd), `${placeholder} items { toString: 1, valueOf: 2 }`);
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    assert.match(formatted('got %j', `[${deep}]`), /^got %j \[/);
  });

  it('are bounded in number, size and depth', () => {
    const many = formatted('a', JSON.stringify(Array.from({ length: 10_000 }, (_, index) => index)));
    assert.match(many, / 98 99 … 9900 more arguments$/);
    const wide = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`k${index}`, index]));
    assert.match(formatted('a', JSON.stringify([wide])), /… 4900 more items/);
    const long = formatted('a', JSON.stringify([Array.from({ length: 250 }, (_, index) => index)]));
    assert.match(long, /\s99,\s+'… 150 more items'\s+\]$/);
    const inner = Array.from({ length: 60 }, (_, index) => ({ index, list: [1, 2] }));
    const nested = formatted('a', JSON.stringify([Array.from({ length: 100 }, () => inner)]));
    assert.ok(nested.length < 40_000, String(nested.length));
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    assert.ok(formatted('a', `[${deep}]`).length < 1_000);
  });
});
