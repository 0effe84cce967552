import assert from 'node:assert/strict';
import { emptyFilter, notThis, onlyThis } from '../../../../src/logs/model/log-filter.ts';
import { parseFilter, printFilter } from '../../../../src/logs/model/filter-text.ts';

describe('The text of a log filter', () => {
  it('has regular expressions with spaces in them, but no path is one', () => {
    const textsOf = (text: string) => parseFilter(text).filter.texts;
    assert.deepEqual(textsOf(String.raw`/saved in \d+ ms/i -/a\/b c/ end`), [
      { expression: String.raw`saved in \d+ ms`, flags: 'i', isExcluded: false },
      { expression: String.raw`a\/b c`, flags: '', isExcluded: true },
      { text: 'end', isExcluded: false },
    ]);
    for (const path of ['/rest/api/3 GET', '/rest GET /x', '/open and', '/ a', '// a'])
      assert.deepEqual(
        textsOf(path).map((one) => ('text' in one ? one.text : one.expression)),
        path.split(' '),
      );
  });

  it('is read field by field, with words, quoted texts and regular expressions', () => {
    const { filter, mistakes } = parseFilter(
      String.raw`level:error,FATAL -site:acme.atlassian.net last:24h timeout "can’t save" -"a \"b\"" /E\d+,x/i fn:"my key"`,
    );
    assert.deepEqual(mistakes, []);
    assert.deepEqual(filter, {
      time: { kind: 'last', minutes: 24 * 60 },
      fields: [
        { field: 'level', values: ['error', 'fatal'], isExcluded: false },
        { field: 'site', values: ['acme.atlassian.net'], isExcluded: true },
        { field: 'function', values: ['my key'], isExcluded: false },
      ],
      texts: [
        { text: 'timeout', isExcluded: false },
        { text: 'can’t save', isExcluded: false },
        { text: 'a "b"', isExcluded: true },
        { expression: String.raw`E\d+,x`, flags: 'i', isExcluded: false },
      ],
    });
  });

  it('takes what looks like a field or a path, but is none, for text', () => {
    const { filter, mistakes } = parseFilter('TypeError:x https://a.b/c /rest/api/3/issue -');
    assert.deepEqual(mistakes, []);
    assert.deepEqual(
      filter.texts.map((one) => 'text' in one && one.text),
      ['TypeError:x', 'https://a.b/c', '/rest/api/3/issue', '-'],
    );
  });

  it('says what it can’t read, and where', () => {
    const text = 'level:loud ok last:soon from:10:00 /(/ site: "open';
    const { filter, mistakes } = parseFilter(text);
    assert.deepEqual(
      mistakes.map(({ kind, start, end }) => [kind, text.slice(start, end)]),
      [
        ['unknownLevel', 'level:loud'],
        ['notADuration', 'last:soon'],
        ['secondTime', 'from:10:00'],
        ['badExpression', '/(/'],
        ['noValue', 'site:'],
        ['unclosedQuote', '"open'],
      ],
    );
    assert.deepEqual(filter.time, emptyFilter.time);
    assert.deepEqual(filter.texts, [
      { text: 'ok', isExcluded: false },
      { text: 'open', isExcluded: false },
    ]);
  });

  it('reads times of day and dates, in UTC or this computer’s time', () => {
    assert.deepEqual(parseFilter('around:10:42Z,10m').filter.time, {
      kind: 'around',
      at: { minuteOfDay: 642, isUtc: true },
      minutes: 10,
    });
    assert.deepEqual(parseFilter('from:2026-11-28T10:42:05Z to:2026-11-28T11:00').filter.time, {
      kind: 'between',
      from: Date.UTC(2026, 10, 28, 10, 42, 5),
      to: new Date(2026, 10, 28, 11).getTime(),
    });
    assert.equal(parseFilter('from:2026-02-30').mistakes.length, 1);
  });

  it('is written so that it is read as the same filter', () => {
    for (const text of ['', 'last:15m level:error', 'around:10:42', 'from:2026-11-28T10:42Z -app:JIRA a "b c" /x y/'])
      assert.deepEqual(parseFilter(printFilter(parseFilter(text).filter)).filter, parseFilter(text).filter);
    assert.deepEqual(printFilter(emptyFilter), '');
  });

  it('grows by “only this” and “not this”', () => {
    const only = onlyThis(parseFilter('site:a site:b last:1d').filter, 'site', 'c d');
    assert.deepEqual(printFilter(only), 'last:1d site:"c d"');
    assert.deepEqual(printFilter(notThis(parseFilter('site:a,b').filter, 'site', 'A')), 'site:b -site:A');
  });
});
