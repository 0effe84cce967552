import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { isCopy, isOfGrid } from '../components/grid-keys.ts';
import { type Content, icon } from '../components/parts.ts';
import { count } from '../components/page-words.ts';
import { spinner } from '../components/toolkit.ts';
import { lineHeight, logList } from './log-list.ts';
import { logRow, logRowId } from './log-row.ts';
import type { LogsPage } from './logs-page.ts';

/** Draws the list of lines, of which only those around what is seen are there. */
export function logTable(page: LogsPage): TemplateResult {
  const { state, drawn, active } = page;
  const end = Math.min(drawn.end, state.rows);
  const first = Math.min(drawn.first, end);
  const indices = Array.from({ length: end - first }, (_, index) => first + index);
  const classes = ['log-table', ...(state.isWrapped ? ['is-wrapped'] : [])];
  const isActiveDrawn = active >= first && active < end && page.rows.at(active) !== undefined;
  return html`<div class="log-scroller" ${logList(page)}>
    ${older(page)}
    <div
      class=${classes.join(' ')}
      role="treegrid"
      tabindex="0"
      aria-label=${state.shows === 'errors' ? l10n.t('Errors') : l10n.t('Log lines')}
      aria-rowcount=${state.rows}
      aria-activedescendant=${isActiveDrawn ? logRowId(active) : nothing}
      @keydown=${(event: KeyboardEvent) => press(page, event)}
      @click=${(event: MouseEvent) => click(page, event)}
    >
      <div class="log-space" .style=${`block-size: ${first * lineHeight}px`}></div>
      ${repeat(
        indices,
        (index) => page.rows.at(index)?.id ?? `blank ${index}`,
        (index) => logRow(page, index),
      )}
      <div class="log-space" .style=${`block-size: ${(state.rows - end) * lineHeight}px`}></div>
    </div>
  </div>`;
}

function older({ state }: LogsPage): Content {
  if (!state.isLoadingOlder) return nothing;
  const text = l10n.t('Loading older lines');
  return html`<p class="loading-more">${spinner(text)}${text}</p>`;
}

/** Draws the button that leads to the end of the list, with how many lines came there meanwhile. */
export function toEnd(page: LogsPage): Content {
  if (page.isAtEnd || page.state.shows !== 'lines' || page.state.rows === 0) return nothing;
  const { unseen } = page;
  const words = unseen === 1 ? l10n.t('1 new line') : l10n.t('{0} new lines', count(unseen));
  return html`<button type="button" class="log-to-end" @click=${() => page.goToEnd()}>
    ${icon('arrow-down')}${unseen === 0 ? l10n.t('Go to the End') : words}
  </button>`;
}

/** A click on a row makes it active and unfolds or folds it, unless text was selected. */
function click(page: LogsPage, { target, currentTarget }: MouseEvent): void {
  if (!(target instanceof Element) || target.closest('button, .log-details')) return;
  const index = Number(target.closest<HTMLElement>('[data-row]')?.dataset.row ?? -1);
  const row = page.rows.at(index);
  if (row === undefined || window.getSelection()?.isCollapsed === false) return;
  if (currentTarget instanceof HTMLElement) currentTarget.focus({ preventScroll: true });
  page.active = index;
  page.toggle(row);
}

function press(page: LogsPage, event: KeyboardEvent): void {
  if (!isOfGrid(event)) return;
  const row = page.rows.at(page.active);
  const { key, currentTarget } = event;
  const height = currentTarget instanceof HTMLElement ? (currentTarget.parentElement?.clientHeight ?? 0) : 0;
  const to = rowAfterKey(page, key, Math.max(1, Math.floor(height / lineHeight) - 2));
  const isOpen = row !== undefined && (row.kind === 'invocation' ? row.isOpen : page.openLine(row.id) !== undefined);
  if (to !== undefined) page.select(to);
  else if (row === undefined) return;
  else if (isCopy(event)) void page.copy(`${row.id} text`, 'copyLogs', { id: row.id, as: 'text' });
  else if (key === 'Enter' || key === ' ') page.toggle(row);
  else if ((key === 'ArrowRight' && !isOpen) || ((key === 'ArrowLeft' || key === 'Escape') && isOpen)) page.toggle(row);
  else return;
  event.preventDefault();
}

/** The row that a key moves to; undefined for other keys. */
function rowAfterKey({ active, state, top }: LogsPage, key: string, screen: number): number | undefined {
  const from = active < 0 ? top - 1 : active;
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + screen,
    PageUp: from - screen,
    Home: 0,
    End: state.rows - 1,
  };
  return moves[key];
}
