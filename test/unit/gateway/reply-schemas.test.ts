import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import { appAriText } from '../../../src/core/schema-parts.ts';
import {
  atlassianAppsOf,
  list,
  nodes,
  optional,
  pageInfo,
  parseTime,
  time,
} from '../../../src/gateway/reply-schemas.ts';

describe('times of the gateway', () => {
  const cases: readonly [string, string | undefined][] = [
    ['2025-06-15T12:00:00Z', '2025-06-15T12:00:00.000Z'],
    ['2025-06-15T12:00:00.123Z', '2025-06-15T12:00:00.123Z'],
    ['2025-06-15T14:00:00+02:00', '2025-06-15T12:00:00.000Z'],
    ['1749988800000', '2025-06-15T12:00:00.000Z'],
    ['100000000000', '1973-03-03T09:46:40.000Z'],
    ['', undefined],
    ['soon', undefined],
    ['1', undefined],
    ['12 June 2025', undefined],
    ['2025-06-15T25:00:00Z', undefined],
    ['2025-06-15', '2025-06-15T00:00:00.000Z'],
    ['9999999999999999', undefined],
  ];
  for (const [text, iso] of cases) {
    it(`${JSON.stringify(text)} is ${iso ?? 'none'}`, () => {
      assert.equal(parseTime(text)?.toISOString(), iso);
      assert.equal(time().safeParse(text).success, iso !== undefined);
    });
  }

  it('are texts', () => {
    for (const value of [1749988800000, null, undefined, {}]) assert.equal(time().safeParse(value).success, false);
  });
});

describe('shapes of the gateway', () => {
  it('an optional field may be null, absent or there', () => {
    const shape = z.object({ name: optional(z.string()) });
    assert.deepEqual(shape.parse({ name: null }), { name: undefined });
    assert.equal(shape.parse({}).name, undefined);
    assert.deepEqual(shape.parse({ name: 'x' }), { name: 'x' });
    assert.equal(shape.safeParse({ name: 1 }).success, false);
  });

  it('nodes lose their null entries, but a missing list is none', () => {
    const shape = nodes(z.number());
    assert.deepEqual(shape.parse([1, null, 2]), [1, 2]);
    for (const value of [null, undefined, 'x', {}]) assert.equal(shape.safeParse(value).success, false);
  });

  it('a list has at most 100,000 items', () => {
    const shape = nodes(z.number());
    assert.equal(shape.parse(Array.from({ length: 100_000 }, () => null)).length, 0);
    const { error } = shape.safeParse(Array.from({ length: 100_001 }, () => null));
    assert.equal(error?.issues[0]?.message, 'a list of more than 100000');
  });

  it('a list ends at the first item that does not pass, which it names', () => {
    const shape = z.object({ apps: list(z.object({ tags: list(z.string()) })) });
    assert.deepEqual(shape.parse({ apps: [{ tags: ['a'] }, { tags: [] }] }), { apps: [{ tags: ['a'] }, { tags: [] }] });
    const { error } = shape.safeParse({ apps: [{ tags: ['a'] }, { tags: ['b', 7, 8] }, 9] });
    assert.deepEqual(
      error?.issues.map(({ path }) => path.join('.')),
      ['apps.1.tags.1'],
    );
    for (const value of [null, 'x', {}, { length: 1, 0: 'x' }])
      assert.equal(list(z.string()).safeParse(value).success, false);
    const wrong = Array.from({ length: 1_000_000 }, () => 1);
    for (const million of [list(z.string()), nodes(z.object({ id: z.string() }))])
      assert.equal(million.safeParse(wrong).error?.issues.length, 1);
  });

  it('an app id is an ARI', () => {
    assert.equal(appAriText.safeParse('ari:cloud:ecosystem::app/5e2f1c84-7a3b-4d90-9c61-2b8e4f70a1d3').success, true);
    for (const value of ['5e2f1c84-7a3b-4d90-9c61-2b8e4f70a1d3', '', null, 7])
      assert.equal(appAriText.safeParse(value).success, false);
  });

  it('a page says whether there is another', () => {
    assert.equal(pageInfo().safeParse({ hasNextPage: false }).success, true);
    assert.equal(pageInfo().safeParse({ hasNextPage: false, endCursor: null }).success, true);
    assert.equal(pageInfo().safeParse({ endCursor: 'x' }).success, false);
  });

  it('Atlassian apps come once, the primary one first', () => {
    assert.deepEqual(atlassianAppsOf({}), []);
    assert.deepEqual(atlassianAppsOf({ requiredProducts: ['CONFLUENCE', 'JIRA'] }), ['CONFLUENCE', 'JIRA']);
    assert.deepEqual(atlassianAppsOf({ requiredProducts: ['CONFLUENCE', 'JIRA'], primaryProduct: 'JIRA' }), [
      'JIRA',
      'CONFLUENCE',
    ]);
  });
});
