import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { asSentence } from '../components/as-sentence.ts';
import { aboutLogs, aboutLogsToggle } from './about-logs.ts';
import { filterEventsBy } from './filter-by.ts';
import { type ShownEvents, shownEvents } from './shown-events.ts';
import { noAuditFilters } from '../shell/page-memory.ts';
import type { Page } from '../shell/page.ts';
import { auditDays } from './days-view.ts';
import { auditDetails } from './event-details.ts';
import { auditFilters } from './filters-view.ts';
import { auditStatus } from './audit-status.ts';
import { auditTable } from './audit-event-table.ts';
import { auditTimeline } from './timeline-view.ts';
import { type Content, emptyState, skeleton } from '../components/parts.ts';
import { failed, paneClass } from '../components/section.ts';
import { count, dayName, tabName } from '../components/page-words.ts';
import { button } from '../components/toolkit.ts';

/** Draws the tab with the moves of the app's data, from the workspace's archive and from Atlassian. */
export function auditLogsTab(page: Page): TemplateResult {
  const shown = shownNow(page);
  return html`<div class="${paneClass(shown.sources.all > 0)} audit">
    ${auditDays(page, shown)} ${aboutLogsToggle(page)} ${aboutLogs(page)} ${auditStatus(page, shown)}
    ${events(page, shown)}
  </div>`;
}

/** Returns the tab's current activity in words, for screen readers. */
export function auditAnnouncement(page: Page): string {
  const name = tabName('auditLogs');
  const { status, failure } = page.state.auditLogs;
  if (status === 'loading') return l10n.t('{0}: loading', name);
  if (status === 'failed') return l10n.t('Couldn’t load {0}: {1}', name, failure?.short ?? '');
  return l10n.t('{0}: loaded', name);
}

function shownNow({ audit, state, memory }: Page): ShownEvents {
  return shownEvents(audit.rows, state.auditLogs, memory.audit, state.siteNames);
}

function events(page: Page, shown: ShownEvents): Content {
  if (shown.sources.all === 0) return noEvents(page);
  const { memory, view, state } = page;
  const { from, to } = state.auditLogs;
  // The table and its details are redrawn often; what is above them rarely changes.
  const timeline = guard([shown, memory.audit, view.activeMonth, from, to], () => auditTimeline(page, shown));
  const filters = guard([shown, memory.audit, state.siteNames, page.isBusy('saveAuditEvents')], () =>
    auditFilters(page, shown),
  );
  return html`
    ${timeline} ${filters} ${shown.rows.length === 0 ? noMatch(page, shown.sources.all) : auditTable(page, shown.rows)}
    ${auditDetails(page)}
  `;
}

function noMatch(page: Page, all: number): Content {
  return emptyState(
    'search',
    l10n.t('Nothing matches'),
    l10n.t('None of the {0} events match the filter.', count(all)),
    button({ label: l10n.t('Clear Filter'), click: () => filterEventsBy(page, noAuditFilters) }),
  );
}

/** Shown in place of the events if there are none, or none yet. */
function noEvents(page: Page): Content {
  const { status, failure, advice } = page.state.auditLogs;
  const { failure: notFetched } = page.audit;
  if (notFetched) return failed(page, 'audit', notFetched, () => page.audit.follow());
  if (status === 'loading' || !page.audit.isComplete) return skeleton(12, l10n.t('{0}: loading', tabName('auditLogs')));
  if (status === 'failed' && failure) {
    const reason = advice === undefined ? failure.reason : `${asSentence(failure.reason)} ${advice}`;
    return failed(page, 'audit', { ...failure, reason }, () => page.showAuditDays(page.memory.audit.days));
  }
  if (status === 'refused') return refused(page);
  return status === 'stopped' ? nothing : nothingHappened(page);
}

function refused(page: Page): Content {
  return emptyState(
    'lock',
    l10n.t('No audit logs to show'),
    page.state.auditLogs.obstacle ?? '',
    button({ label: l10n.t('Ask Anyway'), click: () => page.showAuditDays(page.memory.audit.days, true) }),
  );
}

function nothingHappened(page: Page): Content {
  const { from, to, keptSince } = page.state.auditLogs;
  const showAll = button({
    label: l10n.t('Show the Last Two Years'),
    click: () => page.showAuditDays({ preset: 'years2' }),
  });
  return emptyState(
    'history',
    l10n.t('No audit events'),
    l10n.t('From {0} to {1} no site installed or uninstalled the app, and no data moved.', dayName(from), dayName(to)),
    from <= keptSince ? nothing : showAll,
  );
}
