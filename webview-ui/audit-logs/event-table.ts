import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { type AuditColumn, auditColumns } from './event-columns.ts';
import { siteName } from './event-filter.ts';
import { type AuditRow, instantOf } from './event-row.ts';
import { sortEventsBy } from './sort-events.ts';
import { rowHeight, rowWindow } from '../components/row-window.ts';
import type { Page } from '../shell/page.ts';
import { exactTime, relativeTime } from '../components/page-time.ts';
import { isCopy, isOfGrid, moveRow } from '../components/grid-keys.ts';
import { icon } from '../components/parts.ts';
import { language } from '../components/page-words.ts';

function columnName(column: AuditColumn): string {
  const names: Record<AuditColumn, string> = {
    date: l10n.t('Date (UTC)'),
    event: l10n.t('Event'),
    site: l10n.t('Site'),
    product: l10n.t('Atlassian app'),
    environment: l10n.t('Environment'),
    version: l10n.t('Version'),
    location: l10n.t('Location'),
  };
  return names[column];
}

/** The events: only the rows in view and some around them are drawn. The keyboard moves from row to row. */
export function auditTable(page: Page, rows: readonly AuditRow[]): TemplateResult {
  const activeRow = Math.min(page.view.activeRow, rows.length - 1);
  const { first, end, atMost } = rowWindow(page.view.viewport, rowHeight, rows.length);
  const active = rows[activeRow];
  return html`<div class="scroller" data-scroll="auditLogs" data-rows>
    <div
      class="grid events"
      role="grid"
      tabindex="0"
      aria-label=${l10n.t('Audit events; Enter shows all of an event, Ctrl+C copies its ID')}
      aria-rowcount=${rows.length + 1}
      aria-colcount=${auditColumns.length + 1}
      aria-activedescendant=${active === undefined ? nothing : `event-${active.key}`}
      @keydown=${(event: KeyboardEvent) => onKey(page, rows, activeRow, event)}
    >
      <div class="row head" role="row" aria-rowindex="1">
        ${auditColumns.map((column) => columnHead(page, column))}
        <div role="columnheader">${l10n.t('Source')}</div>
      </div>
      <div class="body" role="rowgroup" .style=${`height: ${rows.length * rowHeight}px`}>
        ${
          // Rows that leave the window are used again for those that enter it.
          repeat(
            rows.slice(first, end),
            (_, index) => (first + index) % atMost,
            (row, index) => unchanged(page, row, first + index, first + index === activeRow),
          )
        }
      </div>
    </div>
  </div>`;
}

function columnHead(page: Page, column: AuditColumn): TemplateResult {
  const { audit } = page.memory;
  const sorted = audit.sorting.column === column;
  const sort = (): void => page.remember({ audit: { ...audit, sorting: sortEventsBy(column, audit.sorting) } });
  return html`<div
    role="columnheader"
    aria-sort=${!sorted ? 'none' : audit.sorting.descending ? 'descending' : 'ascending'}
  >
    <button type="button" class="sort" @click=${sort}>
      <span>${columnName(column)}</span>${sorted ? icon(audit.sorting.descending ? 'arrow-down' : 'arrow-up') : nothing}
    </button>
  </div>`;
}

/** A row that is the same as when it was last drawn is not looked at again. */
function unchanged(page: Page, row: AuditRow, index: number, active: boolean): unknown {
  return guard([row, index, active, page.view.now, page.state.siteNames, page.audit.open?.key === row.key], () =>
    eventRow(page, row, index, active),
  );
}

/*
 * Rows are the hot path of scrolling: each is one template of plain texts, without templates inside, and stands by
 * itself, so that the browser lays out only the rows that changed.
 */
