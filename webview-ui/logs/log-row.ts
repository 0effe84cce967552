import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { LogRow } from '../../src/logs/log-row-protocol.ts';
import { icon } from '../components/parts.ts';
import { count } from '../components/page-words.ts';
import { logDetails } from './log-details.ts';
import type { LogsPage } from './logs-page.ts';
import { dayOfMonth, fullTime, isOtherDay, shortTime, timeOfDay } from './log-times.ts';

const icons: Readonly<Record<LogRow['level'], string>> = {
  TRACE: 'circle-small',
  DEBUG: 'bug',
  INFO: 'info',
  WARN: 'warning',
  ERROR: 'error',
  FATAL: 'flame',
};

/** Returns the id of a row's element. */
export const logRowId = (index: number) => `log-row-${index}`;

/** Draws the row at an index: a blank one until it arrives. */
export function logRow(page: LogsPage, index: number): TemplateResult {
  const row = page.rows.at(index);
  if (row === undefined)
    return html`<div class="log-row" role="row" data-row=${index}><span role="gridcell"></span></div>`;
  const open = row.kind === 'line' ? page.openLine(row.id) : undefined;
  const isOpen = row.kind === 'invocation' ? row.isOpen : open !== undefined;
  const classes = ['log-row', row.kind, `level-${row.level.toLowerCase()}`];
  if (index === page.active) classes.push('active');
  if (open !== undefined) classes.push('open');
  if (row.kind === 'line' && row.isInside) classes.push('inside');
  return html`<div
    class=${classes.join(' ')}
    role="row"
    id=${logRowId(index)}
    data-row=${index}
    aria-rowindex=${index + 1}
    aria-level=${row.kind === 'line' && row.isInside ? 2 : 1}
    aria-expanded=${row.kind === 'errors' ? nothing : String(isOpen)}
    aria-selected=${String(index === page.active)}
  >
    ${timeCell(page, row, index, isOpen)}
    <span role="gridcell" class="log-level">${icon(icons[row.level])}<span>${row.level}</span></span>
    ${row.kind === 'errors' ? errorCells(row, page.state.isUtc) : textCells(row)}
    ${open === undefined ? nothing : html`<div role="gridcell" class="log-details">${logDetails(page, row.id, open)}</div>`}
  </div>`;
}

function textCells(row: Exclude<LogRow, { kind: 'errors' }>): TemplateResult {
  return html`<span role="gridcell" class="log-origin" title=${row.origin}>${row.origin}</span>
    <span role="gridcell" class="log-text"
      >${row.text}${row.kind === 'invocation' ? lineCount(row.lines) : nothing}</span
    >`;
}

function lineCount(lines: number): TemplateResult {
  const words = lines === 1 ? l10n.t('1 line') : l10n.t('{0} lines', count(lines));
  return html` <span class="quiet">${words}</span>`;
}

/** Draws what similar errors have in common, and below it when and where they were. */
function errorCells(row: Extract<LogRow, { kind: 'errors' }>, isUtc: boolean): TemplateResult {
  const { functions, sites, versions, since } = row;
  const isNew = since !== undefined;
  const facts = [
    l10n.t('first {0}', shortTime(row.first, isUtc)),
    l10n.t('last {0}', shortTime(row.last, isUtc)),
    ...[functions, versions, sites].filter((values) => values !== ''),
  ];
  return html`<span role="gridcell" class="log-error">
    <span class="log-text">${row.text}</span>
    <span class="log-error-facts">
      ${isNew ? html`<span class="tag">${l10n.t('new since {0}', since)}</span>` : nothing}
      ${facts.map((fact) => html`<span title=${fact}>${fact}</span>`)}
    </span>
  </span>`;
}

function timeCell(page: LogsPage, row: LogRow, index: number, isOpen: boolean): TemplateResult {
  const { isUtc } = page.state;
  if (row.kind === 'errors')
    return html`<span role="gridcell" class="log-time number">${l10n.t('{0} ×', count(row.count))}</span>`;
  const before = page.rows.at(index - 1);
  const isNewDay = before === undefined || (before.kind !== 'errors' && isOtherDay(before.at, row.at, isUtc));
  const day = html`<span class="log-day">${isNewDay ? dayOfMonth(row.at, isUtc) : ''}</span>`;
  return html`<span role="gridcell" class="log-time" title=${fullTime(row.at, isUtc)}
    >${icon(isOpen ? 'chevron-down' : 'chevron-right')}${day}${timeOfDay(row.at, isUtc)}</span
  >`;
}
