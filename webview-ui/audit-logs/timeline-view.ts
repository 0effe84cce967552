import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../components/parts.ts';
import type { Memory } from '../shell/page-memory.ts';
import type { Page } from '../shell/page.ts';
import { type Kind, kindsOf } from './event-kinds.ts';
import { kindPatterns } from './kind-patterns.ts';
import { kindsLegend } from './kinds-legend.ts';
import { monthChart } from './month-chart.ts';
import { monthTable } from './month-table.ts';
import { monthsBetween } from './months.ts';
import type { ShownEvents } from './shown-events.ts';

/** Most months in the timeline: ten years. */
const mostMonths = 120;

type Form = Memory['audit']['timeline'];

/** Draws the number of events of each kind per month, as bars or as a table. */
export function auditTimeline(page: Page, shown: ShownEvents): TemplateResult {
  const form = page.memory.audit.timeline;
  const isOpen = form !== 'hidden';
  return html`<section class="timeline" aria-label=${l10n.t('Timeline')}>
    <div class="timeline-head">
      <button
        type="button"
        class="disclosure"
        aria-expanded=${isOpen}
        @click=${() => show(page, isOpen ? 'hidden' : 'bars')}
      >
        ${icon(isOpen ? 'chevron-down' : 'chevron-right')}${l10n.t('Events by month')}
      </button>
      ${isOpen ? toggles(page) : nothing}
    </div>
    ${isOpen ? body(page, shown) : nothing}
  </section>`;
}

function show(page: Page, timeline: Form): void {
  page.remember({ audit: { ...page.memory.audit, timeline } });
}

function toggles(page: Page): TemplateResult {
  const toggle = (form: Form, symbol: string, label: string): TemplateResult =>
    html`<button
      type="button"
      class="toggle codicon codicon-${symbol}"
      title=${label}
      aria-label=${label}
      aria-pressed=${page.memory.audit.timeline === form}
      @click=${() => show(page, form)}
    ></button>`;
  return html`<span class="toggles"
    >${toggle('bars', 'graph', l10n.t('As bars'))}${toggle('table', 'table', l10n.t('As a table'))}</span
  >`;
}

function body(page: Page, shown: ShownEvents): TemplateResult {
  const { from, to } = page.state.auditLogs;
  const { filters, timeline } = page.memory.audit;
  const kinds = kindsOf(shown.totals.event.map(({ value }) => value));
  const visible: Kind[] = kinds.filter(({ name }) => !filters.hidden.includes(name));
  const months = monthsBetween(from.slice(0, 7), to.slice(0, 7), mostMonths);
  const drawn = { months, counts: shown.months, kinds, visible };
  return html`<div class="timeline-body">
    ${kindPatterns(kinds)} ${timeline === 'bars' ? monthChart(page, drawn) : monthTable(page, drawn)}
    ${kindsLegend(page, kinds, shown)}
  </div>`;
}
