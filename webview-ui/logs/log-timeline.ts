import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { LogBar, LogDeploymentMark, LogTimeline } from '../../src/logs/log-protocol.ts';
import { type Content, icon } from '../components/parts.ts';
import { count } from '../components/page-words.ts';
import { iconButton } from '../components/toolkit.ts';
import { barParts, type BarParts, barsBetween, markAt, timeOfBars } from './bars-of-time.ts';
import { fullTime } from './log-times.ts';
import type { LogsPage } from './logs-page.ts';

/** Draws the number of lines by time and level; bars lead to their lines, alone or several by dragging. */
export function logTimeline(page: LogsPage): Content {
  const { timeline, isUtc } = page.state;
  if (timeline === undefined) return nothing;
  const { bars, deployments, isZoomed } = timeline;
  const parts = bars.map(barParts);
  const sum = (part: keyof BarParts) => parts.reduce((total, bar) => total + bar[part], 0);
  const most = Math.max(1, ...parts.map(({ errors, warnings, others }) => errors + warnings + others));
  const label = l10n.t(
    'Lines by time: {0} from {1} to {2}. The arrow keys move, Enter shows the lines of a bar.',
    barWords({ errors: sum('errors'), warnings: sum('warnings'), others: sum('others') }),
    fullTime(bars[0]?.at ?? timeline.until, isUtc),
    fullTime(timeline.until, isUtc),
  );
  return html`<div class="log-timeline">
    <div
      class="log-bars"
      role="group"
      aria-label=${label}
      @keydown=${(event: KeyboardEvent) => press(page, timeline, event)}
      @pointerdown=${(event: PointerEvent) => drag(page, event, true)}
      @pointermove=${(event: PointerEvent) => drag(page, event, false)}
      @pointerup=${() => drop(page)}
      @pointercancel=${() => giveUp(page)}
      @pointerleave=${() => giveUp(page)}
    >
      ${bars.map((bar, index) => column(page, bar, { index, parts: parts[index], most }))}
      ${deployments.map((mark) => deploymentMark(page, timeline, mark))}
    </div>
    ${
      isZoomed
        ? iconButton({
            icon: 'zoom-out',
            label: l10n.t('Zoom Out'),
            title: l10n.t('Zoom out to the time from before (Escape in the timeline)'),
            click: () => page.run('zoomOut'),
          })
        : nothing
    }
  </div>`;
}

interface ColumnOptions {
  readonly index: number;
  readonly parts: BarParts | undefined;
  /** The number of lines of the highest bar. */
  readonly most: number;
}

function column(page: LogsPage, { at }: LogBar, { index, parts, most }: ColumnOptions): TemplateResult {
  const { errors, warnings, others } = parts ?? { errors: 0, warnings: 0, others: 0 };
  const { draggedBars: dragged, activeBar } = page;
  const [first, last] = dragged === undefined ? [-1, -1] : barsBetween(dragged);
  const part = (name: string, value: number): Content =>
    value === 0
      ? nothing
      : html`<span class="log-bar ${name}" .style=${`block-size: max(2px, ${(100 * value) / most}%)`}></span>`;
  const title = `${fullTime(at, page.state.isUtc)}: ${barWords({ errors, warnings, others })}`;
  const reached = Math.min(activeBar ?? Infinity, (page.state.timeline?.bars.length ?? 1) - 1);
  return html`<button
    type="button"
    class="log-column ${index >= first && index <= last ? 'dragged' : ''}"
    tabindex=${index === reached ? 0 : -1}
    data-bar=${index}
    title=${title}
    aria-label=${title}
    @focus=${() => (page.activeBar = index)}
    @click=${({ detail }: MouseEvent) => detail === 0 && zoomTo(page, [index, index])}
  >
    ${part('others', others)}${part('warnings', warnings)}${part('errors', errors)}
  </button>`;
}

/** The lines of bars by their level, as a list: `1 error, 2 warnings, 0 other lines`. */
function barWords({ errors, warnings, others }: BarParts): string {
  return [
    errors === 1 ? l10n.t('1 error') : l10n.t('{0} errors', count(errors)),
    warnings === 1 ? l10n.t('1 warning') : l10n.t('{0} warnings', count(warnings)),
    others === 1 ? l10n.t('1 other line') : l10n.t('{0} other lines', count(others)),
  ].join(', ');
}

/** Draws a deployment at its time; a click shows the lines since then. */
function deploymentMark(page: LogsPage, timeline: LogTimeline, mark: LogDeploymentMark): TemplateResult {
  const { version, environment, at } = mark;
  const label = l10n.t('{0} deployed to {1} at {2}', version, environment, fullTime(at, page.state.isUtc));
  return html`<button
    type="button"
    class="log-deployment"
    .style=${`inset-inline-start: ${markAt(timeline, at)}%`}
    title=${l10n.t('{0}. Select to see the lines since then.', label)}
    aria-label=${label}
    @click=${() => void page.send('zoomLogs', { from: at })}
    @pointerdown=${(event: Event) => event.stopPropagation()}
  >
    ${icon('rocket')}
  </button>`;
}

function barUnder({ target }: Event): number | undefined {
  const bar = target instanceof Element ? target.closest<HTMLElement>('[data-bar]')?.dataset.bar : undefined;
  return bar === undefined ? undefined : Number(bar);
}

function drag(page: LogsPage, event: PointerEvent, begins: boolean): void {
  const bar = barUnder(event);
  const from = begins ? bar : page.draggedBars?.[0];
  if (bar === undefined || from === undefined || event.button > 0) return;
  page.draggedBars = [from, bar];
  page.changed();
}

function drop(page: LogsPage): void {
  if (page.draggedBars !== undefined) zoomTo(page, page.draggedBars);
  page.draggedBars = undefined;
}

/** Shows the lines of some bars. A click without a pointer is one of a screen reader. */
function zoomTo(page: LogsPage, bars: readonly [number, number]): void {
  const { timeline } = page.state;
  if (timeline !== undefined) void page.send('zoomLogs', timeOfBars(timeline, bars));
}

function giveUp(page: LogsPage): void {
  if (page.draggedBars === undefined) return;
  page.draggedBars = undefined;
  page.changed();
}

function press(page: LogsPage, timeline: LogTimeline, event: KeyboardEvent): void {
  const bar = barUnder(event);
  const moves: Readonly<Record<string, number>> = {
    ArrowLeft: (bar ?? 0) - 1,
    ArrowRight: (bar ?? 0) + 1,
    Home: 0,
    End: timeline.bars.length - 1,
  };
  const to = moves[event.key];
  if (event.key === 'Escape' && timeline.isZoomed) page.run('zoomOut');
  else if (bar === undefined) return;
  else if (event.key === 'Enter' || event.key === ' ') zoomTo(page, [bar, bar]);
  else if (to !== undefined && event.currentTarget instanceof HTMLElement)
    event.currentTarget.querySelector<HTMLElement>(`[data-bar="${to}"]`)?.focus();
  else return;
  event.preventDefault();
}
