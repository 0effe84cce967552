import * as l10n from '@vscode/l10n';
import { html, nothing, svg, type TemplateResult } from 'lit';
import { filterEventsBy } from './filter-by.ts';
import { type Kind, kindsOf, type KindStyle } from './event-kinds.ts';
import { monthName, monthsBetween } from './months.ts';
import type { ShownEvents } from './shown-events.ts';
import { type Bar, type Timeline, timelineOf } from './timeline.ts';
import type { Memory } from '../shell/page-memory.ts';
import type { Page } from '../shell/page.ts';
import { icon, type Content } from '../components/parts.ts';
import { count, eventCount, language } from '../components/page-words.ts';

/** Height of the bars' room, of the number above the highest one, and of the names below, in pixels. */
const barsHeight = 100;
const numberHeight = 13;
const namesHeight = 18;

/** Most months that are drawn: ten years. */
const mostMonths = 120;

type Form = Memory['audit']['timeline'];

/** How many events of which kind there were in each month: as bars, or as a table. */
export function auditTimeline(page: Page, shown: ShownEvents): TemplateResult {
  const { audit } = page.memory;
  const { from, to } = page.state.auditLogs;
  const show = (timeline: Form): void => page.remember({ audit: { ...audit, timeline } });
  const form = audit.timeline;
  const kinds = kindsOf(shown.totals.event.map(({ value }) => value));
  const visible = kinds.filter(({ name }) => !audit.filters.hidden.includes(name));
  const months = monthsBetween(from.slice(0, 7), to.slice(0, 7), mostMonths);
  const toggle = (as: Form, symbol: string, label: string): TemplateResult =>
    html`<button
      type="button"
      class="toggle codicon codicon-${symbol}"
      title=${label}
      aria-label=${label}
      aria-pressed=${form === as}
      @click=${() => show(as)}
    ></button>`;
  return html`<section class="timeline" aria-label=${l10n.t('Timeline')}>
    <div class="timeline-head">
      <button
        type="button"
        class="disclosure"
        aria-expanded=${form !== 'hidden'}
        @click=${() => show(form === 'hidden' ? 'bars' : 'hidden')}
      >
        ${icon(form === 'hidden' ? 'chevron-right' : 'chevron-down')}${l10n.t('Events by month')}
      </button>
      ${form === 'hidden' ? nothing : html`<span class="toggles">${toggle('bars', 'graph', l10n.t('As bars'))}${toggle('table', 'table', l10n.t('As a table'))}</span>`}
    </div>
    ${
      form === 'hidden'
        ? nothing
        : html`<div class="timeline-body">
            ${patterns(kinds)}
            ${form === 'bars' ? chart(page, timelineOf(months, shown.months, visible, barsHeight), kinds) : monthTable(page, months, shown, visible)}
            ${legend(page, kinds, shown)}
          </div>`
    }
  </section>`;
}

/** How parts of bars are filled, for the bars and the legend. */
function patterns(kinds: readonly Kind[]): TemplateResult {
  return html`<svg class="patterns" aria-hidden="true">
    <defs>${kinds.map(({ style }, index) => pattern(style, index))}</defs>
  </svg>`;
}

/** A pattern is drawn over the colour, so that kinds are told apart without it. */
function pattern({ colour, pattern: form }: KindStyle, index: number): TemplateResult {
  const forms: Record<KindStyle['pattern'], string> = {
    plain: '',
    rising: 'M-2 2 L2 -2 M0 8 L8 0 M6 10 L10 6',
    falling: 'M-2 6 L2 10 M0 0 L8 8 M6 -2 L10 2',
    crossed: 'M0 8 L8 0 M0 0 L8 8',
    lines: 'M0 2 H8 M0 6 H8',
    dots: 'M1 2 H3 M5 6 H7',
  };
  return svg`<pattern id="kind-${index}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" class="fill-${colour}"></rect><path class="ink-${form}" d=${forms[form]}></path></pattern>`;
}

