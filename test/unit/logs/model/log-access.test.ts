import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { createLogAccess } from '../../../../src/logs/model/log-access.ts';
import { silenceOf } from '../../../../src/logs/model/silence.ts';
import type { LogSite } from '../../../../src/logs/model/server-query.ts';
import { emptyFilter } from '../../../../src/logs/model/log-filter.ts';

const environments = [
  { id: 'p', key: 'production', kind: 'production' },
  { id: 'd', key: 'default', kind: 'development' },
] as const;

const site = (id: string, own: Partial<LogSite> = {}): LogSite => ({
  id,
  host: `${id}.atlassian.net`,
  contexts: [`ari:cloud:jira::site/${id}`],
  environmentIds: ['p'],
  sharesLogs: undefined,
  installedAt: Date.UTC(2021, 0, 1),
  ...own,
});

describe('Which sites share logs', () => {
  it('is asked once for those that nothing is known of, 50 at a time', async () => {
    const asked: string[] = [];
    const access = createLogAccess((contexts, kind) => {
      asked.push(`${kind} ${contexts.length}`);
      return Promise.resolve(new Map(contexts.map((context) => [context, !context.endsWith('/s7')])));
    });
    const many = Array.from({ length: 60 }, (_, index) => site(`s${index}`));
    const sites = [...many, site('both', { environmentIds: ['p', 'd'] }), site('known', { sharesLogs: true })];
    assert.deepEqual(access.known(sites, environments), sites, 'nothing is known yet');
    await turn();
    const known = access.known(sites, environments);
    assert.deepEqual(asked, ['production 50', 'development 1', 'production 11']);
    assert.deepEqual(
      known.filter(({ sharesLogs }) => sharesLogs !== true).map(({ id }) => id),
      ['s7'],
    );
  });

  it('stays unknown where it may not be asked, and is asked no more', async () => {
    let asked = 0;
    const access = createLogAccess(() => {
      asked++;
      return Promise.reject(new Error('not permitted'));
    });
    access.known([site('a')], environments);
    await turn();
    assert.deepEqual(access.known([site('a'), site('b')], environments), [site('a'), site('b')]);
    assert.equal(asked, 1);
  });

  it('explains silence: sites that are old and say nothing may not share', () => {
    const silence = (sites: readonly LogSite[]) =>
      silenceOf({ filter: emptyFilter, range: { from: 0 }, lines: 0, environments, sites, tunnels: [], now: 1 });
    const young = site('young', { installedAt: Date.UTC(2024, 0, 1) });
    assert.deepEqual(silence([site('old'), young, site('shares', { sharesLogs: true })]), {
      kind: 'nothingRan',
      maybeNotShared: [site('old')],
    });
  });
});
