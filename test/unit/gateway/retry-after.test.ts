import assert from 'node:assert/strict';
import { parseRetryAfter } from '../../../src/gateway/retry-after.ts';

const now = new Date('2025-06-15T12:00:00Z');

describe('Retry-After', () => {
  const times: readonly [string, string][] = [
    ['90', '2025-06-15T12:01:30.000Z'],
    [' 90 ', '2025-06-15T12:01:30.000Z'],
    ['0.5', '2025-06-15T12:00:01.000Z'],
    ['1.5', '2025-06-15T12:00:02.000Z'],
    ['12.7', '2025-06-15T12:00:13.000Z'],
    ['2.0', '2025-06-15T12:00:02.000Z'],
    ['2025-06-15T12:03Z', '2025-06-15T12:03:00.000Z'],
    ['2025-06-15T12:03:04Z', '2025-06-15T12:03:04.000Z'],
    ['2025-06-15T12:03:04.250Z', '2025-06-15T12:03:04.250Z'],
    ['2025-06-15T14:03:04+02:00', '2025-06-15T12:03:04.000Z'],
    ['Sun, 15 Jun 2025 12:03:04 GMT', '2025-06-15T12:03:04.000Z'],
    ['Sunday, 15-Jun-25 12:03:04 GMT', '2025-06-15T12:03:04.000Z'],
    ['Sun Jun 15 12:03:04 2025', '2025-06-15T12:03:04.000Z'],
    ['Tue Jul  1 12:03:04 2025', '2025-07-01T12:03:04.000Z'],
    ['Saturday, 01-Jan-74 00:00:00 GMT', '2074-01-01T00:00:00.000Z'],
  ];
  for (const [header, iso] of times)
    it(`${JSON.stringify(header)} means ${iso}`, () => assert.equal(parseRetryAfter(header, now)?.toISOString(), iso));

  for (const header of [
    undefined,
    '',
    'soon',
    '0',
    '0.0',
    '-1',
    '+5',
    '1,5',
    '1e3',
    '0x10',
    '5 s',
    '5s',
    '1.',
    '.5',
    '1.5.2',
    '9999999999999999999',
    '2021-05-10T11:00Z',
    'Mon, 10 May 2021 11:00:00 GMT',
    '2025-06-15T12:00:00Z',
    '2025-06-15 12:03:04',
    '2025-06-15T12:03:04',
    '2025-06-15',
    '06/15/2026',
    'June 15, 2026',
    '15 Jun 2026',
    'Sun, 15 Jun 2026 12:03:04',
    'Sun, 15 Jun 2026 12:03:04 +0200',
    'Sun, 15 Foo 2026 12:03:04 GMT',
    'Sun, 99 Jun 2026 12:03:04 GMT',
    'Sunday, 15-Jun-80 12:03:04 GMT',
  ])
    it(`${header === undefined ? 'that is absent' : JSON.stringify(header)} says nothing, so the usual wait applies`, () =>
      assert.equal(parseRetryAfter(header, now), undefined));

  it('of a number beyond all time is a time', () =>
    assert.equal(parseRetryAfter('999999999', now)?.getTime(), now.getTime() + 999_999_999_000));
});
