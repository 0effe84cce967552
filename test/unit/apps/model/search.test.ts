import assert from 'node:assert/strict';
import { findApp, type SearchContext } from '../../../../src/apps/model/search.ts';
import { appWith, fullApp, uuidOf } from '../../../support/make-apps.ts';

const id = appWith(7).id;
const context: SearchContext = {
  words: {
    type: ({ type }) => (type === 'connect' ? 'Connect Cloud Fortified' : 'Forge'),
    atlassianApp: (app) => (app === 'JIRA' ? 'Jira' : app),
  },
  loaded: new Map([
    [id, { developerSpace: 'Northlight', scopes: ['read:sprint:jira-software'], sites: ['acme.atlassian.net'] }],
  ]),
};
const app = appWith(7, {
  name: 'Release <b>Notes</b> 議事録 100%',
  description: 'Drafts the letter that goes to each customer, and keeps it in the cupboard beside the others.',
  owner: { accountId: 'account-1', name: 'Mara Lindqvist' },
  marketplaceAppKey: 'com.example.letters',
  atlassianApps: ['JIRA'],
  developerSpaceId: 'space-1',
  scopes: ['read:jira-work', 'Storage:App'],
});
const elsewhere = (filter: string) =>
  findApp(app, filter, context)?.elsewhere.map(({ by, text }) => `${by}: ${text}`) ?? 'not found';

describe('finding an app', () => {
  for (const filter of ['', '   ', 'release', 'RELEASE', ' Notes ', '<b>', '議', '100%', 'notes release', 's']) {
    it(`by its name: ${JSON.stringify(filter)}`, () => assert.deepEqual(elsewhere(filter), []));
  }

  const found: readonly [filter: string, by: readonly string[]][] = [
    ['cupboard', ['description: …and keeps it in the cupboard beside the others.']],
    ['drafts', ['description: Drafts the letter that goes to…']],
    ['forge', ['type: Forge']],
    ['jira', ['atlassianApp: Jira']],
    ['LINDQVIST', ['owner: Mara Lindqvist']],
    ['example.letters', ['marketplaceKey: com.example.letters']],
    ['northlight', ['developerSpace: Northlight']],
    ['0007', [`id: ${uuidOf(7)}`]],
    [id, [`id: ${uuidOf(7)}`]],
    ['READ:jira', ['scope: read:jira-work']],
    ['storage:app', ['scope: Storage:App']],
    ['read:sprint', ['scope: read:sprint:jira-software']],
    ['acme.atl', ['site: acme.atlassian.net']],
    ['mara notes jira-work', ['owner: Mara Lindqvist', 'scope: read:jira-work']],
    ['jira-work read:jira', ['scope: read:jira-work']],
  ];
  for (const [filter, by] of found)
    it(`by ${filter}, and says what that is`, () => assert.deepEqual(elsewhere(filter), by));

  for (const filter of [
    'ari:cloud:ecosystem::app/',
    'ari',
    'ecosystem',
    '007',
    'q',
    '.*',
    '^Release',
    'write:jira-work',
    'release nothing',
    'notesrelease',
  ]) {
    it(`not by ${JSON.stringify(filter)}`, () => assert.equal(elsewhere(filter), 'not found'));
  }

  for (const filter of ['app', 'cloud', 'a', 'ari:cloud']) {
    it(`by ${filter} only where that says something about it: the fixed part of its ARI does not`, () => {
      const other = appWith(10, { name: 'Timesheets', type: 'forge' });
      assert.equal(findApp(other, filter, context), undefined);
      assert.ok(findApp(appWith(10, { name: `Cloud Ari:Cloud App` }), filter, context));
    });
  }

  it('needs the developer space’s id until its name is loaded', () => {
    assert.equal(elsewhere('space-1'), 'not found');
    assert.deepEqual(findApp(app, 'space-1')?.elsewhere, [{ by: 'developerSpace', text: 'space-1' }]);
  });

  it('by several words ranks the words of names first, then what is nearly a name', () => {
    const rank = (filter: string) => findApp(app, filter, context)?.rank ?? Number.NaN;
    const order = ['release', 'notes', 'elease', 'letters', 'mara', 'acme', 'cupboard'].map(rank);
    assert.deepEqual(
      order,
      order.toSorted((a, b) => a - b),
    );
  });

  it('in a thousand apps takes a few milliseconds', () => {
    const apps = Array.from({ length: 1000 }, (_, number) => ({
      ...fullApp(number),
      name: `App ${number} of many`,
      description: `What the app ${number} does. `.repeat(20),
      scopes: Array.from({ length: 20 }, (_unused, index) => `read:thing-${index}:jira`),
    }));
    const time = (filter: string) => {
      const start = process.cpuUsage();
      for (const one of apps) findApp(one, filter, context);
      return process.cpuUsage(start).user / 1000;
    };
    // Processor time, and of several runs the fastest: other work may share the processor.
    const fastest = Math.min(...Array.from({ length: 9 }, () => time('what thing-19 many')));
    assert.ok(fastest < 20, `took ${fastest.toFixed(1)} ms`);
  });
});
