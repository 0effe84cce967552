import assert from 'node:assert/strict';
import { isFilteringEvents } from '../../../../webview-ui/audit-logs/event-filter.ts';
import { filterEvents, shownEvents } from '../../../../webview-ui/audit-logs/shown-events.ts';
import { sortEvents, sortEventsBy } from '../../../../webview-ui/audit-logs/sort-events.ts';
import { type AuditFilters, noAuditFilters } from '../../../../webview-ui/shell/page-memory.ts';
import { auditRow } from '../../../support/page/audit-row.ts';

const names = { 'site-2': 'acme.atlassian.net' };
const rows = [
  auditRow({ key: 0, day: '2026-02-28', isArchived: true }),
  auditRow({
    key: 1,
    day: '2026-03-01',
    event: 'Migration scheduled',
    site: 'site-2',
    location: 'Global',
    target: 'EU',
  }),
  auditRow({
    key: 2,
    day: '2026-03-31',
    event: 'Migration scheduled',
    product: 'Jira',
    environment: 'Staging',
    isArchived: true,
    isChanged: true,
  }),
  auditRow({ key: 3, day: '2026-04-01', event: 'Migration failed', site: 'site-2', version: '4.0.0' }),
  auditRow({ key: 4, day: '' }),
];
const days = { from: '2026-01-01', to: '2026-12-31' };
const shown = (filters: Partial<AuditFilters>, range = days) =>
  filterEvents(rows, range, { ...noAuditFilters, ...filters }, names);
const keys = (filters: Partial<AuditFilters>, range = days) => shown(filters, range).rows.map(({ key }) => key);

describe('The audit events that a filter lets through', () => {
  it('are those of the chosen days, both included, and those without a day', () => {
    assert.deepEqual(keys({}), [0, 1, 2, 3, 4]);
    assert.deepEqual(keys({}, { from: '2026-03-01', to: '2026-03-31' }), [1, 2, 4]);
    assert.deepEqual(keys({}, { from: '2024-02-29', to: '2024-02-29' }), [4]);
  });

  it('have every word of the text in a cell, in the site’s name or in the id, in any case', () => {
    assert.deepEqual(keys({ text: ' MIGRATION acme' }), [1, 3]);
    assert.deepEqual(keys({ text: 'event-2' }), [2]);
    assert.deepEqual(keys({ text: '2026-03' }), [1, 2]);
    assert.deepEqual(keys({ text: 'acme jira' }), []);
  });

  it('are of a kind that is not hidden, and of the chosen site, Atlassian app, environment and month', () => {
    assert.deepEqual(keys({ hidden: ['App installed', 'Migration failed'] }), [1, 2]);
    assert.deepEqual(keys({ site: 'site-2' }), [1, 3]);
    assert.deepEqual(keys({ product: 'Jira' }), [2]);
    assert.deepEqual(keys({ environment: 'Production', month: '2026-03' }), [1]);
    assert.deepEqual(keys({ month: '2026-05' }), []);
  });

  it('are filtered by anything at all', () => {
    assert.equal(isFilteringEvents({ ...noAuditFilters, text: ' ' }), false);
    for (const filters of [
      { text: 'x' },
      { hidden: ['x'] },
      { site: '' },
      { product: '' },
      { environment: '' },
      { month: '2026-03' },
    ])
      assert.equal(isFilteringEvents({ ...noAuditFilters, ...filters }), true);
  });
});

