import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { Header } from '../../src/app-panel/protocol.ts';
import type { Page } from './page.ts';
import { icon, linkButton, moment, type Content } from '../components/parts.ts';
import { details, detailsToggle } from '../components/section.ts';
import { tabName } from '../components/page-words.ts';

const icons: Record<Header['type'], string> = { forge: 'flame', connect: 'plug', oauth: 'key', unknown: 'package' };

/** The app's name and what kind of app it is, how old the page is, and what can be done with all of it. */
export function appHeader(page: Page): TemplateResult {
  const { header } = page.state;
  const { tab } = page.memory;
  return html`<header class="app">
    <div class="app-icon">${icon(icons[header.type])}</div>
    <div class="app-title">
      <h1 title=${header.name}>${header.name}</h1>
      <ul class="app-kind">
        <li>${header.typeName}</li>
        <li>${header.distributionName}</li>
        <li title=${header.accountLabel}>${icon(header.isSample ? 'beaker' : 'account')}${header.accountLabel}</li>
        <li>${refreshed(page)}</li>
      </ul>
    </div>
    <div class="app-actions">
      ${
        header.isSample || page.state.gone !== null
          ? nothing
          : html`<vscode-button
              appearance="icon"
              aria-label=${l10n.t('Open {0} in the Developer Console', tabName(tab))}
              title=${l10n.t('Open {0} in the Developer Console', tabName(tab))}
              @click=${() => void page.send('openConsole', { page: tab === 'auditLogs' ? 'overview' : tab })}
              >${icon('link-external')}</vscode-button
            >`
      }
      <vscode-button
        appearance="icon"
        ?disabled=${page.isBusy('refresh')}
        aria-label=${l10n.t('Refresh')}
        title=${l10n.t('Refresh')}
        @click=${() => page.refresh()}
        >${icon('refresh')}</vscode-button
      >
    </div>
    ${page.isBusy('refresh') || isLoading(page) ? html`<div class="progress" role="progressbar" aria-label=${l10n.t('Loading')}></div>` : nothing}
  </header>`;
}

function isLoading({ state }: Page): boolean {
  return (
    state.gone === null &&
    [state.profile, state.environments, state.installations, state.contributors].some(
      ({ status, value }) => status === 'loading' && value !== undefined,
    )
  );
}

/** When the oldest of what is shown was fetched. */
function refreshed(page: Page): Content {
  const { profile, environments, installations, contributors } = page.state;
  const times = [profile, environments, installations, contributors].flatMap(({ at, value }) =>
    at === undefined || value === undefined ? [] : [at],
  );
  if (times.length === 0) return l10n.t('not loaded yet');
  return html`${page.isBusy('refresh') || isLoading(page) ? l10n.t('refreshing, from') : l10n.t('refreshed')}
  ${moment(page, Math.min(...times))}`;
}

/** That requests wait for Atlassian's rate limit, for as long as they do. */
export function waitingBar(page: Page): Content {
  const { rateLimit } = page.state;
  if (rateLimit === null) return nothing;
  return html`<div class="notice waiting">
    ${icon('watch')}
    <p>${rateLimit}</p>
    ${linkButton(l10n.t('Stop Waiting'), () => void page.send('stopWaiting', {}))}
  </div>`;
}

/** What could not be done, until it is dismissed. */
export function noticeBar(page: Page): Content {
  const { notice } = page.view;
  if (!notice) return nothing;
  return html`<div class="notice" role="alert">
    ${icon(notice.failure ? 'error' : 'info')}
    <div>
      <p>${notice.text}${notice.failure ? html`<br />${notice.failure.reason}` : nothing}</p>
      ${
        notice.failure
          ? html`<p>
                ${notice.failure.signedOut ? linkButton(l10n.t('Sign In Again'), () => void page.send('signIn', {})) : nothing}
                ${detailsToggle(page, 'notice')}
              </p>
              ${details(page, 'notice', notice.failure, false)}`
          : nothing
      }
    </div>
    <vscode-button
      appearance="icon"
      aria-label=${l10n.t('Dismiss')}
      title=${l10n.t('Dismiss')}
      @click=${() => page.show({ notice: undefined })}
      >${icon('close')}</vscode-button
    >
  </div>`;
}
