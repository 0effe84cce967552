import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { type AuditFacet, isFilteringEvents, siteName } from './event-filter.ts';
import { filterEventsBy } from './filter-by.ts';
import { monthName } from './months.ts';
import type { AuditTotal, ShownEvents } from './shown-events.ts';
import { type AuditFilters, noAuditFilters } from '../shell/page-memory.ts';
import type { Page } from '../shell/page.ts';
import { type Content, icon } from '../components/parts.ts';
import { count, eventCount, language } from '../components/page-words.ts';
import { button, filterField, iconButton, select } from '../components/toolkit.ts';

/** Most choices in a drop-down: rarer values can be found by typing. */
const mostChoices = 100;

/** Draws the filters and the button that saves the filtered events. */
export function auditFilters(page: Page, shown: ShownEvents): TemplateResult {
  const { filters } = page.memory.audit;
  const facet = (name: AuditFacet, label: string, any: string, nameOf?: (value: string) => string): TemplateResult =>
    facetSelect({
      label,
      any,
      totals: shown.totals[name],
      chosen: filters[name],
      choose: (value) => filterEventsBy(page, { [name]: value }),
      ...(nameOf && { nameOf }),
    });
  return html`<div class="toolbar">
    ${filterField({
      label: l10n.t('Filter audit events'),
      placeholder: l10n.t('Filter by site, event, version …'),
      value: filters.text,
      input: (text) => filterEventsBy(page, { text }),
    })}
    ${kindSelect(page, shown, filters)}
    ${facet('site', l10n.t('Site'), l10n.t('All sites'), (site) => siteName(page.state.siteNames, site) ?? site)}
    ${facet('product', l10n.t('Atlassian app'), l10n.t('All apps'))}
    ${facet('environment', l10n.t('Environment'), l10n.t('All environments'))} ${month(page, filters)}
    ${howMany(page, shown)}
    <span class="toolbar-end">
      ${button({
        icon: 'save',
        label: l10n.t('Save as CSV…'),
        title: l10n.t('Saves the events that are shown, in their order'),
        disabled: shown.rows.length === 0 || page.isBusy('saveAuditEvents'),
        click: () => save(page, shown),
      })}
    </span>
  </div>`;
}

/** Draws the number of shown events, with a button to clear the filters if some are hidden. */
function howMany(page: Page, { rows, sources }: ShownEvents): Content {
  const filtering = isFilteringEvents(page.memory.audit.filters);
  const clear = iconButton({
    icon: 'clear-all',
    label: l10n.t('Clear Filter'),
    click: () => filterEventsBy(page, noAuditFilters),
  });
  const text = filtering ? l10n.t('{0} of {1}', count(rows.length), count(sources.all)) : eventCount(sources.all);
  return html`${filtering ? clear : nothing} <span class="toolbar-count" role="status">${text}</span>`;
}

interface FacetSelectOptions {
  readonly label: string;
  /** The choice that filters nothing. */
  readonly any: string;
  readonly totals: readonly AuditTotal[];
  readonly chosen: string | null;
  readonly nameOf?: (value: string) => string;
  readonly choose: (value: string | null) => void;
}

/** Draws a drop-down of values with the number of events for each. */
function facetSelect({ label, any, totals, chosen, nameOf, choose }: FacetSelectOptions): TemplateResult {
  // To the drop-down an empty value means "all", so each value gets a prefix.
  const valueOf = (value: string): string => `=${value}`;
  const labelOf = (value: string): string => (nameOf ? nameOf(value) : value) || l10n.t('Not available');
  const shown = totals.filter(({ value }, index) => index < mostChoices || value === chosen);
  const rest = totals.length - shown.length;
  const choices = shown.map((total) => ({
    value: valueOf(total.value),
    label: l10n.t('{0} ({1})', labelOf(total.value), count(total.count)),
  }));
  return select({
    label,
    title: label,
    value: chosen === null ? '' : valueOf(chosen),
    choices: [{ value: '', label: any }, ...choices],
    ...(rest > 0 && { more: l10n.t('{0} more: type to find them', count(rest)) }),
    change(value) {
      const picked = value.startsWith('=') ? value.slice(1) : null;
      if (picked !== chosen) choose(picked);
    },
  });
}

/** Draws the choice of one kind of event, or of those left visible in the legend. */
function kindSelect(page: Page, { totals }: ShownEvents, { hidden }: AuditFilters): TemplateResult {
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
  return facetSelect({ label: l10n.t('Event'), any, totals: totals.event, chosen: only, choose });
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

/** Returns the last day of a month. */
function lastDayOf(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}
