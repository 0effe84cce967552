import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { App } from '../../../../src/core/app.ts';
import { arrange, defaultArrangement, groupApps } from '../../../../src/apps/model/arrange.ts';
import { plainSearch } from '../../../../src/apps/model/search.ts';
import { appWith } from '../../../support/make-apps.ts';
import { shuffles } from '../../../support/shuffles.ts';

const day = (number: number) => new Date(Date.UTC(2025, 5, number));
const names = (apps: readonly App[]) => apps.map(({ name }) => name);

describe('the order of apps', () => {
  const apps = [
    appWith(1, { name: 'beta', updatedAt: day(3) }),
    appWith(2, { name: 'Alpha', updatedAt: day(1) }),
    appWith(3, { name: 'App 10', updatedAt: day(2) }),
    appWith(4, { name: 'App 9', updatedAt: day(2) }),
    appWith(5, { name: 'Écran', updatedAt: day(9) }),
    appWith(6, { name: 'zeta', updatedAt: day(3) }),
  ];

  it('is the newest update first, and by id where two are as new', () => {
    assert.deepEqual(names(arrange(apps, defaultArrangement)), ['Écran', 'beta', 'zeta', 'App 10', 'App 9', 'Alpha']);
  });

  it('by name takes numbers as numbers, and no notice of case and accents', () => {
    assert.deepEqual(names(arrange(apps, { filter: '', sort: 'name' })), [
      'Alpha',
      'App 9',
      'App 10',
      'beta',
      'Écran',
      'zeta',
    ]);
  });

  it('is by id where names are the same', () => {
    const twins = [appWith(3, { name: 'Twin' }), appWith(1, { name: 'twin' }), appWith(2, { name: 'TWIN' })];
    assert.deepEqual(
      arrange(twins, { filter: '', sort: 'name' }).map(({ id }) => id),
      [1, 2, 3].map((number) => appWith(number).id),
    );
  });

  it('does not depend on the order in which they came', () => {
    const many = Array.from({ length: 200 }, (_, index) =>
      appWith(index, { name: `App ${(index * 7) % 20}`, updatedAt: day(1 + ((index * 13) % 19)) }),
    );
    for (const sort of ['name', 'updated'] as const) {
      const expected = arrange(many, { filter: '', sort });
      fc.assert(
        fc.property(shuffles(many), (some) => assert.deepEqual(arrange(some, { filter: '', sort }), expected)),
        { seed: 42, numRuns: 10 },
      );
      assert.equal(new Set(expected).size, 200);
    }
  });

  it('leaves out what does not fit, and the given list as it is', () => {
    const given = Object.freeze([...apps]);
    assert.deepEqual(names(arrange(given, { filter: 'app', sort: 'name' })), ['App 9', 'App 10']);
    assert.deepEqual(names(arrange(given, { filter: 'app 1', sort: 'name' })), ['App 10']);
    assert.deepEqual(names(arrange(given, { filter: 'nothing', sort: 'name' })), []);
  });

  it('with a filter puts those first that fit it best, and keeps the chosen order among equals', () => {
    const given = [
      appWith(1, { name: 'Old board', description: 'Shows notes.', updatedAt: day(9) }),
      appWith(2, { name: 'Footnotes', updatedAt: day(8) }),
      appWith(3, { name: 'Release notes', updatedAt: day(1) }),
      appWith(4, { name: 'Meeting notes', updatedAt: day(2) }),
      appWith(5, { name: 'Notes', updatedAt: day(0) }),
      appWith(6, { name: 'Plain', marketplaceAppKey: 'com.example.notes', updatedAt: day(7) }),
    ];
    const best = ['Notes', 'Meeting notes', 'Release notes', 'Footnotes', 'Plain', 'Old board'];
    assert.deepEqual(names(arrange(given, { filter: 'notes', sort: 'updated' })), best);
    assert.deepEqual(names(arrange(given, { filter: 'NOTES', sort: 'name' })), best);
  });

  it('is another once more is loaded of an app', () => {
    const given = [appWith(1), appWith(2)];
    const loaded = new Map([[appWith(2).id, { scopes: [], sites: ['acme.atlassian.net'] }]]);
    const filter = { filter: 'acme', sort: 'name' } as const;
    assert.deepEqual(names(arrange(given, filter)), []);
    assert.deepEqual(names(arrange(given, filter, { ...plainSearch, loaded })), ['App 2']);
  });

  it('is that of the list which is given, also after another order of the same', () => {
    for (const sort of ['name', 'updated', 'name'] as const)
      assert.deepEqual(arrange(apps, { filter: '', sort }), arrange([...apps], { filter: '', sort }));
  });

  it('takes a map', () => {
    assert.equal(arrange(new Map(apps.map((app) => [app.id, app])), defaultArrangement).length, 6);
  });
});

describe('groups of apps', () => {
  const groups = (apps: readonly App[], by: 'type' | 'distribution' | 'atlassianApp') =>
    groupApps(apps, by).map(({ key, apps: members }) => [key, names(members)]);

  it('are by type, in the order of their first apps', () => {
    const apps = [
      appWith(1, { type: 'oauth' }),
      appWith(2, { type: 'forge' }),
      appWith(3, { type: 'oauth' }),
      appWith(4, { type: 'unknown' }),
    ];
    assert.deepEqual(groups(apps, 'type'), [
      ['oauth', ['App 1', 'App 3']],
      ['forge', ['App 2']],
      ['unknown', ['App 4']],
    ]);
  });

  it('are by distribution, and by the gateway’s own word where it is unknown', () => {
    const apps = [
      appWith(1, { distribution: 'marketplace' }),
      appWith(2, { distribution: 'unknown', distributionStatus: 'BRAND_NEW' }),
      appWith(3, { distribution: 'unknown', distributionStatus: '' }),
      appWith(4, { distribution: 'shared' }),
    ];
    assert.deepEqual(groups(apps, 'distribution'), [
      ['marketplace', ['App 1']],
      ['BRAND_NEW', ['App 2']],
      ['shared', ['App 4']],
      ['', ['App 3']],
    ]);
  });

  it('are by Atlassian app: an app is in each of its own, and those without any come last', () => {
    const apps = [
      appWith(1),
      appWith(2, { atlassianApps: ['JIRA', 'CONFLUENCE'] }),
      appWith(3, { atlassianApps: ['CONFLUENCE'] }),
      appWith(4),
    ];
    assert.deepEqual(groups(apps, 'atlassianApp'), [
      ['JIRA', ['App 2']],
      ['CONFLUENCE', ['App 2', 'App 3']],
      ['', ['App 1', 'App 4']],
    ]);
  });

  it('keep the order that the apps have', () => {
    const apps = [3, 1, 2].map((number) => appWith(number));
    assert.deepEqual(groups(apps, 'type'), [['forge', ['App 3', 'App 1', 'App 2']]]);
  });

  it('are none where there are no apps, and lose none where there are many', () => {
    assert.deepEqual(groupApps([], 'type'), []);
    const products = fc.subarray(['JIRA', 'CONFLUENCE', 'COMPASS']);
    fc.assert(
      fc.property(fc.array(products, { size: 'large' }), (some) => {
        const apps = some.map((atlassianApps, index) => appWith(index, { atlassianApps }));
        const members = groupApps(apps, 'atlassianApp').flatMap((group) => group.apps);
        assert.equal(new Set(members).size, apps.length);
        assert.equal(
          members.length,
          apps.reduce((sum, { atlassianApps }) => sum + Math.max(1, atlassianApps.length), 0),
        );
      }),
      { seed: 9, numRuns: 20 },
    );
  });
});
