import assert from 'node:assert/strict';
import { createErrorGroups, sinceDeployment } from '../../../../src/logs/model/error-groups.ts';
import { errorPattern } from '../../../../src/logs/model/error-pattern.ts';
import { createLineStore } from '../../../../src/logs/model/line-store.ts';
import { logLine } from '../../../support/log-lines.ts';

describe('Errors in logs', () => {
  it('are alike but for ids, numbers, addresses and quoted texts', () => {
    const patterns = [
      'Issue ABC-123 of "Jane" not found after 1.5 s: 404',
      'Issue XYZ-9 of "Joe" not found after 20 s: 404',
    ].map((text) => errorPattern({ text }));
    assert.deepEqual(new Set(patterns).size, 1);
    assert.deepEqual(
      errorPattern({ text: 'GET https://a.atlassian.net/x/1 for 6f1f3c3e-0a5b-4a6e-9d8f-1c2b3a4d5e6f failed\nmore' }),
      'GET … for … failed',
    );
    assert.deepEqual(
      errorPattern({ text: 'x', errors: [{ name: 'TypeError', message: 'no a', stack: '' }] }),
      'TypeError: no a',
    );
  });

  it('are grouped by number, with where they came from', () => {
    const error = (index: number, message: string, site: string) =>
      logLine(index, { level: 'ERROR', message, text: message, origin: { site } });
    const { list: groups } = createErrorGroups([
      error(1, 'No issue 1', 'a'),
      error(2, 'Other', 'a'),
      error(3, 'No issue 2', 'b'),
      error(4, 'No issue 3', 'b'),
      logLine(5, { text: 'No issue 4' }),
    ]);
    assert.deepEqual(
      groups.map(({ pattern, count }) => [pattern, count]),
      [
        ['No issue …', 3],
        ['Other', 1],
      ],
    );
    const [first] = groups;
    assert.deepEqual([first?.firstAt, first?.lastAt], [logLine(1).at, logLine(4).at]);
    assert.deepEqual(first?.sites, [
      { value: 'b', count: 2 },
      { value: 'a', count: 1 },
    ]);
  });

  it('follow lines that come, also late ones, and lines that are dropped, as if they had been grouped at once', () => {
    const store = createLineStore({ lines: 60, characters: 1_000_000 });
    const groups = createErrorGroups(store.all);
    store.onDidChange((change) => groups.follow(change));
    const facts = (of: typeof groups) =>
      of.list.map(({ pattern, count, firstAt, lastAt, latest, sites, versions, lines }) => ({
        ...{ pattern, count, firstAt, lastAt, latest: latest.id, versions, lines: lines.map(({ id }) => id) },
        sites: sites.toSorted((a, b) => a.value.localeCompare(b.value)),
      }));
    const at = (index: number) => {
      const text = `Failure ${'abcdefg'.charAt((index * index) % 7)} of ${index}`;
      return logLine(index, { level: index % 3 === 0 ? 'INFO' : 'ERROR', text, origin: { site: `s${index % 4}` } });
    };
    for (let start = 100; start < 400; start += 10) {
      const late = start - 35;
      store.add(Array.from({ length: 10 }, (_, index) => at(start + index)));
      store.add([at(late), at(late + 1)]);
      assert.deepEqual(facts(groups), facts(createErrorGroups(store.all)));
      for (const group of groups.list) assert.equal(groups.get(group.pattern), group);
    }
    assert.ok(store.droppedCount > 0);
    store.clear();
    assert.deepEqual(groups.list, []);
  });

  it('are there since the last deployment before the first, if lines from before it were looked at', () => {
    const [group] = createErrorGroups([logLine(10, { level: 'ERROR' })]).list;
    if (group === undefined) throw new Error('No group');
    const deployment = (version: string, index: number) => ({
      environmentId: 'environment-1',
      version,
      at: logLine(index).at,
    });
    const deployments = [deployment('1.0.0', 1), deployment('2.0.0', 5), deployment('3.0.0', 11)];
    assert.deepEqual(sinceDeployment(group, deployments, logLine(0).at)?.version, '2.0.0');
    assert.deepEqual(sinceDeployment(group, deployments, logLine(6).at), undefined);
  });
});