function fillOf(kinds: readonly Kind[], kind: string | undefined): string | undefined {
  const index = kinds.findIndex(({ name }) => name === kind);
  return index < 0 ? undefined : `url(#kind-${index})`;
}

function chart(page: Page, { bars, lines }: Timeline, kinds: readonly Kind[]): TemplateResult {
  const { month } = page.memory.audit.filters;
  // One bar is reached with Tab; the arrow keys move on from it.
  const reached =
    [page.view.activeMonth, month].find((known) => bars.some((bar) => bar.month === known)) ?? bars.at(-1)?.month;
  const height = numberHeight + barsHeight + namesHeight;
  return html`<div
    class="chart ${bars.length > 30 ? 'years' : bars.length > 13 ? 'many' : bars.length > 8 ? 'some' : 'few'}"
    .style=${`max-width: ${48 + bars.length * 96}px`}
  >
    <div class="chart-axis" aria-hidden="true">
      ${lines.map(({ count: value, top }) => html`<span .style=${`top: ${numberHeight + top}px`}>${count(value)}</span>`)}
    </div>
    <svg
      class="bars-by-month"
      role="group"
      aria-label=${l10n.t('Bars of months; the arrow keys move, Enter shows the events of a month')}
      height=${height}
      width="100%"
      @keydown=${(event: KeyboardEvent) => moveBar(page, bars, event)}
    >
      <g transform="translate(0 ${numberHeight})">
        ${lines.map(({ top }) => svg`<line class="chart-line" x1="0" x2="100%" y1=${top + 0.5} y2=${top + 0.5}></line>`)}
        ${bars.map((bar, index) => barOf(page, bar, index, bars.length, kinds, { chosen: bar.month === month, reached: bar.month === reached }))}
      </g>
    </svg>
  </div>`;
}

function barOf(
  page: Page,
  { month, total, segments }: Bar,
  index: number,
  bars: number,
  kinds: readonly Kind[],
  { chosen, reached }: { readonly chosen: boolean; readonly reached: boolean },
): TemplateResult {
  const slot = 100 / bars;
  const label = barLabel(month, segments);
  const isYearStart = month.endsWith('-01') || index === 0;
  return svg`<g class="month ${chosen ? 'chosen' : ''}" role="button" tabindex=${reached ? 0 : -1} aria-pressed=${chosen} aria-label=${label.replaceAll('\n', ' ')} data-month=${month} @click=${() => choose(page, month, chosen)} @focus=${() => page.view.activeMonth === month || page.show({ activeMonth: month })}>
    <title>${label}</title>
    <rect class="slot" x="${slot * index}%" y=${-numberHeight} width="${slot}%" height=${numberHeight + barsHeight + namesHeight} rx="2"></rect>
    ${segments.map(({ kind, style, top, height }) => svg`<rect class="segment ${kind === undefined ? `fill-${style.colour}` : ''}" fill=${fillOf(kinds, kind) ?? nothing} x="${slot * (index + 0.18)}%" width="${slot * 0.64}%" y=${top} height=${height}></rect>`)}
    <text class="month-name ${isYearStart ? 'every-12' : ''} ${(Number(month.slice(5)) - 1) % 3 === 0 ? 'every-3' : ''}" x="${slot * (index + 0.5)}%" y=${barsHeight + 13}>${month.endsWith('-01') ? month.slice(0, 4) : monthName(month, language(), true)}</text>
    ${total === 0 ? nothing : svg`<text class="bar-total" x="${slot * (index + 0.5)}%" y=${(segments.at(-1)?.top ?? barsHeight) - 3}>${count(total)}</text>`}
  </g>`;
}

/** "March 2026: 12 migration scheduled, 3 app installed". */
function barLabel(month: string, segments: Bar['segments']): string {
  const name = monthName(month, language());
  if (segments.length === 0) return l10n.t('{0}: no events', name);
  return `${name}:\n${segments.map(({ kind, count: value }) => `${count(value)} × ${kind ?? l10n.t('other events')}`).join(',\n')}`;
}

