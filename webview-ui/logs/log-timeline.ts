import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { LogBar, LogsState } from '../../src/logs/log-protocol.ts';
import type { Content } from '../components/parts.ts';
import { count } from '../components/page-words.ts';
import { fullTime } from './log-times.ts';

/** A bar's lines by what is told apart at a glance. */
export interface BarParts {
  readonly errors: number;
  readonly warnings: number;
  readonly others: number;
}

export function barParts({ counts }: Pick<LogBar, 'counts'>): BarParts {
  const of = (...levels: string[]) => levels.reduce((sum, level) => sum + (counts[level] ?? 0), 0);
  return { errors: of('ERROR', 'FATAL'), warnings: of('WARN'), others: of('INFO', 'DEBUG', 'TRACE') };
}

/** Draws the number of lines by time and level. */
export function logTimeline({ timeline, isUtc }: LogsState): Content {
  if (timeline === undefined) return nothing;
  const bars = timeline.bars.map((bar) => ({ at: bar.at, ...barParts(bar) }));
  const sum = (part: keyof BarParts) => bars.reduce((total, bar) => total + bar[part], 0);
  const most = Math.max(1, ...bars.map(({ errors, warnings, others }) => errors + warnings + others));
  const label = l10n.t(
    'Lines by time: {0} errors, {1} warnings and {2} others from {3} to {4}',
    count(sum('errors')),
    count(sum('warnings')),
    count(sum('others')),
    fullTime(bars[0]?.at ?? timeline.until, isUtc),
    fullTime(timeline.until, isUtc),
  );
  return html`<div class="log-timeline" role="img" aria-label=${label}>
    ${bars.map((bar) => column(bar, most, isUtc))}
  </div>`;
}

function column({ at, errors, warnings, others }: BarParts & { readonly at: number }, most: number, isUtc: boolean) {
  const part = (name: string, value: number): TemplateResult | typeof nothing =>
    value === 0
      ? nothing
      : html`<span class="log-bar ${name}" .style=${`block-size: max(2px, ${(100 * value) / most}%)`}></span>`;
  const title = l10n.t(
    '{0}: {1} errors, {2} warnings, {3} others',
    fullTime(at, isUtc),
    count(errors),
    count(warnings),
    count(others),
  );
  return html`<span class="log-column" title=${title}
    >${part('others', others)}${part('warnings', warnings)}${part('errors', errors)}</span
  >`;
}
