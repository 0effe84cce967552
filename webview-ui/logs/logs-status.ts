import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { LogSilence } from '../../src/logs/log-protocol.ts';
import type { Failure } from '../../src/core/failure-schema.ts';
import { asSentence } from '../components/as-sentence.ts';
import { type Content, emptyState, icon, linkButton, skeleton } from '../components/parts.ts';
import { button, iconButton, spinner } from '../components/toolkit.ts';
import type { LogsPage } from './logs-page.ts';

/** Draws how many lines are shown, and whether new ones come. */
export function logsStatus(page: LogsPage): TemplateResult {
  const { state } = page;
  return html`<div class="log-status">
    <span class="log-following">${following(page)}</span>
    <span class="log-summary" role="status">${state.summary}</span>
  </div>`;
}

function following(page: LogsPage): Content {
  const { isFollowing, isLoading, stopped } = page.state;
  if (isLoading) return html`${spinner(l10n.t('Loading'))}<span>${stopped ?? l10n.t('Loading')}</span>`;
  if (isFollowing)
    return html`${icon('pulse')}<span>${stopped ?? l10n.t('Following')}</span>
      ${linkButton(l10n.t('Stop'), () => page.run('stop'))}`;
  if (stopped === undefined) return nothing;
  return html`${icon('debug-pause')}<span>${stopped}</span> ${linkButton(l10n.t('Resume'), () => page.run('resume'))}`;
}

/** Draws a request that failed, until it is dismissed. */
export function logsNotice(page: LogsPage): Content {
  const { failure } = page;
  if (failure === undefined) return nothing;
  return html`<div class="notice" role="alert">
    ${icon('error')}
    <div>
      <p>${failure.short}<br />${asSentence(failure.reason)}</p>
    </div>
    ${iconButton({ icon: 'close', label: l10n.t('Dismiss'), click: () => page.dismiss() })}
  </div>`;
}

/** Draws what stands in place of the lines; undefined if there are rows to show. */
export function insteadOfLines(page: LogsPage): Content | undefined {
  const { state } = page;
  if (state.phase === 'signedOut') return signedOut(page);
  if (state.phase === 'noApp') return noApp(page);
  if (state.rows > 0) return undefined;
  if (state.failure !== undefined) return failed(page, state.failure);
  if (state.silence !== undefined) return silent(page, state.silence);
  return state.phase === 'loading' ? skeleton(8, l10n.t('Loading logs')) : undefined;
}

/** Draws that fetching failed above the lines that are there. */
export function failedAbove(page: LogsPage): Content {
  const { state } = page;
  if (state.failure === undefined || state.rows === 0) return nothing;
  return html`<div class="outdated">
    ${icon('warning')}
    <p>
      ${l10n.t('Couldn’t load newer lines: {0}.', state.failure.reason)}
      ${linkButton(l10n.t('Retry'), () => page.run('retry'))}
    </p>
  </div>`;
}

function signedOut(page: LogsPage): TemplateResult {
  return emptyState(
    'account',
    l10n.t('Sign in to see logs'),
    l10n.t('Forge Logs shows what your Forge apps log, of all environments and sites.'),
    button({ label: l10n.t('Sign In'), primary: true, click: () => page.run('signIn') }),
  );
}

function noApp(page: LogsPage): TemplateResult {
  return emptyState(
    'flame',
    l10n.t('No app chosen'),
    l10n.t('Choose the app whose logs you want to see.'),
    button({ label: l10n.t('Choose App…'), primary: true, click: () => page.run('chooseApp') }),
  );
}

function failed(page: LogsPage, failure: Failure): TemplateResult {
  const signIn = button({ label: l10n.t('Sign In Again'), primary: true, click: () => page.run('signIn') });
  return html`<div class="failed" role="alert">
    ${icon('error')}
    <div>
      <p class="failed-title">${l10n.t('Couldn’t load the logs: {0}', failure.short)}</p>
      <p>${asSentence(failure.reason)}</p>
      ${failure.message === '' ? nothing : html`<p class="verbatim">${failure.message}</p>`}
      <div class="actions">
        ${failure.signedOut ? signIn : nothing}
        ${button({ label: l10n.t('Retry'), primary: !failure.signedOut, click: () => page.run('retry') })}
        ${linkButton(l10n.t('Show Output'), () => page.run('showOutput'))}
      </div>
    </div>
  </div>`;
}

function silent(page: LogsPage, { icon: symbol, title, reason, sites = [], actions }: LogSilence): TemplateResult {
  const shown = sites.slice(0, mostSites);
  const list = html`<ul class="log-sites">
    ${shown.map((site) => html`<li>${site}</li>`)}
    ${sites.length > shown.length ? html`<li>${l10n.t('and {0} more', sites.length - shown.length)}</li>` : nothing}
  </ul>`;
  const buttons = html`<div class="actions">
    ${actions.map(({ command, label }) => button({ label, click: () => page.run(command) }))}
  </div>`;
  return emptyState(symbol, title, reason, html`${sites.length === 0 ? nothing : list} ${buttons}`);
}

const mostSites = 10;
