import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { type PanelState, type Tab, tabs } from '../../src/app-panel/protocol.ts';
import type { Page } from './page.ts';
import { auditLogsTab, auditAnnouncement } from '../audit-logs/audit-logs-view.ts';
import { contributorsTab } from '../contributors/contributors-view.ts';
import { environmentsTab } from '../environments/environments-view.ts';
import { appHeader, noticeBar, waitingBar } from './header.ts';
import { installationsTab } from '../installations/installations-view.ts';
import { overviewTab } from '../overview/overview.ts';
import { type Content, emptyState } from '../components/parts.ts';
import { permissionsTab } from '../permissions/permissions-view.ts';
import { count, tabName } from '../components/page-words.ts';
import { tabView } from '../components/toolkit.ts';

const views: Record<Tab, (page: Page) => TemplateResult> = {
  overview: overviewTab,
  environments: environmentsTab,
  permissions: permissionsTab,
  installations: installationsTab,
  contributors: contributorsTab,
  auditLogs: auditLogsTab,
};

/** Draws the whole panel: the app's header and the selected tab. */
export function panel(page: Page): TemplateResult {
  const { state, memory } = page;
  if (state.gone !== null)
    return html`${appHeader(page)}
      <div class="gone">${emptyState('trash', l10n.t('This app is gone'), state.gone)}</div>`;
  return html`
    ${appHeader(page)} ${waitingBar(page)} ${noticeBar(page)}
    <div class="spoken" role="status">${announcement(page)}</div>
    ${tabView({
      label: l10n.t('Parts of the app'),
      menuLabel: l10n.t('More tabs'),
      tabs: tabs.map((tab) => ({
        id: tab,
        ...tabHead(page, tab),
        body: tab === memory.tab ? views[tab](page) : nothing,
      })),
      shown: memory.tab,
      choose: (tab) => {
        if (tab !== memory.tab) page.showTab(tab);
      },
    })}
  `;
}

/** Returns the text for screen readers on the selected tab and on clicks: announced whenever it changes. */
function announcement(page: Page): string {
  const { state, memory, view } = page;
  if (view.copied !== undefined) return l10n.t('Copied');
  // Without the seconds: each of them would be announced.
  if (state.rateLimit !== null) return l10n.t("Waiting for Atlassian's rate limit");
  if (memory.tab === 'auditLogs') return auditAnnouncement(page);
  const sections =
    memory.tab === 'overview'
      ? [state.profile, state.environments, state.installations, state.contributors]
      : [state[memory.tab]];
  if (sections.some(({ status, value }) => status === 'loading' && value === undefined))
    return l10n.t('{0}: loading', tabName(memory.tab));
  const failed = sections.find(({ status }) => status === 'failed');
  return failed
    ? l10n.t('{0}: could not be loaded, {1}', tabName(memory.tab), failed.failure?.short ?? '')
    : l10n.t('{0}: loaded', tabName(memory.tab));
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
