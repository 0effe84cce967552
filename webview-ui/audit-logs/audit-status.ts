import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { ShownEvents } from './shown-events.ts';
import type { Page } from '../shell/page.ts';
import { type Content, icon, linkButton, moment } from '../components/parts.ts';
import { details, detailsToggle } from '../components/section.ts';
import { count, dayName, eventCount } from '../components/page-words.ts';
import { spinner } from '../components/toolkit.ts';

/** Draws where the events come from, the progress of fetching them, and any problems. */
export function auditStatus(page: Page, shown: ShownEvents): Content {
  const { status, archive } = page.state.auditLogs;
  const some = shown.sources.all > 0;
  return html`
    ${some && status === 'failed' ? failure(page) : nothing} ${some && status === 'refused' ? obstacle(page) : nothing}
    ${unreadable(archive?.unreadable ?? [])}
    <p class="audit-status" role="status">${line(page, shown)}</p>
  `;
}

/** Lists the archive's files that could not be read. */
function unreadable(files: readonly { readonly name: string; readonly reason: string }[]): Content {
  if (files.length === 0) return nothing;
  return html`<div class="outdated">
    ${icon('warning')}
    <div>
      <p>${l10n.t('Couldn’t read parts of the archive. Their events are missing unless Atlassian still has them.')}</p>
      <ul>
        ${files.map(({ name, reason }) => html`<li>${name}: ${reason}</li>`)}
      </ul>
    </div>
  </div>`;
}

function line(page: Page, { sources }: ShownEvents): Content {
  const { status } = page.state.auditLogs;
  // Counts are final only once the page has all the events.
  if (status === 'loading' || page.audit.isArriving) return progress(page, sources.all);
  const stopped = status === 'stopped' ? stoppedNote(page) : nothing;
  if (sources.all === 0) return html`${stopped}`;
  return html`${stopped}<span>${origin(page, sources)}</span>${changedNote(sources.changed)}${refreshedNote(page)}`;
}

function progress(page: Page, fetched: number): Content {
  const soFar = fetched === 0 ? l10n.t('Asking Atlassian') : l10n.t('{0} so far', eventCount(fetched));
  const isStoppable = page.state.auditLogs.status === 'loading';
  return html`<span class="loading-more">${spinner(l10n.t('Loading'))}${soFar}</span>
    ${isStoppable ? linkButton(l10n.t('Stop'), () => void page.send('stopAudit', {})) : nothing}`;
}

function stoppedNote(page: Page): Content {
  return html`${icon('debug-pause')}${l10n.t('Stopped before everything was fetched.')}
  ${linkButton(l10n.t('Continue'), () => page.showAuditDays(page.memory.audit.days))} `;
}

function changedNote(changed: number): Content {
  if (changed === 0) return nothing;
  const text =
    changed === 1
      ? l10n.t('1 changed since it was archived')
      : l10n.t('{0} changed since they were archived', count(changed));
  return html` <span class="attention">${icon('diff-modified')}${text}</span>`;
}

function refreshedNote(page: Page): Content {
  const { status, at } = page.state.auditLogs;
  if (status !== 'ready' || at === undefined) return nothing;
  return html` <span class="quiet">${l10n.t('refreshed')} ${moment(page, at)}</span>`;
}

function origin({ state }: Page, { archived, onlyAtAtlassian, all }: ShownEvents['sources']): string {
  const { archive, status } = state.auditLogs;
  if (archive === undefined)
    return l10n.t('{0} from Atlassian; this workspace has no archive of them', eventCount(all));
  if (onlyAtAtlassian === 0)
    return status === 'ready'
      ? l10n.t('{0}, all of them archived', eventCount(archived))
      : l10n.t('{0} from the archive', eventCount(archived));
  return l10n.t('{0} from the archive, {1} only at Atlassian', count(archived), count(onlyAtAtlassian));
}

function upTo(page: Page): string {
  const at = page.state.auditLogs.archive?.at;
  return at === undefined ? l10n.t('Showing the archive.') : l10n.t('Showing the archive up to {0}.', dayName(at));
}

function failure(page: Page): Content {
  const { failure: why, advice } = page.state.auditLogs;
  if (why === undefined) return nothing;
  const cause = why.unreachable
    ? l10n.t('Couldn’t reach Atlassian.')
    : l10n.t('Atlassian didn’t return the events ({0}).', why.short);
  return html`<div class="outdated">
    ${icon('warning')}
    <div>
      <p>
        ${cause} ${page.state.auditLogs.archive ? upTo(page) : l10n.t('Showing what was fetched so far.')}
        ${advice ?? nothing}
        ${why.signedOut ? linkButton(l10n.t('Sign In Again'), () => void page.send('signIn', {})) : nothing}
        ${linkButton(l10n.t('Retry'), () => page.showAuditDays(page.memory.audit.days))} ${detailsToggle(page, 'audit')}
      </p>
      ${details(page, 'audit', why, true)}
    </div>
  </div>`;
}

function obstacle(page: Page): TemplateResult {
  return html`<div class="outdated">
    ${icon('lock')}
    <div>
      <p>
        ${page.state.auditLogs.obstacle ?? ''} ${upTo(page)}
        ${linkButton(l10n.t('Ask Anyway'), () => page.showAuditDays(page.memory.audit.days, true))}
      </p>
    </div>
  </div>`;
}
