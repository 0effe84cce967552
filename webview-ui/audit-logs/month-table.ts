import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { count, language } from '../components/page-words.ts';
import { quiet } from '../components/parts.ts';
import type { Page } from '../shell/page.ts';
import type { Kind } from './event-kinds.ts';
import { toggleMonth } from './filter-by.ts';
import type { DrawnMonths } from './month-chart.ts';
import { monthName } from './months.ts';

/** Draws the number of events of each kind per month as a table, newest first. */
export function monthTable(page: Page, { months, counts, visible }: DrawnMonths): TemplateResult {
  const kindHead = ({ name }: Kind): TemplateResult =>
    html`<th scope="col" class="number">${name === '' ? l10n.t('Not available') : name}</th>`;
  return html`<div class="month-table">
    <table class="plain">
      <caption class="spoken">
        ${l10n.t('Events by month')}
      </caption>
      <thead>
        <tr>
          <th scope="col">${l10n.t('Month')}</th>
          ${visible.map(kindHead)}
          <th scope="col" class="number">${l10n.t('All')}</th>
        </tr>
      </thead>
      <tbody>
        ${months.toReversed().map((month) => row(page, month, visible, counts.get(month) ?? new Map()))}
      </tbody>
    </table>
  </div>`;
}

function row(page: Page, month: string, kinds: readonly Kind[], counts: ReadonlyMap<string, number>): TemplateResult {
  const total = [...counts.values()].reduce((sum, value) => sum + value, 0);
  const isChosen = month === page.memory.audit.filters.month;
  const cell = ({ name }: Kind): TemplateResult => {
    const value = counts.get(name);
    return html`<td class="number">${value === undefined ? quiet('–') : count(value)}</td>`;
  };
  return html`<tr class=${isChosen ? 'chosen' : ''}>
    <th scope="row">
      <button type="button" class="link" aria-pressed=${isChosen} @click=${() => toggleMonth(page, month)}>
        ${monthName(month, language())}
      </button>
    </th>
    ${kinds.map(cell)}
    <td class="number">${count(total)}</td>
  </tr>`;
}
