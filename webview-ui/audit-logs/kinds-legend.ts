import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { count, eventCount } from '../components/page-words.ts';
import { icon } from '../components/parts.ts';
import type { Page } from '../shell/page.ts';
import type { Kind } from './event-kinds.ts';
import { filterEventsBy } from './filter-by.ts';
import { kindFill } from './kind-patterns.ts';
import type { ShownEvents } from './shown-events.ts';

/** Draws the legend of the kinds; a click hides or shows one, in the bars and in the table. */
export function kindsLegend(page: Page, kinds: readonly Kind[], { totals, undated }: ShownEvents): TemplateResult {
  const counts = new Map(totals.event.map((total) => [total.value, total.count]));
  const rest = totals.event.length - kinds.length;
  const notes = [
    ...(rest > 0 ? [l10n.t('and {0} more kinds, shown together', count(rest))] : []),
    ...(undated > 0 ? [l10n.t('{0} without a date, in no month', eventCount(undated))] : []),
  ];
  return html`<ul class="kinds" aria-label=${l10n.t('Kinds of events')}>
    ${kinds.map(({ name }) => item(page, name, kindFill(kinds, name), counts.get(name) ?? 0))}
    ${notes.map((note) => html`<li class="quiet">${note}</li>`)}
  </ul>`;
}

function item(page: Page, name: string, fill: string | undefined, events: number): TemplateResult {
  const { hidden } = page.memory.audit.filters;
  const isHidden = hidden.includes(name);
  const change = (): void =>
    filterEventsBy(page, { hidden: isHidden ? hidden.filter((other) => other !== name) : [...hidden, name] });
  return html`<li>
    <button
      type="button"
      class="kind"
      aria-pressed=${!isHidden}
      title=${isHidden ? l10n.t('Show these events') : l10n.t('Hide these events')}
      @click=${change}
    >
      <svg class="swatch" width="16" height="12" aria-hidden="true">
        <rect class="segment" fill=${fill ?? nothing} width="16" height="12"></rect>
      </svg>
      <span class="kind-name">${name === '' ? l10n.t('Not available') : name}</span
      ><span class="kind-count">${count(events)}</span>${isHidden ? icon('eye-closed') : nothing}
    </button>
  </li>`;
}
