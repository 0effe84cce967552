import assert from 'node:assert/strict';
import { noFilters } from '../../../../webview-ui/shell/page-memory.ts';
import { isFiltering } from '../../../../webview-ui/installations/installation-filter.ts';
import { summarise } from '../../../../webview-ui/installations/summary.ts';
import { filterAndCount } from '../../../../webview-ui/installations/totals.ts';
import { installation } from '../../../support/page/installation-view.ts';

const rows = [
  installation({ site: 'one.atlassian.net', environmentKey: 'production', version: '2.0.0' }),
  installation({
    site: 'two.atlassian.net',
    environmentKey: 'production',
    version: '1.9.0',
    atlassianApps: ['Jira', 'Confluence'],
  }),
  installation({
    site: 'three.atlassian.net',
    environmentKey: 'staging',
    version: '2.0.0',
    status: 'appOutdated',
    statusName: 'outdated',
    licence: 'active, trial',
  }),
  installation({ site: 'four.atlassian.net' }),
];
const sites = (filters: Partial<typeof noFilters>): string[] =>
  filterAndCount(rows, { ...noFilters, ...filters }).rows.map(({ site }) => site.split('.')[0] ?? '');

describe('The installations that a filter lets through', () => {
  it('are all of them, in their order, without a filter', () => {
    assert.deepEqual(sites({}), ['one', 'two', 'three', 'four']);
  });

  it('have every word of the text somewhere, in any case', () => {
    assert.deepEqual(sites({ text: '  ATLASSIAN prod ' }), ['one', 'two']);
    assert.deepEqual(sites({ text: 'trial outdated' }), ['three']);
    assert.deepEqual(sites({ text: 'trial production' }), []);
  });

  it('have the chosen value of each facet; one that the gateway does not tell has none', () => {
    assert.deepEqual(sites({ environment: 'production' }), ['one', 'two']);
    assert.deepEqual(sites({ atlassianApp: 'Confluence' }), ['two']);
    assert.deepEqual(sites({ status: 'outdated', version: '2.0.0' }), ['three']);
    assert.deepEqual(sites({ environment: '' }), []);
  });
});

describe('The totals of installations', () => {
  it('count every value, the most frequent first; a row with two Atlassian apps counts for both', () => {
    const { totals } = filterAndCount(rows, noFilters);
    assert.deepEqual(totals.environment, [
      { value: 'production', count: 2 },
      { value: 'staging', count: 1 },
    ]);
    assert.deepEqual(totals.atlassianApp, [
      { value: 'Jira', count: 4 },
      { value: 'Confluence', count: 1 },
    ]);
  });

  it('say what a click would show: the filter of their own facet does not count, the others do', () => {
    const { totals } = filterAndCount(rows, { ...noFilters, environment: 'production' });
    assert.deepEqual(totals.environment, [
      { value: 'production', count: 2 },
      { value: 'staging', count: 1 },
    ]);
    assert.deepEqual(totals.version, [
      { value: '1.9.0', count: 1 },
      { value: '2.0.0', count: 1 },
    ]);
  });

  it('leave out what fails two filters', () => {
    const { totals } = filterAndCount(rows, { ...noFilters, environment: 'production', version: '1.9.0' });
    assert.deepEqual(totals.environment, [{ value: 'production', count: 1 }]);
    assert.deepEqual(totals.status, [{ value: 'up to date', count: 1 }]);
  });

  it('keep a chosen value in sight that nothing has', () => {
    assert.deepEqual(filterAndCount(rows, { ...noFilters, version: '9.9.9' }).totals.version.at(-1), {
      value: '9.9.9',
      count: 0,
    });
  });
});

describe('The summary of installations', () => {
  it('counts sites, not installations, and only those whose consent is told', () => {
    const summary = summarise([
      installation({ id: '1', site: 'a', sharesLogs: false, permitsAnalytics: false }),
      installation({ id: '2', site: 'a', sharesLogs: true }),
      installation({ id: '3', site: 'b', sharesLogs: false }),
      installation({ id: '4', site: 'c' }),
    ]);
    assert.deepEqual(summary.sharesLogs, { consenting: 1, told: 2 });
    assert.deepEqual(summary.permitsAnalytics, { consenting: 0, told: 1 });
  });
});

describe('Whether installations are filtered', () => {
  it('is told by any filter but blank text', () => {
    assert.equal(isFiltering(noFilters), false);
    assert.equal(isFiltering({ ...noFilters, text: '  ' }), false);
    assert.equal(isFiltering({ ...noFilters, text: 'a' }), true);
    assert.equal(isFiltering({ ...noFilters, version: '1' }), true);
  });
});
