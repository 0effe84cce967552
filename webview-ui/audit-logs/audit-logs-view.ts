import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { filterEventsBy } from './filter-by.ts';
import { type ShownEvents, shownEvents } from './shown-events.ts';
import { noAuditFilters } from '../shell/page-memory.ts';
import type { Page } from '../shell/page.ts';
import { auditDays } from './days-view.ts';
import { auditDetails } from './event-details.ts';
import { auditFilters } from './filters-view.ts';
import { auditStanding } from './audit-status.ts';
import { auditTable } from './event-table.ts';
import { auditTimeline } from './timeline-view.ts';
import { emptyState, type Content, skeleton } from '../components/parts.ts';
import { failed } from '../components/section.ts';
import { count, dayName, tabName } from '../components/page-words.ts';

/** Where the app's data moved: from the archive in the workspace and from Atlassian. */
export function auditLogsTab(page: Page): TemplateResult {
  const shown = shownNow(page);
  return html`<div class="tab-body pane audit">
    ${auditDays(page, shown)} ${auditStanding(page, shown)} ${events(page, shown)}
  </div>`;
}

/** What happens on the tab, for screen readers. */
export function auditAnnouncement(page: Page): string {
  const name = tabName('auditLogs');
  const { status, failure } = page.state.auditLogs;
  if (status === 'loading') return l10n.t('{0}: loading', name);
  if (status === 'failed') return l10n.t('{0}: could not be loaded, {1}', name, failure?.short ?? '');
  return l10n.t('{0}: loaded', name);
}

function shownNow({ audit, state, memory }: Page): ShownEvents {
  return shownEvents(audit.rows, state.auditLogs, memory.audit, state.siteNames);
}

function events(page: Page, shown: ShownEvents): Content {
  const { status, failure, advice, obstacle, from, to } = page.state.auditLogs;
  const { days } = page.memory.audit;
  const { failure: notFetched } = page.audit;
  if (shown.sources.all === 0) {
    if (notFetched) return failed(page, 'audit', notFetched, () => page.audit.follow());
    if (status === 'loading' || !page.audit.isComplete)
      return skeleton(12, l10n.t('{0}: loading', tabName('auditLogs')));
    if (status === 'failed' && failure)
      return failed(
        page,
        'audit',
        advice === undefined ? failure : { ...failure, reason: `${failure.reason.replace(/\.$/, '')}. ${advice}` },
        () => page.showAuditDays(days),
      );
    if (status === 'refused')
      return emptyState(
        'lock',
        l10n.t('No audit logs to show'),
        obstacle ?? '',
        html`<vscode-button appearance="secondary" @click=${() => page.showAuditDays(days, true)}
          >${l10n.t('Ask Anyway')}</vscode-button
        >`,
      );
    if (status === 'stopped') return nothing;
    const isAll = from <= page.state.auditLogs.keptSince;
    return emptyState(
      'history',
      l10n.t('No audit events'),
      l10n.t(
        'From {0} to {1} no site installed or uninstalled the app, and no data moved.',
        dayName(from),
        dayName(to),
      ),
      isAll
        ? nothing
        : html`<vscode-button appearance="secondary" @click=${() => page.showAuditDays({ preset: 'years2' })}
            >${l10n.t('Show the Last Two Years')}</vscode-button
          >`,
    );
  }
  const { memory, view, state } = page;
  // Scrolling draws again and again, but what is above the table stays as it is.
  const timeline = guard([shown, memory.audit, view.activeMonth, from, to], () => auditTimeline(page, shown));
  const filters = guard([shown, memory.audit, state.siteNames, page.isBusy('saveAuditEvents')], () =>
    auditFilters(page, shown),
  );
  return html`
    ${timeline} ${filters}
    ${
      shown.rows.length === 0
        ? emptyState(
            'search',
            l10n.t('Nothing matches'),
            l10n.t('None of the {0} events matches the filter.', count(shown.sources.all)),
            html`<vscode-button appearance="secondary" @click=${() => filterEventsBy(page, noAuditFilters)}
              >${l10n.t('Clear filter')}</vscode-button
            >`,
          )
        : auditTable(page, shown.rows)
    }
    ${auditDetails(page)}
  `;
}
