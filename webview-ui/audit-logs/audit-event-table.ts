import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import { grid, type GridColumn, growing } from '../components/grid.ts';
import { menuContext } from '../shell/menu-context.ts';
import type { Page } from '../shell/page.ts';
import { dateCell, locationCell, siteCell, sourceCell, textCell } from './event-cells.ts';
import type { AuditColumn } from './event-columns.ts';
import type { AuditRow } from './event-row.ts';
import { sortEventsBy } from './sort-events.ts';

/** Draws the event table. Enter opens the details of the active row, and Ctrl+C copies its id. */
export function auditTable(page: Page, rows: readonly AuditRow[]): TemplateResult {
  const { audit } = page.memory;
  return grid({
    name: 'events',
    tab: 'auditLogs',
    label: l10n.t('Audit events; Enter shows all of an event, Ctrl+C copies its ID'),
    columns: columnsOf(page),
    minWidth: 1020,
    sorting: audit.sorting,
    sort: (column) => page.remember({ audit: { ...audit, sorting: sortEventsBy(column, audit.sorting) } }),
    rows,
    activeRow: page.view.activeRow,
    rowId: ({ key }) => `event-${key}`,
    isOpen: (row) => isOpen(page, row),
    rowContext: ({ key, id, site }) => menuContext({ section: 'event', eventId: id, eventKey: key, site }),
    select: (row, index) => select(page, row, index),
    doubleClick: (row, activeRow) => {
      page.show({ activeRow });
      page.audit.show(row.key);
    },
    copy: ({ key }) => page.copyAuditField(key, 'eventId'),
    press: (key, row) => press(page, key, row),
  });
}

function columnsOf(page: Page): GridColumn<AuditRow, AuditColumn>[] {
  const { now } = page.view;
  const { siteNames } = page.state;
  return [
    // Wide enough for a date with its time.
    { sortKey: 'date', title: l10n.t('Date (UTC)'), width: 'calc(16ch + 20px)', cell: (row) => dateCell(row, now) },
    {
      sortKey: 'event',
      title: l10n.t('Event'),
      width: '178px',
      cell: ({ event }) => ({ text: event, tooltip: event }),
    },
    { sortKey: 'site', title: l10n.t('Site'), width: growing, cell: (row) => siteCell(row, siteNames) },
    { sortKey: 'product', title: l10n.t('Atlassian app'), width: '112px', cell: ({ product }) => textCell(product) },
    {
      sortKey: 'environment',
      title: l10n.t('Environment'),
      width: '104px',
      cell: ({ environment }) => textCell(environment),
    },
    { sortKey: 'version', title: l10n.t('Version'), width: '80px', cell: ({ version }) => textCell(version) },
    { sortKey: 'location', title: l10n.t('Location'), width: '150px', cell: locationCell },
    {
      title: l10n.t('Source'),
      width: '72px',
      cell: (row) => sourceCell(row, isOpen(page, row)),
      act: (row, activeRow) => {
        page.show({ activeRow });
        page.audit.show(isOpen(page, row) ? undefined : row.key);
      },
    },
  ];
}

function isOpen(page: Page, { key }: AuditRow): boolean {
  return page.audit.open?.key === key;
}

/** Makes a row active; open details switch to it. */
function select(page: Page, row: AuditRow, activeRow: number): void {
  page.show({ activeRow });
  if (page.audit.open !== undefined && !isOpen(page, row)) page.audit.show(row.key);
}

function press(page: Page, key: 'Enter' | ' ' | 'Escape', row: AuditRow): boolean {
  const closes = key === 'Escape';
  if (closes && page.audit.open === undefined) return false;
  page.audit.show(closes || isOpen(page, row) ? undefined : row.key);
  return true;
}
