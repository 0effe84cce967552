import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { InstallationView } from '../../src/panel/protocol.ts';
import { type Column, columns } from '../installations/columns.ts';
import { sortBy } from '../installations/sort.ts';
import { rowWindow, scrollToRow } from '../installations/window.ts';
import type { Page } from '../page.ts';
import { icon, moment, type Piece, quiet, spoken } from './parts.ts';

/** Height of a row in pixels, as in the style sheet. */
export const rowHeight = 24;

const symbols: Record<InstallationView['status'], string> = { upToDate: 'check', permissionsOutdated: 'shield', appOutdated: 'arrow-circle-up', unknown: 'question' };

function columnName(column: Column): string {
  const names: Record<Column, string> = {
    site: l10n.t('Site'),
    atlassianApps: l10n.t('Atlassian app'),
    environment: l10n.t('Environment'),
    version: l10n.t('Version'),
    status: l10n.t('Status'),
    licence: l10n.t('Licence'),
    edition: l10n.t('Edition'),
    installedAt: l10n.t('Installed'),
    sharesLogs: l10n.t('Logs'),
    permitsAnalytics: l10n.t('Analytics'),
  };
  return names[column];
}

/** The installations: only the rows in view and some around them are drawn. The keyboard moves from row to row. */
export function installationTable(page: Page, rows: readonly InstallationView[]): TemplateResult {
  const { viewport } = page.passing;
  const activeRow = Math.min(page.passing.activeRow, rows.length - 1);
  const { first, end, above, below } = rowWindow(viewport, rowHeight, rows.length);
  const active = rows[activeRow];
  return html`<div class="scroller" data-scroll="installations" data-rows>
    <table
      class="installations"
      role="grid"
      tabindex="0"
      aria-label=${l10n.t('Installations; Enter copies the ID of the row')}
      aria-rowcount=${rows.length + 1}
      aria-colcount=${columns.length + 1}
      aria-activedescendant=${active === undefined ? nothing : `row-${active.id}`}
      @keydown=${(event: KeyboardEvent) => moveOrCopy(page, rows, activeRow, event)}
    >
      <thead>
        <tr aria-rowindex="1">${columns.map((column) => columnHead(page, column))}<th scope="col" class="column-id">${l10n.t('ID')}</th></tr>
      </thead>
      <tbody>
        <tr class="space" aria-hidden="true"><td colspan=${columns.length + 1} .style=${`height: ${above}px`}></td></tr>
        ${repeat(rows.slice(first, end), ({ id }) => id, (row, index) => installationRow(page, row, first + index, first + index === activeRow))}
        <tr class="space" aria-hidden="true"><td colspan=${columns.length + 1} .style=${`height: ${below}px`}></td></tr>
      </tbody>
    </table>
  </div>`;
}

function columnHead(page: Page, column: Column): TemplateResult {
  const { installations } = page.memory;
  const { sorting } = installations;
  const sorted = sorting.column === column;
  const sort = (): void => page.remember({ installations: { ...installations, sorting: sortBy(column, sorting) } });
  return html`<th scope="col" class="column-${column}" aria-sort=${!sorted ? 'none' : sorting.descending ? 'descending' : 'ascending'}>
    <button type="button" class="sort" @click=${sort}><span>${columnName(column)}</span>${sorted ? icon(sorting.descending ? 'arrow-down' : 'arrow-up') : nothing}</button>
  </th>`;
}

function installationRow(page: Page, row: InstallationView, index: number, active: boolean): TemplateResult {
  const { id, site, atlassianApps, environmentKey, version, codeVersion, status, statusName, licence, edition, installedAt } = row;
  const apps = atlassianApps.join(', ');
  const copied = page.passing.copied === id;
  return html`<tr id="row-${id}" class=${active ? 'active' : ''} aria-rowindex=${index + 2} aria-selected=${active} @click=${() => page.show({ activeRow: index })}>
    <th scope="row" title=${site}>${site}</th>
    <td title=${apps}>${apps}</td>
    <td title=${environmentKey ?? nothing}>${environmentKey ?? unknown()}</td>
    <td title=${codeVersion === undefined ? nothing : l10n.t('Permissions of {0}, code of {1}', version ?? '?', codeVersion)}>
      ${version ?? unknown()}${codeVersion === undefined ? nothing : html` <span class="quiet">${l10n.t('code {0}', codeVersion)}</span>`}
    </td>
    <td class="status-${status}" title=${statusName}>${icon(symbols[status])}${statusName}</td>
    <td title=${licence ?? nothing}>${licence ?? unknown()}</td>
    <td title=${edition ?? nothing}>${edition ?? unknown()}</td>
    <td>${moment(page, installedAt)}</td>
    <td>${consent(row.sharesLogs)}</td>
    <td>${consent(row.permitsAnalytics)}</td>
    <td><button type="button" class="copy-id" tabindex="-1" title=${l10n.t('Copy installation ID {0}', id)} aria-label=${l10n.t('Copy installation ID {0}', id)} @click=${() => page.copy(id)}>${icon(copied ? 'check' : 'copy')}</button></td>
  </tr>`;
}

/** Not told by the gateway. */
function unknown(): Piece {
  return html`<span class="quiet" aria-hidden="true">–</span>${spoken(l10n.t('not told'))}`;
}

function consent(given: boolean | undefined): Piece {
  if (given === undefined) return unknown();
  return given ? html`${icon('check')}${l10n.t('yes')}` : quiet(l10n.t('no'));
}

function moveOrCopy(page: Page, rows: readonly InstallationView[], active: number, event: KeyboardEvent): void {
  const { currentTarget: table, target } = event;
  if (!(table instanceof HTMLElement) || target !== table) return;
  const scroller = table.parentElement;
  const row = rows[active];
  if (!scroller || row === undefined) return;
  const copies = event.key === 'Enter' || (event.key === 'c' && (event.ctrlKey || event.metaKey) && window.getSelection()?.isCollapsed !== false);
  if (copies) page.copy(row.id);
  const screen = Math.max(1, Math.floor(scroller.clientHeight / rowHeight) - 2);
  const moves: Record<string, number> = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + screen, PageUp: active - screen, Home: 0, End: rows.length - 1 };
  const to = moves[event.key];
  if (!copies && to === undefined) return;
  event.preventDefault();
  if (to === undefined) return;
  const activeRow = Math.min(Math.max(to, 0), rows.length - 1);
  page.show({ activeRow });
  const head = table.querySelector('thead')?.offsetHeight ?? rowHeight;
  scroller.scrollTop = scrollToRow(activeRow, { top: scroller.scrollTop, height: scroller.clientHeight }, rowHeight, head);
}
