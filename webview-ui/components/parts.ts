import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { menuContext } from '../shell/menu-context.ts';
import type { Page } from '../shell/page.ts';
import { exactTime, relativeTime } from './page-time.ts';
import { language } from './page-words.ts';

export type Content = TemplateResult | typeof nothing | string;

/** Draws a decorative codicon, hidden from screen readers; `start` is the slot before the text of a toolkit element. */
export function icon(name: string, slot?: 'start'): TemplateResult {
  return html`<span class="codicon codicon-${name}" slot=${slot ?? nothing} aria-hidden="true"></span>`;
}

/** Text for screen readers only. */
export function spoken(text: string): TemplateResult {
  return html`<span class="spoken">${text}</span>`;
}

/** Draws a relative time, with the exact UTC time in the tooltip. */
export function moment(page: Page, at: number): TemplateResult {
  const exact = exactTime(at);
  return html`<time datetime=${exact === '' ? nothing : new Date(at).toISOString()} title=${exact}
    >${relativeTime(at, page.view.now, language(), l10n.t('just now'))}</time
  >`;
}

/** Draws a sentence whose `{0}` is an element: `sentence` is called with what stands for it. */
export function around(sentence: (hole: string) => string, element: TemplateResult): TemplateResult {
  const hole = '\uFFFC';
  const [before = '', after = ''] = sentence(hole).split(hole);
  return html`${before}${element}${after}`;
}

/** Draws a text that a click copies; `shown` is displayed in its place. */
export function copyable(
  page: Page,
  text: string,
  shown: string = text,
  label: string = l10n.t('Copy {0}', text),
): TemplateResult {
  const copied = page.view.copied === text;
  return html`<button
    type="button"
    class="copyable"
    title=${label}
    aria-label=${l10n.t('{0}, copy', shown)}
    data-vscode-context=${menuContext({ section: 'copyable', text })}
    @click=${() => page.copy(text)}
  >
    <span>${breakable(shown)}</span>${icon(copied ? 'check' : 'copy')}
  </button>`;
}

/** A key that breaks between its words, where it has to. */
function breakable(key: string): Content[] {
  return key.split(/(?<=[_:])/).map((piece, index) => (index === 0 ? piece : html`<wbr />${piece}`));
}

/** A button that looks like a link. */
export function linkButton(label: string, onClick: () => void, title?: string): TemplateResult {
  return html`<button type="button" class="link" title=${title ?? nothing} @click=${onClick}>${label}</button>`;
}

export interface Fact {
  readonly label: string;
  readonly value: Content | readonly Content[];
}

/** Draws labels with their values. */
export function facts(list: readonly Fact[]): TemplateResult {
  return html`<dl class="facts">
    ${list.map(
      ({ label, value }) =>
        html`<div>
          <dt>${label}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

/** Draws a placeholder for a missing value, in a muted colour. */
export function quiet(text: string): TemplateResult {
  return html`<span class="quiet">${text}</span>`;
}

/** Draws a message that explains why there is nothing to show. */
export function emptyState(name: string, title: string, text: string, action: Content = nothing): TemplateResult {
  return html`<div class="empty">
    ${icon(name)}
    <h2>${title}</h2>
    <p>${text}</p>
    ${action}
  </div>`;
}

/** Draws placeholder lines of the size of the text being loaded. */
export function skeleton(lines: number, label: string): TemplateResult {
  return html`<div class="skeleton" aria-busy="true">
    ${spoken(label)}${Array.from({ length: lines }, () => html`<div></div>`)}
  </div>`;
}

/**
 * Draws a small label. The toolkit's own tag and badge are not used: they rely on style attributes, which the page's
 * content security policy forbids.
 */
export function tag(label: string, title?: string): TemplateResult {
  return html`<span class="tag" title=${title ?? nothing}>${label}</span>`;
}
