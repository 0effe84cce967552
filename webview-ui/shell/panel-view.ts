import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { type PanelState, type Section, type Tab, tabsOf } from '../../src/app-panel/protocol.ts';
import type { Page } from './page.ts';
import { auditLogsTab, auditAnnouncement } from '../audit-logs/audit-logs-view.ts';
import { contributorsTab } from '../contributors/contributors-view.ts';
import { deploymentsTab } from '../deployments/deployments-view.ts';
import { environmentsTab } from '../environments/environments-view.ts';
import { shownTab } from './shown-tab.ts';
import { appHeader, noticeBar, waitingBar } from './header.ts';
import { logsView } from '../logs/logs-view.ts';
import { installationsTab } from '../installations/installations-view.ts';
import { overviewTab } from '../overview/overview.ts';
import { type Content, emptyState } from '../components/parts.ts';
import { permissionsTab } from '../permissions/permissions-view.ts';
import { variablesTab } from '../variables/variables-view.ts';
import { count, tabName } from '../components/page-words.ts';
import { tabView } from '../components/toolkit.ts';

const views: Record<Tab, (page: Page) => TemplateResult> = {
  overview: overviewTab,
  environments: environmentsTab,
  variables: variablesTab,
  deployments: deploymentsTab,
  permissions: permissionsTab,
  installations: installationsTab,
  contributors: contributorsTab,
  logs: (page) => html`<div class="log-tab">${logsView(page.logs, { showsApp: false })}</div>`,
  auditLogs: auditLogsTab,
};

/** Draws the whole panel: the app's header and the selected tab. */
export function panel(page: Page): TemplateResult {
  const { state } = page;
  if (state.gone !== null)
    return html`${appHeader(page)}
      <div class="gone">${emptyState('trash', l10n.t('This app is gone'), state.gone)}</div>`;
  const shown = shownTab(page);
  return html`
    ${appHeader(page)} ${waitingBar(page)} ${noticeBar(page)}
    <div class="spoken" role="status">${announcement(page)}</div>
    ${tabView({
      label: l10n.t('Parts of the app'),
      menuLabel: l10n.t('More tabs'),
      tabs: tabsOf(state.header.type).map((tab) => ({
        id: tab,
        ...tabHead(page, tab),
        body: tab === shown ? views[tab](page) : nothing,
      })),
      shown,
      choose: (tab) => {
        if (tab !== shown) page.showTab(tab);
      },
    })}
  `;
}

/** Returns the text for screen readers on the selected tab and on clicks: announced whenever it changes. */
function announcement(page: Page): string {
  const { state, view } = page;
  const shown = shownTab(page);
  if (view.copied !== undefined) return l10n.t('Copied');
  // Without the seconds: each of them would be announced.
  if (state.rateLimit !== null) return l10n.t('Waiting for Atlassian’s rate limit');
  if (shown === 'auditLogs') return auditAnnouncement(page);
  // The tab speaks for itself.
  if (shown === 'logs') return '';
  const sections = shown === 'overview' ? overviewSections(state) : [state[shown]];
  if (sections.some(({ status, value }) => status === 'loading' && value === undefined))
    return l10n.t('{0}: loading', tabName(shown));
  const failed = sections.find(({ status }) => status === 'failed');
  return failed
    ? l10n.t('{0}: couldn’t load, {1}', tabName(shown), failed.failure?.short ?? '')
    : l10n.t('{0}: loaded', tabName(shown));
}

/** Returns the sections that the overview shows. */
function overviewSections({ header: { type }, ...state }: PanelState): readonly Section<unknown>[] {
  const { profile, environments, installations, contributors, clients } = state;
  if (type === 'connect') return [profile, clients, installations, contributors];
  return type === 'oauth' ? [profile, clients, contributors] : [profile, environments, installations, contributors];
}

/** A tab's name with the number of items on it, if known. */
function tabHead(page: Page, tab: Tab): { readonly label: string; readonly head: Content } {
  const [name, size] = [tabName(tab), sizeOf(page.state, tab)];
  if (size === undefined) return { label: name, head: name };
  return { label: `${name} ${count(size)}`, head: html`${name} <span class="tab-count">${count(size)}</span>` };
}

function sizeOf({ environments, installations, contributors }: PanelState, tab: Tab): number | undefined {
  if (tab === 'environments') return environments.value?.length;
  if (tab === 'installations') return installations.value?.total ?? installations.value?.rows.length;
  return tab === 'contributors' ? contributors.value?.length : undefined;
}
