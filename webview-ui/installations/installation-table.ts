import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { InstallationView } from '../../src/app-panel/protocol.ts';
import { type Column, columns } from './installation-columns.ts';
import { sortBy } from './sort-installations.ts';
import { rowHeight, rowWindow } from '../components/row-window.ts';
import type { Page } from '../shell/page.ts';
import { exactTime, relativeTime } from '../components/page-time.ts';
import { isCopy, isOfGrid, moveRow } from '../components/grid-keys.ts';
import { icon } from '../components/parts.ts';
import { language } from '../components/page-words.ts';

const symbols: Record<InstallationView['status'], string> = {
  upToDate: 'check',
  permissionsOutdated: 'shield',
  appOutdated: 'arrow-circle-up',
  unknown: 'question',
};

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
  const activeRow = Math.min(page.view.activeRow, rows.length - 1);
  const { first, end, atMost } = rowWindow(page.view.viewport, rowHeight, rows.length);
  const active = rows[activeRow];
  const words = rowWords();
  return html`<div class="scroller" data-scroll="installations" data-rows>
    <div
      class="grid installations"
      role="grid"
      tabindex="0"
      aria-label=${l10n.t('Installations; Enter copies the ID of the row')}
      aria-rowcount=${rows.length + 1}
      aria-colcount=${columns.length + 1}
      aria-activedescendant=${active === undefined ? nothing : `row-${active.id}`}
      @keydown=${(event: KeyboardEvent) => moveOrCopy(page, rows, activeRow, event)}
    >
      <div class="row head" role="row" aria-rowindex="1">
        ${columns.map((column) => columnHead(page, column))}
        <div role="columnheader">${l10n.t('ID')}</div>
      </div>
      <div class="body" role="rowgroup" .style=${`height: ${rows.length * rowHeight}px`}>
        ${
          // Rows that leave the window are used again for those that enter it.
          repeat(
            rows.slice(first, end),
            (_, index) => (first + index) % atMost,
            (row, index) => unchanged(page, row, words, first + index, first + index === activeRow),
          )
        }
      </div>
    </div>
  </div>`;
}

function columnHead(page: Page, column: Column): TemplateResult {
  const { installations } = page.memory;
  const { sorting } = installations;
  const sorted = sorting.column === column;
  const sort = (): void => page.remember({ installations: { ...installations, sorting: sortBy(column, sorting) } });
  return html`<div role="columnheader" aria-sort=${!sorted ? 'none' : sorting.descending ? 'descending' : 'ascending'}>
    <button type="button" class="sort" @click=${sort}>
      <span>${columnName(column)}</span>${sorted ? icon(sorting.descending ? 'arrow-down' : 'arrow-up') : nothing}
    </button>
  </div>`;
}

/** A row that is the same as when it was last drawn is not looked at again. */
function unchanged(page: Page, row: InstallationView, words: RowWords, index: number, active: boolean): unknown {
  const { now, copied } = page.view;
  return guard([row, index, active, now, copied === row.id], () => installationRow(page, row, words, index, active));
}

interface RowWords {
  readonly notTold: string;
  readonly yes: string;
  readonly no: string;
  readonly justNow: string;
}

/** The words of all rows, looked up once for them together. */
function rowWords(): RowWords {
  return { notTold: l10n.t('not told'), yes: l10n.t('yes'), no: l10n.t('no'), justNow: l10n.t('just now') };
}

/*
 * Rows are the hot path of scrolling: each is one template of plain texts, without templates inside, and stands by
 * itself, so that the browser lays out only the rows that changed.
 */
function installationRow(
  page: Page,
  row: InstallationView,
  words: RowWords,
  index: number,
  active: boolean,
): TemplateResult {
  const {
    id,
    site,
    atlassianApps,
    environmentKey,
    version,
    codeVersion,
    status,
    statusName,
    licence,
    edition,
    installedAt,
  } = row;
  const apps = atlassianApps.join(', ');
  const copyLabel = l10n.t('Copy installation ID {0}', id);
  return html`<div
    id="row-${id}"
    class="row ${active ? 'active' : ''}"
    role="row"
    .style=${`top: ${index * rowHeight}px`}
    aria-rowindex=${index + 2}
    aria-selected=${active ? 'true' : 'false'}
    @click=${() => page.show({ activeRow: index })}
  >
    <div role="rowheader" title=${site}>${site}</div>
    <div role="gridcell" title=${apps}>${apps}</div>
    <div role="gridcell" title=${environmentKey ?? words.notTold}>${environmentKey ?? '–'}</div>
    <div
      role="gridcell"
      title=${codeVersion === undefined ? (version ?? words.notTold) : l10n.t('Permissions of {0}, code of {1}', version ?? '?', codeVersion)}
    >
      ${version ?? '–'} <span class="quiet">${codeVersion === undefined ? '' : l10n.t('code {0}', codeVersion)}</span>
    </div>
    <div role="gridcell" class="status-${status}" title=${statusName}>
      <span class="codicon codicon-${symbols[status]}" aria-hidden="true"></span>${statusName}
    </div>
    <div role="gridcell" title=${licence ?? words.notTold}>${licence ?? '–'}</div>
    <div role="gridcell" title=${edition ?? words.notTold}>${edition ?? '–'}</div>
    <div role="gridcell" title=${exactTime(installedAt)}>
      ${relativeTime(installedAt, page.view.now, language(), words.justNow)}
    </div>
    <div role="gridcell" title=${consentName(row.sharesLogs, words)}>${consent(row.sharesLogs, words)}</div>
    <div role="gridcell" title=${consentName(row.permitsAnalytics, words)}>${consent(row.permitsAnalytics, words)}</div>
    <div role="gridcell">
      <button
        type="button"
        class="copy-id codicon codicon-${page.view.copied === id ? 'check' : 'copy'}"
        tabindex="-1"
        title=${copyLabel}
        aria-label=${copyLabel}
        @click=${() => page.copy(id)}
      ></button>
    </div>
  </div>`;
}

function consent(given: boolean | undefined, { yes, no }: RowWords): string {
  return given === undefined ? '–' : given ? yes : no;
}

function consentName(given: boolean | undefined, words: RowWords): string {
  return given === undefined ? words.notTold : consent(given, words);
}

function moveOrCopy(page: Page, rows: readonly InstallationView[], active: number, event: KeyboardEvent): void {
  const row = rows[active];
  if (row === undefined) return;
  if (isOfGrid(event) && (event.key === 'Enter' || isCopy(event))) {
    page.copy(row.id);
    event.preventDefault();
  } else moveRow(page, rows.length, active, event);
}
