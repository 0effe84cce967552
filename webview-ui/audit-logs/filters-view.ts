import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { type AuditFacet, isFilteringEvents, siteName } from './event-filter.ts';
import { filterEventsBy } from './filter-by.ts';
import { monthName } from './months.ts';
import type { AuditTotal, ShownEvents } from './shown-events.ts';
import { type AuditFilters, noAuditFilters } from '../shell/page-memory.ts';
import type { Page } from '../shell/page.ts';
import { fieldValue, option } from '../components/fields.ts';
import { icon, type Content } from '../components/parts.ts';
import { count, eventCount, language } from '../components/page-words.ts';

/** Most choices of a drop-down: what is rarer is found by typing. */
const mostChoices = 100;

/** Filters the events, and saves what is shown. */
export function auditFilters(page: Page, shown: ShownEvents): TemplateResult {
  const { filters } = page.memory.audit;
  const filtering = isFilteringEvents(filters);
  const facet = (name: AuditFacet, label: string, any: string, nameOf = (value: string) => value): TemplateResult =>
    dropdown(label, any, shown.totals[name], filters[name], nameOf, (value) => filterEventsBy(page, { [name]: value }));
  return html`<div class="toolbar">
    <vscode-text-field
      class="filter"
      placeholder=${l10n.t('Filter by site, event, version …')}
      aria-label=${l10n.t('Filter audit events')}
      .value=${filters.text}
      @input=${(event: Event) => filterEventsBy(page, { text: fieldValue(event) })}
      >${icon('filter', 'start')}</vscode-text-field
    >
    ${kindChoice(page, shown, filters)}
    ${facet('site', l10n.t('Site'), l10n.t('All sites'), (site) => siteName(page.state.siteNames, site) ?? site)}
    ${facet('product', l10n.t('Atlassian app'), l10n.t('All apps'))}
    ${facet('environment', l10n.t('Environment'), l10n.t('All environments'))} ${month(page, filters)}
    ${filtering ? html`<vscode-button appearance="icon" aria-label=${l10n.t('Clear filter')} title=${l10n.t('Clear filter')} @click=${() => filterEventsBy(page, noAuditFilters)}>${icon('clear-all')}</vscode-button>` : nothing}
    <span class="toolbar-count" role="status"
      >${filtering ? l10n.t('{0} of {1}', count(shown.rows.length), count(shown.sources.all)) : eventCount(shown.sources.all)}</span
    >
    <span class="toolbar-end">
      <vscode-button
        appearance="secondary"
        ?disabled=${shown.rows.length === 0 || page.isBusy('saveAuditEvents')}
        title=${l10n.t('Saves the events that are shown, in their order')}
        @click=${() => save(page, shown)}
        >${icon('save', 'start')}${l10n.t('Save as CSV')}</vscode-button
      >
    </span>
  </div>`;
}

function dropdown(
  label: string,
  any: string,
  totals: readonly AuditTotal[],
  chosen: string | null,
  nameOf: (value: string) => string,
  choose: (value: string | null) => void,
): TemplateResult {
  // An empty value would be "all" to the drop-down, so that each has a letter in front.
  const valueOf = (value: string): string => `=${value}`;
  const shown = totals.filter(({ value }, index) => index < mostChoices || value === chosen);
  const rest = totals.length - shown.length;
  const change = (event: Event): void => {
    const value = fieldValue(event);
    const picked = value.startsWith('=') ? value.slice(1) : null;
    if (picked !== chosen) choose(picked);
  };
  return html`<vscode-dropdown
    aria-label=${label}
    title=${label}
    .value=${live(chosen === null ? '' : valueOf(chosen))}
    @change=${change}
  >
    ${option('', any, chosen === null)}${shown.map((total) => option(valueOf(total.value), l10n.t('{0} ({1})', nameOf(total.value) || l10n.t('not told'), count(total.count)), total.value === chosen))}
    ${rest > 0 ? html`<vscode-option disabled>${l10n.t('{0} more: type to find them', count(rest))}</vscode-option>` : nothing}
  </vscode-dropdown>`;
}

/** One kind of event, or those that the legend of the timeline leaves. */
function kindChoice(page: Page, { totals }: ShownEvents, { hidden }: AuditFilters): TemplateResult {
  const label = l10n.t('Event');
  const visible = totals.event.filter(({ value }) => !hidden.includes(value));
  const only = hidden.length > 0 && visible.length === 1 ? (visible[0]?.value ?? null) : null;
  const choose = (value: string | null): void =>
    filterEventsBy(page, {
      hidden: value === null ? [] : totals.event.map((total) => total.value).filter((other) => other !== value),
    });
  const any =
    hidden.length > 0 && only === null
      ? l10n.t('{0} of {1} kinds', visible.length, totals.event.length)
      : l10n.t('All events');
  return dropdown(label, any, totals.event, only, (value) => value, choose);
}

function month(page: Page, { month: chosen }: AuditFilters): Content {
  if (chosen === null) return nothing;
  const name = monthName(chosen, language());
  return html`<button
    type="button"
    class="chip"
    title=${l10n.t('Show all months')}
    aria-label=${l10n.t('{0}, show all months', name)}
    @click=${() => filterEventsBy(page, { month: null })}
  >
    ${name}${icon('close')}
  </button>`;
}

function save(page: Page, { rows }: ShownEvents): void {
  const { auditLogs } = page.state;
  const { filters } = page.memory.audit;
  const first = filters.month === null ? auditLogs.from : `${filters.month}-01`;
  const last = filters.month === null ? auditLogs.to : lastDayOf(filters.month);
  void page.send('saveAuditEvents', {
    generation: page.audit.generation,
    keys: rows.map(({ key }) => key),
    from: first > auditLogs.from ? first : auditLogs.from,
    to: last < auditLogs.to ? last : auditLogs.to,
    isPart: isFilteringEvents({ ...filters, month: null }) || auditLogs.status !== 'ready',
  });
}

/** The last day of a month. */
function lastDayOf(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}
