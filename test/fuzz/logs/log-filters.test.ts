import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { filterFields, type LogFilter, merged } from '../../../src/logs/model/log-filter.ts';
import { longestFilter, parseFilter, printFilter } from '../../../src/logs/model/filter-text.ts';
import type { LogTime, Moment } from '../../../src/logs/model/log-time.ts';
import { property } from '../../support/fuzz/check-property.ts';
import { hostileTexts } from '../../support/fuzz/json.ts';

/** Objects as code makes them. */
const plain = { noNullPrototype: true } as const;

const text = fc
  .oneof(
    fc.constantFrom(...hostileTexts, 'a b', '"', '\\', ':', ',', '-x', '/x/', 'level:error', 'last:1h'),
    fc.string(),
  )
  .filter((value) => value !== '' && value.length < 1_000);

const field = fc.record({
  field: fc.constantFrom(...filterFields.filter((name) => name !== 'level' && name !== 'side')),
  values: fc.array(text, { minLength: 1, maxLength: 3 }),
  isExcluded: fc.boolean(),
});
const level = fc.record({
  field: fc.constant('level' as const),
  values: fc.uniqueArray(fc.constantFrom('trace', 'info', 'warn', 'error'), { minLength: 1 }),
  isExcluded: fc.boolean(),
});
const condition = fc.oneof(
  fc.record({ text, isExcluded: fc.boolean() }, plain),
  fc.record(
    {
      expression: fc.constantFrom('a+', String.raw`\d/x`, '[a b]', 'a b/c', 'a"b', 'x,y:z'),
      flags: fc.constantFrom('', 'i', 'su'),
      isExcluded: fc.boolean(),
    },
    plain,
  ),
);
const moment: fc.Arbitrary<Moment> = fc.oneof(
  fc.integer({ min: 0, max: Date.UTC(2099, 0, 1) }),
  fc.record({ minuteOfDay: fc.nat(1439), isUtc: fc.boolean() }, plain),
);
const minutes = fc.integer({ min: 1, max: 30 * 24 * 60 });
const time: fc.Arbitrary<LogTime> = fc.oneof(
  fc.record({ kind: fc.constant('last' as const), minutes }, plain),
  fc.record({ kind: fc.constant('around' as const), at: moment, minutes }, plain),
  fc.record({ kind: fc.constant('between' as const), from: moment, to: moment }, plain),
);
const filter = fc
  .record({
    time,
    fields: fc.array(fc.oneof(field, level), { maxLength: 5 }),
    texts: fc.array(condition, { maxLength: 4 }),
  })
  .map((made): LogFilter => ({ ...made, fields: merged(made.fields) }));

/** As a filter's text can say it: a space in a regular expression with a slash is written as its code. */
const spoken = (made: LogFilter): LogFilter => ({
  ...made,
  texts: made.texts.map((one) =>
    'expression' in one && one.expression.includes('/')
      ? { ...one, expression: one.expression.replaceAll(' ', String.raw`\u0020`) }
      : one,
  ),
});

describe('a filter of log lines', function () {
  this.timeout(600_000);

  property('is read from its text as it was written', 2_000, filter, (made) => {
    const { filter: read, mistakes } = parseFilter(printFilter(made));
    assert.deepEqual(mistakes, []);
    assert.deepEqual(read, spoken(made));
  });

  const anything = fc.oneof(
    fc.string(),
    fc
      .array(fc.constantFrom('level:', '-', '"', '/', 'last:', 'x', ' ', '\\', ':', ','), { maxLength: 40 })
      .map((parts) => parts.join('')),
  );
  property(
    'is read from any text, with mistakes at their places, and again from what it prints',
    3_000,
    anything,
    (typed) => {
      const { filter: read, mistakes } = parseFilter(typed);
      for (const { start, end } of mistakes)
        assert.ok(start >= 0 && start < end && end <= Math.min(typed.length, longestFilter));
      const again = parseFilter(printFilter(read));
      assert.deepEqual(again, { filter: read, mistakes: [] });
    },
  );
});
