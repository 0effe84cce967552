import { html, type TemplateResult } from 'lit';
import type { Page } from '../shell/page.ts';
import { icon, type Content } from './parts.ts';
import { age, sectionBody, type SectionView } from './section.ts';

/** Draws a card of the overview with one section. */
export function card<T>(page: Page, id: string, symbol: string, view: SectionView<T>): TemplateResult {
  return plainCard(id, symbol, view.title, sectionBody(page, view), age(page, view.section));
}

/** Draws a card of the overview: a title with an icon, and its content. */
export function plainCard(
  id: string,
  symbol: string,
  title: string,
  body: Content | readonly Content[],
  aside: Content = '',
): TemplateResult {
  return html`<section class="card" aria-labelledby="card-${id}">
    <div class="card-head">
      <h2 id="card-${id}">${icon(symbol)}${title}</h2>
      ${aside}
    </div>
    ${body}
  </section>`;
}
