import assert from 'node:assert/strict';
import { createExpressionSearch } from '../../../../src/logs/model/expression-search.ts';
import type { ExpressionCondition } from '../../../../src/logs/model/log-filter.ts';
import { failure } from '../../../support/use-gateway.ts';

const entry = new URL('../../../../src/logs/model/search-worker.ts', import.meta.url);
const find = (expression: string, isExcluded = false): ExpressionCondition => ({ expression, flags: 'i', isExcluded });

describe('Searching log lines by regular expressions', () => {
  const { search, dispose } = createExpressionSearch({ entry, onCrash: () => undefined });
  const never = new AbortController().signal;
  after(dispose);

  it('says of each text whether it meets all of them, in any number of pieces', async () => {
    const texts = ['Error E1', 'error e2 ok', 'fine', 'x'.repeat(5_000_000)];
    assert.deepEqual(await search(texts, [find(String.raw`E\d`), find('ok', true)], never), [
      true,
      false,
      false,
      false,
    ]);
  });

  it('gives up one that takes too long, and goes on with the next', async () => {
    const slow = search([`${'a'.repeat(40)}!`], [find('(a+)+$')], never);
    assert.equal((await failure(slow)).kind, 'timeout');
    assert.deepEqual(await search(['a'], [find('a')], never), [true]);
  });

  it('ends when nobody waits for it', async () => {
    const controller = new AbortController();
    const given = search(['a'], [find('a')], controller.signal);
    controller.abort();
    assert.equal((await failure(given)).kind, 'cancelled');
  });
});
