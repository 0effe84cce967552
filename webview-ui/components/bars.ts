import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { Total } from '../installations/totals.ts';
import { count } from './page-words.ts';

export interface BarOptions {
  /** The number of bars shown; the others are summed up in a line. */
  readonly limit: number;
  readonly chosen?: string | null;
  readonly choose: (value: string) => void;
}

/** Draws totals as small bars; a click chooses one. */
export function bars(totals: readonly Total[], { limit, chosen, choose }: BarOptions): TemplateResult {
  const most = Math.max(1, ...totals.map((total) => total.count));
  const chosenTotal = totals.findIndex(({ value }) => value === chosen);
  // The chosen one stays visible at any rank.
  const shown = totals.filter((_, index) => index < limit || index === chosenTotal);
  const rest = totals.length - shown.length;
  const restText = rest === 1 ? l10n.t('and 1 more') : l10n.t('and {0} more', count(rest));
  return html`<ul class="bars">
    ${shown.map(
      (total) =>
        html`<li>
          <button
            type="button"
            class="bar"
            aria-pressed=${chosen === undefined ? nothing : total.value === chosen}
            title=${total.value}
            @click=${() => choose(total.value)}
          >
            <span class="bar-label">${total.value}</span><span class="bar-count">${count(total.count)}</span>
            <span class="bar-track" aria-hidden="true"
              ><span class="bar-fill" .style=${`inline-size: ${(100 * total.count) / most}%`}></span
            ></span>
          </button>
        </li>`,
    )}
    ${rest > 0 ? html`<li class="quiet">${restText}</li>` : nothing}
  </ul>`;
}
