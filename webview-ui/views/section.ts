import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { Failure, Section, SectionName } from '../../src/panel/protocol.ts';
import type { Page } from '../page.ts';
import { copyable, icon, moment, type Piece, skeleton } from './parts.ts';

/** What a section shows while it loads, after it failed, and once it is there. */
export interface SectionView<T> {
  /** What is fetched anew on Retry. */
  readonly name: SectionName;
  /** What it is called in "… could not be loaded". */
  readonly title: string;
  readonly section: Section<T>;
  /** Number of lines that it will about take. */
  readonly lines: number;
  readonly body: (value: T) => Piece;
}

/** A section in the state it is in. What was fetched before stays while it is fetched anew, and after that failed. */
export function sectionBody<T>(page: Page, { name, title, section, lines, body }: SectionView<T>): Piece {
  const retry = (): void => page.refresh(name);
  if (section.value === undefined) {
    if (section.status === 'failed' && section.failure) return failed(page, title, section.failure, retry);
    return skeleton(lines, l10n.t('{0}: loading', title));
  }
  const warning = section.status === 'failed' && section.failure ? outdated(page, title, section, section.failure, retry) : nothing;
  return html`${warning}${body(section.value)}`;
}

/** Nothing could be loaded: what, why, and what can be done. */
export function failed(page: Page, title: string, failure: Failure, retry: () => void): TemplateResult {
  return html`<div class="failed">
    ${icon('error')}
    <div>
      <h3>${l10n.t('{0} could not be loaded: {1}', title, failure.short)}</h3>
      <p>${failure.reason}</p>
      ${failureActions(page, title, failure, retry)}
    </div>
  </div>`;
}

/** What is shown is from before, as it could not be fetched anew. */
function outdated(page: Page, title: string, { at }: Section<unknown>, failure: Failure, retry: () => void): TemplateResult {
  return html`<div class="outdated">
    ${icon('warning')}
    <div>
      <p>${l10n.t('{0} could not be refreshed: {1}.', title, failure.short)} ${at === undefined ? nothing : html`${l10n.t('Shown as of')} ${moment(page, at)}.`}</p>
      ${failureActions(page, title, failure, retry, true)}
    </div>
  </div>`;
}

/** What can be done about a failure; its details open below. `withReason` where the reason is not told above. */
export function failureActions(page: Page, key: string, failure: Failure, retry: (() => void) | undefined, withReason = false): TemplateResult {
  const { openDetails } = page.passing;
  const open = openDetails.includes(key);
  const toggle = (): void => page.show({ openDetails: open ? openDetails.filter((other) => other !== key) : [...openDetails, key] });
  return html`<div class="actions">
      ${failure.signedOut ? html`<vscode-button @click=${() => void page.send('signIn', {})}>${l10n.t('Sign In Again')}</vscode-button>` : nothing}
      ${retry ? html`<vscode-button appearance=${failure.signedOut ? 'secondary' : 'primary'} @click=${retry}>${l10n.t('Retry')}</vscode-button>` : nothing}
      <button type="button" class="link" aria-expanded=${open} @click=${toggle}>${open ? l10n.t('Hide details') : l10n.t('Show details')}</button>
    </div>
    ${open ? failureDetails(page, failure, withReason) : nothing}`;
}

function failureDetails(page: Page, { reason, message, requestId }: Failure, withReason: boolean): TemplateResult {
  return html`<div class="details">
    ${withReason ? html`<p>${reason}</p>` : nothing}
    ${message === '' ? nothing : html`<p class="verbatim">${message}</p>`}
    ${requestId === undefined ? nothing : html`<p>${l10n.t('Request ID')} ${copyable(page, requestId)}</p>`}
    <p><button type="button" class="link" @click=${() => void page.send('showOutput', {})}>${l10n.t('Show Output')}</button></p>
  </div>`;
}

/** How old a section is, and whether it is being fetched anew. */
export function age(page: Page, section: Section<unknown>): Piece {
  if (section.value === undefined || section.at === undefined) return nothing;
  const refreshing = section.status === 'loading';
  if (!refreshing && section.status === 'ready') return nothing;
  return html`<span class="age">${refreshing ? html`${l10n.t('refreshing, from')} ${moment(page, section.at)}` : html`${l10n.t('from')} ${moment(page, section.at)}`}</span>`;
}

/** A value of another section within a panel: a line while it loads, a few words after it failed. */
export function inline<T>(section: Section<T>, body: (value: T) => Piece | readonly Piece[]): Piece | readonly Piece[] {
  if (section.value !== undefined) return body(section.value);
  if (section.status === 'failed') return html`<span class="inline-failure">${icon('error')}${l10n.t('could not be loaded: {0}', section.failure?.short ?? '')}</span>`;
  return html`<span class="skeleton-inline" aria-busy="true"><span class="spoken">${l10n.t('loading')}</span></span>`;
}
