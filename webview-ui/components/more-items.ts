import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { Page } from '../shell/page.ts';
import type { Pages } from '../shell/pages.ts';
import { skeleton } from './parts.ts';
import { failed } from './section.ts';
import { button } from './toolkit.ts';

export interface MoreItemsOptions {
  /** Identifies the failure whose details are open. */
  readonly key: string;
  /** Announced to screen readers while items are fetched. */
  readonly loading: string;
  /** Fetches the next page, or retries a failed one. */
  readonly more: () => void;
}

/** Draws the end of a paged list: a progress message, the failure, or a button that fetches more. */
export function moreItems(
  page: Page,
  { items, status, failure, next }: Pages<unknown>,
  { key, loading, more }: MoreItemsOptions,
): TemplateResult | typeof nothing {
  if (status === 'loading') return skeleton(items.length === 0 ? 4 : 2, loading);
  if (status === 'failed') return failure ? failed(page, key, failure, more) : nothing;
  if (next === undefined) return nothing;
  return html`<p class="more">${button({ label: l10n.t('More'), click: more })}</p>`;
}
