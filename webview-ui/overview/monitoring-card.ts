import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { InstallationsView } from '../../src/installations/installations-protocol.ts';
import { bars } from '../components/bars.ts';
import { card } from '../components/card.ts';
import { count } from '../components/page-words.ts';
import { type Content, copyable, type Fact, facts, quiet } from '../components/parts.ts';
import { type Consent, summarise } from '../installations/summary.ts';
import { noFilters } from '../shell/page-memory.ts';
import type { Page } from '../shell/page.ts';

/** Draws the card with the number of sites that have the app, and their consents. */
export function monitoringCard(page: Page): TemplateResult {
  const { installations } = page.state;
  return card(page, 'monitoring', 'pulse', {
    name: 'installations',
    title: l10n.t('Monitoring'),
    section: installations,
    lines: 5,
    body: (value) => numbers(page, value),
  });
}

function numbers(page: Page, { rows, total }: InstallationsView): Content {
  const all = total ?? rows.length;
  if (all === 0) return html`<p>${l10n.t('Not installed anywhere yet.')}</p>`;
  const installed: Fact = { label: l10n.t('Installations'), value: copyable(page, String(all), count(all)) };
  // Only Forge apps have environments and consents.
  if (page.state.header.type === 'connect') return facts([installed]);
  const { byEnvironment, sharesLogs, permitsAnalytics } = summarise(rows);
  return html`${facts([
      installed,
      { label: l10n.t('Sites sharing logs'), value: consent(page, sharesLogs) },
      { label: l10n.t('Sites permitting analytics'), value: consent(page, permitsAnalytics) },
    ])}
    <h3>${l10n.t('By environment')}</h3>
    ${bars(byEnvironment, { limit: 6, choose: (environment) => showInstallations(page, environment) })}
    ${rows.length < all ? partial(rows.length, all) : nothing}`;
}

function partial(loaded: number, all: number): TemplateResult {
  return html`<p class="hint">
    ${l10n.t('These numbers cover the {0} of {1} installations that are loaded so far.', count(loaded), count(all))}
  </p>`;
}

function showInstallations(page: Page, environment: string): void {
  page.remember({ installations: { ...page.memory.installations, filters: { ...noFilters, environment } } });
  page.showTab('installations');
}

function consent(page: Page, { consenting, told }: Consent): Content {
  if (told === 0) return quiet(l10n.t('Not available'));
  return copyable(
    page,
    String(consenting),
    told === 1
      ? l10n.t('{0} of 1 site', count(consenting))
      : l10n.t('{0} of {1} sites', count(consenting), count(told)),
  );
}