describe('The numbers of audit events', () => {
  it('say where the events of the chosen days are known from, whatever is filtered', () => {
    assert.deepEqual(shown({ text: 'nothing' }).sources, { all: 5, archived: 2, onlyAtAtlassian: 3, changed: 1 });
    assert.deepEqual(shown({}, { from: '2026-03-01', to: '2026-03-31' }).sources, {
      all: 3,
      archived: 1,
      onlyAtAtlassian: 2,
      changed: 1,
    });
  });

  it('of a value are those that choosing it would show', () => {
    const { totals } = shown({ site: 'site-1', month: '2026-03' });
    assert.deepEqual(totals.site, [
      { value: 'site-1', count: 1 },
      { value: 'site-2', count: 1 },
    ]);
    assert.deepEqual(totals.product, [{ value: 'Jira', count: 1 }]);
    assert.deepEqual(totals.event, [{ value: 'Migration scheduled', count: 1 }]);
  });

  it('of a value that is chosen or hidden stay in sight', () => {
    const { totals } = shown({ product: 'Gone', hidden: ['Never'] });
    assert.deepEqual(
      totals.product.find(({ value }) => value === 'Gone'),
      { value: 'Gone', count: 0 },
    );
    assert.deepEqual(
      totals.event.find(({ value }) => value === 'Never'),
      { value: 'Never', count: 0 },
    );
  });

  it('of a month are those of its days in UTC, whatever month is chosen; what has no day is in none', () => {
    const { months, undated } = shown({ month: '2026-04', hidden: ['Migration failed'] });
    assert.deepEqual(
      [...months].map(([month, kinds]) => [month, ...kinds]),
      [
        ['2026-02', ['App installed', 1]],
        ['2026-03', ['Migration scheduled', 2]],
      ],
    );
    assert.equal(undated, 1);
  });

  it('are told again only for other events, days, filters or names', () => {
    const view = { filters: noAuditFilters, sorting: { column: 'date', descending: true } } as const;
    const first = shownEvents(rows, days, view, names);
    assert.equal(shownEvents(rows, { ...days }, view, names), first);
    assert.notEqual(shownEvents(rows, { ...days, to: '2026-03-31' }, view, names), first);
    assert.notEqual(shownEvents([...rows], days, view, names), first);
  });

  it('of values that are names of the language are counted', () => {
    const strange = ['__proto__', 'constructor', 'toString'].map((event, key) => auditRow({ key, event, site: event }));
    const { totals, months } = filterEvents(strange, days, noAuditFilters, {});
    assert.deepEqual(totals.event.map(({ value, count }) => [value, count]).sort(), [
      ['__proto__', 1],
      ['constructor', 1],
      ['toString', 1],
    ]);
    assert.equal(months.get('2026-03')?.get('__proto__'), 1);
  });
});

describe('Audit events in order', () => {
  const order = (column: Parameters<typeof sortEventsBy>[0], descending: boolean, list = rows) =>
    sortEvents(list, { column, descending }, names).map(({ key }) => key);

  it('come newest first, or oldest; a day alone counts as its start, what has none as before everything', () => {
    assert.deepEqual(order('date', true), [3, 2, 1, 0, 4]);
    assert.deepEqual(order('date', false), [4, 0, 1, 2, 3]);
    const list = [
      auditRow({ key: 0, at: Date.UTC(2026, 2, 12, 1) }),
      auditRow({ key: 1 }),
      auditRow({ key: 2, at: Date.UTC(2026, 2, 11, 23, 59, 59) }),
      auditRow({ key: 3 }),
    ];
    assert.deepEqual(order('date', true, list), [0, 3, 1, 2]);
  });

  it('go by the site’s name where it is known, and newest first where they are equal', () => {
    assert.deepEqual(order('site', false), [3, 1, 2, 0, 4]);
    assert.deepEqual(order('site', true), [2, 0, 4, 3, 1]);
  });

  it('take numbers in texts as numbers', () => {
    const list = ['4.10.0', '4.9.0', '10.0.0'].map((version, key) => auditRow({ key, version }));
    assert.deepEqual(order('version', false, list), [1, 0, 2]);
  });

  it('turn around on a second click; dates begin with the newest', () => {
    assert.deepEqual(sortEventsBy('date', { column: 'site', descending: false }), { column: 'date', descending: true });
    assert.deepEqual(sortEventsBy('site', { column: 'date', descending: true }), { column: 'site', descending: false });
    assert.deepEqual(sortEventsBy('site', { column: 'site', descending: false }), { column: 'site', descending: true });
  });
});
