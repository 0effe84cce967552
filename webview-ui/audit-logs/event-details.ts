import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { type AuditEventView, type AuditField, auditMarks } from '../../src/app-panel/protocol.ts';
import { siteName } from './event-filter.ts';
import type { Page } from '../shell/page.ts';
import { exactTime, relativeTime } from '../components/page-time.ts';
import { icon, type Content, skeleton } from '../components/parts.ts';
import { count, language } from '../components/page-words.ts';

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

/** All of the event that is open, each value copied with a click. */
export function auditDetails(page: Page): Content {
  const { open } = page.audit;
  if (open === undefined) return nothing;
  return html`<section class="event-details" aria-label=${l10n.t('The chosen event')}>
    ${open.event === undefined ? skeleton(4, l10n.t('Loading')) : html`<dl class="facts">${open.event.fields.map((field) => fact(page, field, open.event))}</dl>`}
    <vscode-button
      appearance="icon"
      aria-label=${l10n.t('Close')}
      title=${l10n.t('Close')}
      @click=${() => page.audit.show(undefined)}
      >${icon('close')}</vscode-button
    >
  </section>`;
}

function fact(
  page: Page,
  { field, text, length, was }: AuditEventView['fields'][number],
  event: AuditEventView | undefined,
): TemplateResult {
  const key = event?.key ?? 0;
  const isCopied = page.view.copied === `${key} ${field}`;
  const shown = field === 'date' && event?.at !== undefined ? exactTime(event.at) : text;
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
      ${length === undefined ? nothing : html`<span class="quiet">${l10n.t('{0} characters; copying takes all', count(length))}</span>`}
      ${was === undefined ? nothing : html`<span class="was">${icon('archive')}${l10n.t('archived as {0}', was.map((text) => text || '–').join(', '))}</span>`}
    </dd>
  </div>`;
}

/** What is known beyond the value: a site's name, how long ago. */
function note(page: Page, field: AuditField, text: string, event: AuditEventView | undefined): Content {
  if (field === 'siteId') {
    const name = siteName(page.state.siteNames, text);
    return name === undefined ? nothing : html`<span class="quiet">${name}</span>`;
  }
  if (field === 'date' && event?.at !== undefined)
    return html`<span class="quiet">${relativeTime(event.at, page.view.now, language(), l10n.t('just now'))}</span>`;
  if (field === 'date' && event && (event.marks & auditMarks.atAtlassian) === 0)
    return html`<span class="quiet">${l10n.t('the archive keeps the day only')}</span>`;
  return nothing;
}
