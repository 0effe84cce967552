import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { DocumentationPage } from '../../src/core/documentation.ts';
import { learnMore } from '../components/learn-more.ts';
import { type Content, icon } from '../components/parts.ts';
import type { Page } from '../shell/page.ts';

const key = 'aboutAuditLogs';

/** Draws the button that shows or hides what audit logs are. */
export function aboutLogsToggle(page: Page): TemplateResult {
  const { openDetails } = page.view;
  const open = openDetails.includes(key);
  const toggle = (): void =>
    page.show({ openDetails: open ? openDetails.filter((other) => other !== key) : [...openDetails, key] });
  return html`<button type="button" class="disclosure about-toggle" aria-expanded=${open} @click=${toggle}>
    ${icon(open ? 'chevron-down' : 'chevron-right')}${l10n.t('About these logs')}
  </button>`;
}

/** Draws what audit logs are and what they record, if that is open. */
export function aboutLogs(page: Page): Content {
  if (!page.view.openDetails.includes(key)) return nothing;
  return html`<ul class="about-logs" aria-label=${l10n.t('About these logs')}>
    ${statements().map(
      ({ text, target, about }) => html`<li><span>${text}</span> ${learnMore(page, target, about)}</li>`,
    )}
  </ul>`;
}

interface Statement {
  readonly text: string;
  readonly target: DocumentationPage;
  /** What the page of the documentation is about, for screen readers. */
  readonly about: string;
}

function statements(): Statement[] {
  return [
    {
      text: l10n.t(
        'Audit logs aren’t app logs: app logs show what an app does, and audit logs show where its hosted data is stored and when it moved.',
      ),
      target: 'manageApps',
      about: l10n.t('Learn more about audit logs'),
    },
    {
      text: l10n.t(
        'They are evidence for audits: they show that an app’s data moved as its customers asked through data residency.',
      ),
      target: 'dataResidency',
      about: l10n.t('Learn more about data residency'),
    },
    {
      text: l10n.t(
        'They record migrations that were scheduled, started, completed or failed, and sites that installed or uninstalled the app. They don’t record what an app reads or writes.',
      ),
      target: 'hostedStorage',
      about: l10n.t('Learn more about storage hosted by Forge'),
    },
    {
      text: l10n.t(
        'When a site admin moves a product’s data to a location, the product’s status becomes PINNED, and what its Forge apps host moves to the same location.',
      ),
      target: 'movingProductData',
      about: l10n.t('Learn more about moving product data'),
    },
    {
      text: l10n.t(
        'On 28 March 2024, Atlassian migrated all apps with hosted storage. Apps deployed before that day have two rows for it: Forge backfill started and Forge backfill completed.',
      ),
      target: 'backfillOfMarch2024',
      about: l10n.t('Learn more about the backfill of March 2024'),
    },
    {
      text: l10n.t(
        'Atlassian keeps audit logs for two years, and for 30 days after a site uninstalls the app. Archive them to keep them longer.',
      ),
      target: 'manageApps',
      about: l10n.t('Learn more about how long audit logs are kept'),
    },
  ];
}
