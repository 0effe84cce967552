import * as l10n from '@vscode/l10n';
import { html, nothing, svg, type TemplateResult } from 'lit';
import { count, language } from '../components/page-words.ts';
import type { Page } from '../shell/page.ts';
import type { Kind } from './event-kinds.ts';
import { filterEventsBy, toggleMonth } from './filter-by.ts';
import { kindFill } from './kind-patterns.ts';
import { monthName } from './months.ts';
import { type Bar, type Segment, type Timeline, timelineOf } from './timeline.ts';

/** Heights of the bar area, of the number above the highest bar, and of the month names below, in pixels. */
const barsHeight = 100;
const numberHeight = 13;
const namesHeight = 18;

/** The number of events of each kind per month, and which kinds are shown. */
export interface DrawnMonths {
  readonly months: readonly string[];
  readonly counts: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly kinds: readonly Kind[];
  readonly visible: readonly Kind[];
}

/** Draws a bar per month. Tab focuses one of them, and the arrow keys move between them. */
export function monthChart(page: Page, { months, counts, kinds, visible }: DrawnMonths): TemplateResult {
  const { bars, lines } = timelineOf(months, counts, visible, barsHeight);
  const { month: chosen } = page.memory.audit.filters;
  const hasBar = (month: string | null | undefined): boolean => bars.some((bar) => bar.month === month);
  const reached = [page.view.activeMonth, chosen].find(hasBar) ?? bars.at(-1)?.month;
  const line = ({ top }: Timeline['lines'][number]): TemplateResult =>
    svg`<line class="chart-line" x1="0" x2="100%" y1=${top + 0.5} y2=${top + 0.5}></line>`;
  const axisLabel = ({ count: value, top }: Timeline['lines'][number]): TemplateResult =>
    html`<span .style=${`top: ${numberHeight + top}px`}>${count(value)}</span>`;
  const bar = (one: Bar, index: number): TemplateResult =>
    barView(page, one, { index, bars: bars.length, kinds, isReached: one.month === reached });
  return html`<div class="chart ${density(bars.length)}" .style=${`max-width: ${48 + bars.length * 96}px`}>
    <div class="chart-axis" aria-hidden="true">${lines.map(axisLabel)}</div>
    <svg
      class="bars-by-month"
      role="group"
      aria-label=${l10n.t('Bars of months; the arrow keys move, Enter shows the events of a month')}
      height=${numberHeight + barsHeight + namesHeight}
      width="100%"
      @keydown=${(event: KeyboardEvent) => moveBar(page, bars, event)}
    >
      <g transform="translate(0 ${numberHeight})">
        ${lines.map(line)} ${bars.map(bar)}
        <g aria-hidden="true">${bars.map((one, index) => barTexts(one, index, bars.length, one.month === chosen))}</g>
      </g>
    </svg>
  </div>`;
}

/** Returns a class for the density of the bars: the style sheet omits month names if there are many. */
function density(bars: number): string {
  if (bars > 30) return 'years';
  if (bars > 13) return 'many';
  return bars > 8 ? 'some' : 'few';
}

interface BarPlace {
  readonly index: number;
  /** The number of bars. */
  readonly bars: number;
  readonly kinds: readonly Kind[];
  /** Whether Tab focuses this bar. */
  readonly isReached: boolean;
}

function barView(page: Page, { month, segments }: Bar, place: BarPlace): TemplateResult {
  const slot = 100 / place.bars;
  const left = slot * place.index;
  const isChosen = month === page.memory.audit.filters.month;
  const label = barLabel(month, segments);
  const reach = (): void => {
    if (page.view.activeMonth !== month) page.show({ activeMonth: month });
  };
  return svg`<g
    class="month ${isChosen ? 'chosen' : ''}"
    role="button"
    tabindex=${place.isReached ? 0 : -1}
    aria-pressed=${isChosen}
    aria-label=${label.replaceAll('\n', ' ')}
    data-month=${month}
    @click=${() => toggleMonth(page, month)}
    @focus=${reach}
  >
    <title>${label}</title>
    <rect
      class="slot"
      x="${left}%"
      y=${-numberHeight}
      width="${slot}%"
      height=${numberHeight + barsHeight + namesHeight}
      rx="2"
    ></rect>
    ${segments.map((segment) => segmentView(segment, place.kinds, left, slot))}
  </g>`;
}

/** Draws the texts at a bar; outside the button, whose own label says more. */
function barTexts({ month, total, segments }: Bar, index: number, bars: number, isChosen: boolean): TemplateResult {
  const middle = (100 / bars) * (index + 0.5);
  return svg`<g class=${isChosen ? 'chosen' : ''}>
    ${nameView(month, index, middle)} ${totalView(total, segments, middle)}
  </g>`;
}

/** Draws a segment of a bar; `left` and `slot` are the position and width of the bar's slot, in percent. */
function segmentView(
  { kind, style, top, height }: Segment,
  kinds: readonly Kind[],
  left: number,
  slot: number,
): TemplateResult {
  return svg`<rect
    class="segment ${kind === undefined ? `fill-${style.colour}` : ''}"
    fill=${kindFill(kinds, kind) ?? nothing}
    x="${left + slot * 0.18}%"
    width="${slot * 0.64}%"
    y=${top}
    height=${height}
  ></rect>`;
}

/** The label below a bar: the year for January, otherwise the month's name. */
function nameView(month: string, index: number, middle: number): TemplateResult {
  const isJanuary = month.endsWith('-01');
  const classes = [
    'month-name',
    ...(isJanuary || index === 0 ? ['every-12'] : []),
    ...((Number(month.slice(5)) - 1) % 3 === 0 ? ['every-3'] : []),
  ];
  const name = isJanuary ? month.slice(0, 4) : monthName(month, language(), true);
  return svg`<text class=${classes.join(' ')} x="${middle}%" y=${barsHeight + 13}>${name}</text>`;
}

function totalView(total: number, segments: Bar['segments'], middle: number): TemplateResult | typeof nothing {
  if (total === 0) return nothing;
  const top = segments.at(-1)?.top ?? barsHeight;
  return svg`<text class="bar-total" x="${middle}%" y=${top - 3}>${count(total)}</text>`;
}

/** Returns a label such as "March 2026: 12 migration scheduled, 3 app installed". */
function barLabel(month: string, segments: Bar['segments']): string {
  const name = monthName(month, language());
  if (segments.length === 0) return l10n.t('{0}: no events', name);
  const lines = segments.map(({ kind, count: value }) => `${count(value)} × ${kind ?? l10n.t('other events')}`);
  return `${name}:\n${lines.join(',\n')}`;
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
  if (event.key === 'Enter' || event.key === ' ') toggleMonth(page, bar.month);
  else if (event.key === 'Escape' && chosen !== null) filterEventsBy(page, { month: null });
  else if (to !== undefined) {
    const month = bars[Math.min(Math.max(to, 0), bars.length - 1)]?.month ?? '';
    drawing.querySelector<SVGElement>(`[data-month="${month}"]`)?.focus();
  } else return;
  event.preventDefault();
}
