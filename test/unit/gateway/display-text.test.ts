import assert from 'node:assert/strict';
import { displayText } from '../../../src/gateway/display-text.ts';

describe('a message of a deployment', () => {
  for (const [message, text] of [
    ['{green.bold Done}', 'Done'],
    ['Deployed {bold {red to} production}', 'Deployed to production'],
    ['\u001b[31mred\u001b[0m \u0007bell', 'red bell'],
    ['{ "key": "value" }', '{ "key": "value" }'],
    ['{unknown.style text}', '{unknown.style text}'],
    ['{bgRed.whiteBright  a} {dim}', 'a {dim}'],
    ['turn\u202eed', 'turned'],
    ['  ', ''],
  ] as const)
    it(`is bare text: ${JSON.stringify(message)}`, () => assert.equal(displayText(message), text));

  it('is cut, and read in no time whatever is in it', () => {
    assert.equal(displayText('{red '.repeat(100_000)).length, 9999);
    assert.equal(displayText('{bold.'.repeat(50_000) + ' x}').length, 10_000);
  });
});