function eventRow(page: Page, row: AuditRow, index: number, active: boolean): TemplateResult {
  const { key, id, event, site, product, environment, version } = row;
  const name = siteName(page.state.siteNames, site);
  const places = placesOf(row);
  const [symbol, source] = sourceOf(row);
  const detailsLabel = l10n.t('Show all of the event {0}', id);
  const open = page.audit.open?.key === key;
  return html`<div
    id="event-${key}"
    class="row ${active ? 'active' : ''} ${open ? 'open' : ''}"
    role="row"
    .style=${`top: ${index * rowHeight}px`}
    aria-rowindex=${index + 2}
    aria-selected=${active ? 'true' : 'false'}
    @click=${() => select(page, row, index)}
    @dblclick=${(click: Event) => toggle(page, key, index, false, click)}
  >
    <div role="rowheader" class="date" title=${dateTitle(page, row)}>${dateText(row)}</div>
    <div role="gridcell" title=${event}>${event}</div>
    <div role="gridcell" title=${name === undefined ? site : `${name}\n${site}`}>${name ?? site}</div>
    <div role="gridcell" title=${product}>${product === '' ? '–' : product}</div>
    <div role="gridcell" title=${environment}>${environment === '' ? '–' : environment}</div>
    <div role="gridcell" title=${version}>${version === '' ? '–' : version}</div>
    <div role="gridcell" title=${places}>${places}</div>
    <div role="gridcell" class="source-${symbol}" title=${source}>
      <span class="codicon codicon-${symbol}" role="img" aria-label=${source}></span
      ><button
        type="button"
        class="row-action codicon codicon-info"
        tabindex="-1"
        title=${detailsLabel}
        aria-label=${detailsLabel}
        aria-expanded=${open ? 'true' : 'false'}
        @click=${(click: Event) => toggle(page, key, index, open, click)}
      ></button>
    </div>
  </div>`;
}

/** The time as exactly as it is known: to the minute, else the day. */
function dateText({ at, day }: AuditRow): string {
  if (at === undefined) return day === '' ? '–' : day;
  const exact = exactTime(at);
  return exact === '' ? day : exact.slice(0, 16);
}

function dateTitle(page: Page, row: AuditRow): string {
  const instant = instantOf(row);
  if (instant === -Infinity) return l10n.t('The date is not told');
  const ago = relativeTime(instant, page.view.now, language(), l10n.t('just now'));
  return row.at === undefined ? l10n.t('{0}; the archive keeps the day only', ago) : `${exactTime(row.at)}\n${ago}`;
}

/** Where the data was, and where it went if it did. */
function placesOf({ location, target }: AuditRow): string {
  if (target === '' || target === 'N/A' || target === location) return location === '' ? '–' : location;
  return `${location === '' ? '?' : location} → ${target}`;
}

/** Where an event is known from: a symbol and its meaning. */
function sourceOf({ isArchived, isAtAtlassian, isChanged }: AuditRow): readonly [string, string] {
  if (isChanged) return ['diff-modified', l10n.t('Changed since it was archived')];
  if (!isArchived) return ['cloud', l10n.t('Only at Atlassian')];
  return ['archive', isAtAtlassian ? l10n.t('Archived, and at Atlassian') : l10n.t('From the archive')];
}

/** Makes a row the active one; details that are open follow. */
function select(page: Page, { key }: AuditRow, index: number): void {
  page.show({ activeRow: index });
  if (page.audit.open !== undefined && page.audit.open.key !== key) page.audit.show(key);
}

function toggle(page: Page, key: number, index: number, open: boolean, click: Event): void {
  click.stopPropagation();
  page.show({ activeRow: index });
  page.audit.show(open ? undefined : key);
}

function onKey(page: Page, rows: readonly AuditRow[], active: number, event: KeyboardEvent): void {
  const row = rows[active];
  if (row === undefined || !isOfGrid(event)) return;
  const isOpen = page.audit.open?.key === row.key;
  if (isCopy(event)) page.copyAuditField(row.key, 'eventId');
  else if (event.key === 'Enter' || event.key === ' ') page.audit.show(isOpen ? undefined : row.key);
  else if (event.key === 'Escape' && page.audit.open) page.audit.show(undefined);
  else {
    const to = moveRow(page, rows.length, active, event);
    const moved = to === undefined ? undefined : rows[to];
    if (moved && page.audit.open) page.audit.show(moved.key);
    return;
  }
  event.preventDefault();
}
