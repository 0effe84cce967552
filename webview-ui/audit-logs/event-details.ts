import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { type AuditEventView, type AuditField, auditMarks } from '../../src/audit-logs/audit-logs-protocol.ts';
import { siteName } from './event-filter.ts';
import { menuContext } from '../shell/menu-context.ts';
import type { Page } from '../shell/page.ts';
import { exactTime, relativeTime } from '../components/page-time.ts';
import { type Content, icon, quiet, skeleton } from '../components/parts.ts';
import { count, language } from '../components/page-words.ts';
import { iconButton } from '../components/toolkit.ts';

function fieldName(field: AuditField): string {
  const names: Record<AuditField, string> = {
    event: l10n.t('Event'),
    date: l10n.t('Date (UTC)'),
    siteId: l10n.t('Site ID'),
    product: l10n.t('Atlassian app'),
    environment: l10n.t('Environment'),
    installedVersion: l10n.t('Installed version'),
    location: l10n.t('Location'),
    target: l10n.t('Target location'),
    eventId: l10n.t('Event ID'),
    environmentId: l10n.t('Environment ID'),
    migrationStart: l10n.t('Migration start'),
    appName: l10n.t('App name'),
    appId: l10n.t('App ID'),
  };
  return names[field];
}

/** Draws all fields of the open event; a click copies a value. */
export function auditDetails(page: Page): Content {
  const { open } = page.audit;
  if (open === undefined) return nothing;
  const { event } = open;
  return html`<section
    class="event-details"
    aria-label=${l10n.t('The chosen event')}
    data-vscode-context=${event === undefined ? nothing : eventContext(event)}
  >
    ${event === undefined ? skeleton(4, l10n.t('Loading')) : fieldList(page, event)}
    ${iconButton({ icon: 'close', label: l10n.t('Close'), click: () => page.audit.show(undefined) })}
  </section>`;
}

function eventContext({ key, fields }: AuditEventView): string {
  const textOf = (name: AuditField): string => fields.find(({ field }) => field === name)?.text ?? '';
  return menuContext({ section: 'event', eventId: textOf('eventId'), eventKey: key, site: textOf('siteId') });
}

function fieldList(page: Page, event: AuditEventView): TemplateResult {
  return html`<dl class="facts">${event.fields.map((field) => fact(page, field, event))}</dl>`;
}

function fact(
  page: Page,
  { field, text, length, was }: AuditEventView['fields'][number],
  event: AuditEventView,
): TemplateResult {
  const { key } = event;
  const isCopied = page.view.copied === `${key} ${field}`;
  const shown = field === 'date' && event.at !== undefined ? exactTime(event.at) : text;
  const label = l10n.t('Copy {0}', fieldName(field));
  return html`<div>
    <dt>${fieldName(field)}</dt>
    <dd>
      <button
        type="button"
        class="copyable"
        title=${label}
        aria-label=${l10n.t('{0}, copy', shown.slice(0, 200))}
        @click=${() => page.copyAuditField(key, field)}
      >
        <span class="long">${shown === '' ? '–' : shown}</span>${icon(isCopied ? 'check' : 'copy')}
      </button>
      ${note(page, field, text, event)}
      ${length === undefined ? nothing : quiet(l10n.t('{0} characters; copying takes all', count(length)))}
      ${was === undefined ? nothing : archivedAs(was)}
    </dd>
  </div>`;
}

function archivedAs(texts: readonly string[]): TemplateResult {
  const list = texts.map((text) => text || '–').join(', ');
  return html`<span class="was">${icon('archive')}${l10n.t('archived as {0}', list)}</span>`;
}

/** Additional information on a value: a site's name, a relative time. */
function note(page: Page, field: AuditField, text: string, { at, marks }: AuditEventView): Content {
  if (field === 'siteId') {
    const name = siteName(page.state.siteNames, text);
    return name === undefined ? nothing : quiet(name);
  }
  if (field !== 'date') return nothing;
  if (at !== undefined) return quiet(relativeTime(at, page.view.now, language(), l10n.t('just now')));
  return (marks & auditMarks.atAtlassian) === 0 ? quiet(l10n.t('the archive keeps the day only')) : nothing;
}
