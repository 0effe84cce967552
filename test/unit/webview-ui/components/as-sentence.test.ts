import assert from 'node:assert/strict';
import { asSentence } from '../../../../webview-ui/components/as-sentence.ts';

describe('A reason on the page', () => {
  it('is a sentence of its own', () => {
    assert.equal(
      asSentence('the gateway didn’t answer in time; try again'),
      'The gateway didn’t answer in time; try again.',
    );
    assert.equal(asSentence('it was cancelled'), 'It was cancelled.');
    assert.equal(asSentence('ä'), 'Ä.');
    assert.equal(asSentence('議事録'), '議事録.');
  });

  it('stays as it is where it is one, or nothing', () => {
    for (const text of ['The view was closed before the extension answered.', 'Really?', 'Loading…', ''])
      assert.equal(asSentence(text), text);
  });
});