/** Shows the events of a month; of the chosen one again, those of all. */
function choose(page: Page, month: string, chosen: boolean): void {
  page.show({ activeMonth: month });
  filterEventsBy(page, { month: chosen ? null : month });
}

function moveBar(page: Page, bars: readonly Bar[], event: KeyboardEvent): void {
  const { currentTarget: drawing, target } = event;
  if (!(drawing instanceof SVGElement) || !(target instanceof SVGElement)) return;
  const at = bars.findIndex(({ month }) => month === target.dataset.month);
  const bar = bars[at];
  if (bar === undefined) return;
  const chosen = page.memory.audit.filters.month;
  const moves: Record<string, number> = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    PageUp: at - 12,
    PageDown: at + 12,
    Home: 0,
    End: bars.length - 1,
  };
  const to = moves[event.key];
  if (event.key === 'Enter' || event.key === ' ') choose(page, bar.month, bar.month === chosen);
  else if (event.key === 'Escape' && chosen !== null) filterEventsBy(page, { month: null });
  else if (to !== undefined) {
    const month = bars[Math.min(Math.max(to, 0), bars.length - 1)]?.month ?? '';
    drawing.querySelector<SVGElement>(`[data-month="${month}"]`)?.focus();
  } else return;
  event.preventDefault();
}

/** The kinds with how they are drawn; a click hides or shows one, in the bars and in the table. */
function legend(page: Page, kinds: readonly Kind[], { totals, undated }: ShownEvents): TemplateResult {
  const { hidden } = page.memory.audit.filters;
  const counts = new Map(totals.event.map((total) => [total.value, total.count]));
  const rest = totals.event.length - kinds.length;
  const item = ({ name }: Kind, index: number): TemplateResult => {
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
          <rect class="segment" fill="url(#kind-${index})" width="16" height="12"></rect>
        </svg>
        <span class="kind-name">${name === '' ? l10n.t('not told') : name}</span
        ><span class="kind-count">${count(counts.get(name) ?? 0)}</span>${isHidden ? icon('eye-closed') : nothing}
      </button>
    </li>`;
  };
  return html`<ul class="kinds" aria-label=${l10n.t('Kinds of events')}>
    ${kinds.map(item)}
    ${rest > 0 ? html`<li class="quiet">${l10n.t('and {0} more kinds, drawn as one', count(rest))}</li>` : nothing}
    ${undated === 0 ? nothing : html`<li class="quiet">${l10n.t('{0} without a date, in no month', eventCount(undated))}</li>`}
  </ul>`;
}

/** The same in numbers. */
function monthTable(page: Page, months: readonly string[], shown: ShownEvents, kinds: readonly Kind[]): Content {
  const chosen = page.memory.audit.filters.month;
  const row = (month: string): TemplateResult => {
    const counts = shown.months.get(month);
    const total = [...(counts?.values() ?? [])].reduce((sum, value) => sum + value, 0);
    const isChosen = month === chosen;
    return html`<tr class=${isChosen ? 'chosen' : ''}>
      <th scope="row">
        <button type="button" class="link" aria-pressed=${isChosen} @click=${() => choose(page, month, isChosen)}>
          ${monthName(month, language())}
        </button>
      </th>
      ${kinds.map(({ name }) => html`<td class="number">${counts?.get(name) === undefined ? html`<span class="quiet">–</span>` : count(counts.get(name) ?? 0)}</td>`)}
      <td class="number">${count(total)}</td>
    </tr>`;
  };
  return html`<div class="month-table">
    <table class="plain">
      <caption class="spoken">
        ${l10n.t('Events by month')}
      </caption>
      <thead>
        <tr>
          <th scope="col">${l10n.t('Month')}</th>
          ${kinds.map(({ name }) => html`<th scope="col" class="number">${name === '' ? l10n.t('not told') : name}</th>`)}
          <th scope="col" class="number">${l10n.t('All')}</th>
        </tr>
      </thead>
      <tbody>
        ${months.toReversed().map(row)}
      </tbody>
    </table>
  </div>`;
}
