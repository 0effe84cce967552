import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import type { EnvironmentView } from '../../src/environments/environments-protocol.ts';
import type { PermissionsView } from '../../src/manifest/permissions-protocol.ts';
import { card } from '../components/card.ts';
import { type Content, facts, icon, linkButton, moment, quiet } from '../components/parts.ts';
import { inline } from '../components/section.ts';
import type { Page } from '../shell/page.ts';
import { consequenceList } from './consequences.ts';
import { tabLink } from './tab-link.ts';

/** Draws the card with the deployment state of each environment and what is not yet deployed. */
export function deploymentsCard(page: Page): TemplateResult {
  return card(page, 'deployments', 'rocket', {
    name: 'environments',
    title: l10n.t('Deployments'),
    section: page.state.environments,
    lines: 4,
    body: (list) => deployments(page, list),
  });
}

function deployments(page: Page, list: readonly EnvironmentView[]): TemplateResult {
  if (list.length === 0)
    return html`<p>${l10n.t('The app has no environments, so there is nothing to deploy to.')}</p>`;
  return html`
    ${facts(list.map((environment) => ({ label: environment.key, value: deployment(page, environment) })))}
    <h3>${l10n.t('Waiting to be deployed')}</h3>
    ${inline(page.state.permissions, waiting)} ${tabLink(page, 'deployments', l10n.t('View deployments'))}
  `;
}

function deployment(page: Page, { key, latest }: EnvironmentView): Content {
  if (latest === undefined) return quiet(l10n.t('Nothing deployed'));
  const state = latest.isLatest
    ? html`<span class="good">${icon('check')}${l10n.t('newest')}</span>`
    : html`<span class="attention">${icon('warning')}${l10n.t('not the newest')}</span>`;
  return html`${latest.version} ${state}
    <span class="quiet">· ${moment(page, latest.deployedAt)}</span>
    ${linkButton(l10n.t('View Logs'), () => showLogsSince(page, key, latest.deployedAt), l10n.t('What {0} logged since then', key))}`;
}

/** Shows what an environment logged since a time, in the tab of logs. */
function showLogsSince(page: Page, environment: string, at: number): void {
  const filter = `from:${new Date(at).toISOString()} env:"${environment.replaceAll('"', '')}"`;
  void page.send('setLogFilter', { filter });
  page.showTab('logs');
}

function waiting({ manifest, consequences }: PermissionsView): TemplateResult {
  if (manifest === undefined)
    return html`<p class="quiet">${l10n.t('Open the app’s folder to see what is waiting to be deployed.')}</p>`;
  if (consequences.length === 0)
    return html`<p>${l10n.t('Nothing. Every environment already has the manifest’s permissions.')}</p>`;
  return consequenceList(consequences);
}
