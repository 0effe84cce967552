import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { blotOut, redact } from '../../../src/core/redaction.ts';
import { property } from '../../support/fuzz/check-property.ts';
import { hostileTexts } from '../../support/fuzz/json.ts';
import { encoded, spelled, unspelled } from '../../support/fuzz/spellings.ts';

/** All but what begins an escape: those spellings have two readings. */
const letters = Array.from('ABCTabcdefuxyz0123456789+/=_-.":@ ');
const secret = fc.string({ unit: fc.constantFrom(...letters), minLength: 12, maxLength: 60 });
const around = fc.oneof(fc.constantFrom(...hostileTexts, '\\', '\\\\', '%', '%2', '&#', '***'), fc.string());

/** Longest common part of a secret and a text that still says something of the secret. */
const tellsOf = (text: string, hidden: string) => {
  const parts = Array.from({ length: Math.max(1, hidden.length - 9) }, (_, start) => hidden.slice(start, start + 10));
  return parts.find((part) => text.includes(part));
};

describe('a secret in a text', function () {
  this.timeout(600_000);

  const echo = secret.chain((hidden) =>
    fc.record({ hidden: fc.constant(hidden), echoed: encoded(hidden).chain(spelled), before: around, after: around }),
  );
  property('is blotted out however it is spelled', 2000, echo, ({ hidden, echoed, before, after }) => {
    const clean = blotOut(`${before} ${echoed} ${after}`, [hidden]);
    const read = unspelled(clean);
    const decoded = read
      .split(/[^\w+/=-]+/)
      .flatMap((word) => [0, 1, 2, 3].map((skipped) => Buffer.from(word.slice(skipped), 'base64').toString('latin1')));
    for (const text of [read, ...decoded]) {
      const told = tellsOf(text, unspelled(hidden));
      assert.equal(told, undefined, `${clean} tells ${String(told)}`);
    }
  });

  const inJson = secret.chain((hidden) =>
    fc.record({ hidden: fc.constant(hidden), value: fc.jsonValue(), before: around, after: around }),
  );
  property('leaves what is valid JSON valid', 1000, inJson, ({ hidden, value, before, after }) => {
    const echo = { [`${before}${hidden}${after}`]: [`${before}${hidden}`, `${hidden}${after}`, value] };
    for (const text of [JSON.stringify(echo), JSON.stringify({ nested: JSON.stringify(echo) })]) {
      const clean = blotOut(text, [hidden]);
      assert.doesNotThrow(() => JSON.parse(clean), clean);
      assert.notEqual(clean, text);
    }
  });

  const other = fc.record({ hidden: secret, texts: fc.array(around) });
  property('costs no other text anything', 1000, other, ({ hidden, texts }) => {
    for (const text of texts) if (!unspelled(text).includes('***')) assert.equal(blotOut(text, [hidden]), text);
  });

  const token = fc
    .string({ unit: fc.constantFrom(...Array.from('ABCabcxyz0129_-=')), minLength: 20, maxLength: 60 })
    .map((rest) => `ATATT3xFf${rest}`);
  const logged = token.chain((hidden) => fc.record({ hidden: fc.constant(hidden), echoed: spelled(hidden.slice(5)) }));
  property('of Atlassian’s form is blotted out of logs though nobody says which it is', 500, logged, (given) => {
    const clean = redact(`error: "ATATT${given.echoed}" is wrong`);
    assert.ok(tellsOf(unspelled(clean), given.hidden) === undefined, clean);
    const basic = redact(`Basic: ${Buffer.from(`mara@example.com:${given.hidden}`).toString('base64')}`);
    assert.ok(tellsOf(basic, Buffer.from(given.hidden).toString('base64').slice(0, -3)) === undefined, basic);
  });
});
