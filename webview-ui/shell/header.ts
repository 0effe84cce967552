import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { consolePage } from '../../src/core/console-links.ts';
import type { Failure, Header } from '../../src/app-panel/protocol.ts';
import { asSentence } from '../components/as-sentence.ts';
import type { Page } from './page.ts';
import { shownTab } from './shown-tab.ts';
import { around, icon, linkButton, moment, tag, type Content } from '../components/parts.ts';
import { details, detailsToggle } from '../components/section.ts';
import { tabName } from '../components/page-words.ts';
import { iconButton } from '../components/toolkit.ts';

const icons: Record<Header['type'], string> = { forge: 'flame', connect: 'plug', oauth: 'key', unknown: 'package' };

/** Draws the app's name and type, the age of the page, and the actions on the whole app. */
export function appHeader(page: Page): TemplateResult {
  const { header } = page.state;
  const tab = shownTab(page);
  return html`<header class="app">
    <div class="app-icon">${icon(icons[header.type])}</div>
    <div class="app-title">
      <h1 title=${header.name}>${header.name}</h1>
      <ul class="app-kind">
        <li>${header.typeName}</li>
        ${header.isCloudFortified ? html`<li>${tag(l10n.t('Cloud Fortified'))}</li>` : nothing}
        <li>${header.distributionName}</li>
        <li title=${header.accountLabel}>${icon(header.isSample ? 'beaker' : 'account')}${header.accountLabel}</li>
        <li>${refreshed(page)}</li>
      </ul>
    </div>
    <div class="app-actions">
      ${
        header.isSample || page.state.gone !== null
          ? nothing
          : iconButton({
              icon: 'link-external',
              label: l10n.t('Open {0} in the Developer Console', tabName(tab)),
              click: () => void page.send('openConsole', { page: consolePage(tab) ?? 'overview' }),
            })
      }
      ${iconButton({
        icon: 'refresh',
        label: l10n.t('Refresh'),
        disabled: page.isBusy('refresh'),
        click: () => page.refresh(),
      })}
    </div>
    ${isLoading(page) ? html`<div class="progress" role="progressbar" aria-label=${l10n.t('Loading')}></div>` : nothing}
  </header>`;
}

/** Whether anything shown is being refreshed. */
function isLoading({ state, isBusy }: Page): boolean {
  if (isBusy('refresh')) return true;
  return (
    state.gone === null &&
    [state.profile, state.environments, state.installations, state.contributors].some(
      ({ status, value }) => status === 'loading' && value !== undefined,
    )
  );
}

/** Draws the time when the oldest data on the page was fetched. */
function refreshed(page: Page): Content {
  const { profile, environments, installations, contributors } = page.state;
  const times = [profile, environments, installations, contributors].flatMap(({ at, value }) =>
    at === undefined || value === undefined ? [] : [at],
  );
  if (times.length === 0) return l10n.t('Not loaded yet');
  const at = moment(page, Math.min(...times));
  return isLoading(page)
    ? around((time) => l10n.t('Refreshing; last refreshed {0}', time), at)
    : around((time) => l10n.t('Refreshed {0}', time), at);
}

/** Draws a note that requests wait for Atlassian's rate limit, as long as they do. */
export function waitingBar(page: Page): Content {
  const { rateLimit } = page.state;
  if (rateLimit === null) return nothing;
  return html`<div class="notice waiting">
    ${icon('watch')}
    <p>${rateLimit}</p>
    ${linkButton(l10n.t('Stop Waiting'), () => void page.send('stopWaiting', {}))}
  </div>`;
}

/** Draws the last failed action until it is dismissed. */
export function noticeBar(page: Page): Content {
  const { notice } = page.view;
  if (!notice) return nothing;
  const { text, failure } = notice;
  return html`<div class="notice" role="alert">
    ${icon(failure ? 'error' : 'info')}
    <div>
      <p>${text}${failure ? html`<br />${asSentence(failure.reason)}` : nothing}</p>
      ${failure ? failureLinks(page, failure) : nothing}
    </div>
    ${iconButton({ icon: 'close', label: l10n.t('Dismiss'), click: () => page.show({ notice: undefined }) })}
  </div>`;
}

function failureLinks(page: Page, failure: Failure): Content {
  const signIn = (): void => void page.send('signIn', {});
  return html`<p>
      ${failure.signedOut ? linkButton(l10n.t('Sign In Again'), signIn) : nothing} ${detailsToggle(page, 'notice')}
    </p>
    ${details(page, 'notice', failure, false)}`;
}
