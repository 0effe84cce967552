import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { LogRow } from '../../src/logs/log-protocol.ts';
import { type Content, icon } from '../components/parts.ts';
import { count } from '../components/page-words.ts';
import { logDetails } from './log-details.ts';
import type { LogsPage } from './logs-page.ts';
import { dayOfMonth, fullTime, isOtherDay, timeOfDay } from './log-times.ts';

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
    <span role="gridcell" class="log-origin" title=${row.origin}>${row.origin}</span>
    <span role="gridcell" class="log-text">${textOf(row, page.state.isUtc)}</span>
    ${open === undefined ? nothing : html`<div role="gridcell" class="log-details">${logDetails(page, row.id, open)}</div>`}
  </div>`;
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

function textOf(row: LogRow, isUtc: boolean): Content {
  if (row.kind === 'line') return row.text;
  if (row.kind === 'errors') {
    const seen = l10n.t('first {0}, last {1}', fullTime(row.first, isUtc), fullTime(row.last, isUtc));
    return html`${row.text}
      <span class="quiet">${[...(row.since === undefined ? [] : [row.since]), seen].join(' · ')}</span>`;
  }
  const lines = row.lines === 1 ? l10n.t('1 line') : l10n.t('{0} lines', count(row.lines));
  return html`${row.text} <span class="quiet">${lines}</span>`;
}
