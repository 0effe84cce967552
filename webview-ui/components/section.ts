import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { Failure, Section, SectionName } from '../../src/app-panel/protocol.ts';
import type { Page } from '../shell/page.ts';
import { asSentence } from './as-sentence.ts';
import { button } from './toolkit.ts';
import { around, copyable, icon, linkButton, moment, type Content, skeleton } from './parts.ts';

/** A section's content and how to show it while it loads and after it failed. */
export interface SectionView<T> {
  /** What Retry fetches. */
  readonly name: SectionName;
  /** The section's name; unique on its tab. */
  readonly title: string;
  readonly section: Section<T>;
  /** Approximate number of lines. */
  readonly lines: number;
  readonly body: (value: T) => Content;
}

/** Draws a section in its current state. The previous content stays while it is fetched again, and if that fails. */
export function sectionBody<T>(page: Page, { name, title, section, lines, body }: SectionView<T>): Content {
  const retry = (): void => page.refresh(name);
  if (section.value === undefined) {
    if (section.status === 'failed' && section.failure) return failed(page, title, section.failure, retry);
    return skeleton(lines, l10n.t('{0}: loading', title));
  }
  const warning =
    section.status === 'failed' && section.failure ? outdated(page, title, section, section.failure, retry) : nothing;
  return html`${warning}${body(section.value)}`;
}

/**
 * Draws a failure that left nothing to show, or that a person may not see it: the reason and the possible actions. `key`
 * identifies the failure whose details are open.
 */
export function failed(page: Page, key: string, failure: Failure, retry: () => void): TemplateResult {
  const { isForbidden = false } = failure;
  const signIn = button({
    label: l10n.t('Sign In Again'),
    primary: true,
    click: () => void page.send('signIn', {}),
  });
  return html`<div class=${isForbidden ? 'failed forbidden' : 'failed'}>
    ${icon(isForbidden ? 'lock' : 'error')}
    <div>
      <p class="failed-title">${isForbidden ? failure.short : l10n.t('Couldn’t load: {0}', failure.short)}</p>
      <p>${asSentence(failure.reason)}</p>
      <div class="actions">
        ${failure.signedOut ? signIn : nothing}
        ${button({ label: l10n.t('Retry'), primary: !failure.signedOut && !isForbidden, click: retry })}
        ${detailsToggle(page, key)}
      </div>
      ${details(page, key, failure, false)}
    </div>
  </div>`;
}

/** Draws a note that the content is outdated because refreshing it failed. */
function outdated(
  page: Page,
  key: string,
  { at }: Section<unknown>,
  failure: Failure,
  retry: () => void,
): TemplateResult {
  return html`<div class="outdated">
    ${icon('warning')}
    <div>
      <p>
        ${l10n.t('Couldn’t refresh: {0}.', failure.short)}
        ${at === undefined ? nothing : around((time) => l10n.t('Shown as of {0}.', time), moment(page, at))}
        ${failure.signedOut ? linkButton(l10n.t('Sign In Again'), () => void page.send('signIn', {})) : nothing}
        ${linkButton(l10n.t('Retry'), retry)} ${detailsToggle(page, key)}
      </p>
      ${details(page, key, failure, true)}
    </div>
  </div>`;
}

/** Draws the button that shows or hides the details of a failure. */
export function detailsToggle(page: Page, key: string): TemplateResult {
  const { openDetails } = page.view;
  const open = openDetails.includes(key);
  const toggle = (): void =>
    page.show({ openDetails: open ? openDetails.filter((other) => other !== key) : [...openDetails, key] });
  return html`<button type="button" class="link" aria-expanded=${open} @click=${toggle}>
    ${open ? l10n.t('Hide Details') : l10n.t('Show Details')}
  </button>`;
}

/** Draws the details of a failure if they are open; `withReason` if the reason is not shown above. */
export function details(page: Page, key: string, failure: Failure, withReason: boolean): Content {
  return page.view.openDetails.includes(key) ? failureDetails(page, failure, withReason) : nothing;
}

function failureDetails(page: Page, { reason, message, requestId }: Failure, withReason: boolean): TemplateResult {
  return html`<div class="details">
    ${withReason ? html`<p>${asSentence(reason)}</p>` : nothing}
    ${message === '' ? nothing : html`<p class="verbatim">${message}</p>`}
    ${requestId === undefined ? nothing : html`<p>${l10n.t('Request ID')} ${copyable(page, requestId)}</p>`}
    <p>
      <button type="button" class="link" @click=${() => void page.send('showOutput', {})}>
        ${l10n.t('Show Output')}
      </button>
    </p>
  </div>`;
}

/** Draws the age of a section while it is refreshed. */
export function age(page: Page, { status, value, at }: Section<unknown>): Content {
  if (status !== 'loading' || value === undefined || at === undefined) return nothing;
  return html`<span class="age"
    >${around((time) => l10n.t('Refreshing; last refreshed {0}', time), moment(page, at))}</span
  >`;
}

/** Draws a value of another section inside a card: a placeholder while it loads, a short text if it failed. */
export function inline<T>(
  section: Section<T>,
  body: (value: T) => Content | readonly Content[],
): Content | readonly Content[] {
  if (section.value !== undefined) return body(section.value);
  if (section.status === 'failed')
    return html`<span class="inline-failure"
      >${icon('error')}${l10n.t('couldn’t load: {0}', section.failure?.short ?? '')}</span
    >`;
  return html`<span class="skeleton-inline" aria-busy="true"><span class="spoken">${l10n.t('loading')}</span></span>`;
}

/**
 * Returns the classes of a tab that takes the panel’s height, and more of it where it has a table that scrolls. Not by
 * `:has()` in the style sheet, for which the browser looks at each element that leaves the page.
 */
export function paneClass(hasTable: boolean): string {
  return hasTable ? 'tab-body pane has-table' : 'tab-body pane';
}
