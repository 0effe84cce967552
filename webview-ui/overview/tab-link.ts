import { html, type TemplateResult } from 'lit';
import type { Tab } from '../../src/app-panel/protocol.ts';
import { linkButton } from '../components/parts.ts';
import type { Page } from '../shell/page.ts';

/** Draws the link at the foot of a card to the tab with more information. */
export function tabLink(page: Page, tab: Tab, label: string): TemplateResult {
  return html`<p class="card-foot">${linkButton(label, () => page.showTab(tab))}</p>`;
}
