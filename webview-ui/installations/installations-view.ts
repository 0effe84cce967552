import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { live } from 'lit/directives/live.js';
import type { InstallationsView } from '../../src/app-panel/protocol.ts';
import { type Facet, isFiltering } from './installation-filter.ts';
import { type Shown, shownInstallations } from './shown-installations.ts';
import { type InstallationFilters, noFilters } from '../shell/page-memory.ts';
import type { Page } from '../shell/page.ts';
import { bars } from '../components/bars.ts';
import { fieldValue, option } from '../components/fields.ts';
import { installationTable } from './installation-table.ts';
import { copyable, emptyState, icon, type Content, skeleton } from '../components/parts.ts';
import { age, sectionBody } from '../components/section.ts';
import { count, installationCount } from '../components/page-words.ts';

/** Where the app is installed. */
export function installationsTab(page: Page): TemplateResult {
  const { installations } = page.state;
  return html`<div class="tab-body pane">
    ${sectionBody(page, { name: 'installations', title: l10n.t('Installations'), section: installations, lines: 12, body: (value) => list(page, value) })}
  </div>`;
}

/** Filters anew, from the top of the list. */
function filter(page: Page, change: Partial<InstallationFilters>): void {
  const { memory } = page;
  page.show({ activeRow: 0 });
  page.remember({
    scroll: { ...memory.scroll, installations: 0 },
    installations: { ...memory.installations, filters: { ...memory.installations.filters, ...change } },
  });
}

function list(page: Page, { rows, total }: InstallationsView): Content {
  const { filters } = page.memory.installations;
  if (rows.length === 0 && page.state.installations.status !== 'loading')
    return emptyState(
      'cloud-download',
      l10n.t('Not installed anywhere'),
      l10n.t(
        'No site has this app yet. “forge install” installs it on a site; a distribution link or the Marketplace lets others install it.',
      ),
    );
  // The first page is on its way.
  if (rows.length === 0) return skeleton(12, l10n.t('{0}: loading', l10n.t('Installations')));
  const shown = shownInstallations(rows, page.memory.installations);
  const { view, state } = page;
  // Scrolling draws again and again, but what is above the table stays as it is.
  const above = guard(
    [shown, state.installations, view.now, view.copied, page.isBusy('saveInstallations')],
    () => html`${overview(page, shown, filters)} ${toolbar(page, shown, filters, rows.length, total)}`,
  );
  return html`
    ${above}
    ${
      shown.rows.length === 0
        ? emptyState(
            'search',
            l10n.t('Nothing matches'),
            l10n.t('None of the {0} installations matches the filter.', count(rows.length)),
            html`<vscode-button appearance="secondary" @click=${() => filter(page, noFilters)}
              >${l10n.t('Clear filter')}</vscode-button
            >`,
          )
        : installationTable(page, shown.rows)
    }
  `;
}

function overview(page: Page, { totals }: Shown, filters: InstallationFilters): TemplateResult {
  const block = (facet: Facet, title: string): TemplateResult =>
    html`<section aria-label=${title}>
      <h3>${title}</h3>
      ${bars(totals[facet], { limit: 4, chosen: filters[facet], choose: (value) => filter(page, { [facet]: filters[facet] === value ? null : value }) })}
    </section>`;
  return html`<div class="totals">
    ${block('environment', l10n.t('By environment'))}${block('atlassianApp', l10n.t('By Atlassian app'))}${block('version', l10n.t('By version'))}
  </div>`;
}

function toolbar(
  page: Page,
  shown: Shown,
  filters: InstallationFilters,
  loaded: number,
  total: number | undefined,
): TemplateResult {
  const all = total ?? loaded;
  const choice = (facet: Facet, label: string, any: string): TemplateResult =>
    html`<vscode-dropdown
      aria-label=${label}
      title=${label}
      .value=${live(filters[facet] ?? '')}
      @change=${(event: Event) => filter(page, { [facet]: fieldValue(event) === '' ? null : fieldValue(event) })}
    >
      ${option('', any, filters[facet] === null)}${shown.totals[facet].map(({ value }) => option(value, value, value === filters[facet]))}
    </vscode-dropdown>`;
  const loading = page.state.installations.status === 'loading';
  const filtering = isFiltering(filters);
  return html`<div class="toolbar">
    <vscode-text-field
      class="filter"
      placeholder=${l10n.t('Filter by site, app, version …')}
      aria-label=${l10n.t('Filter installations')}
      .value=${filters.text}
      @input=${(event: Event) => filter(page, { text: fieldValue(event) })}
      >${icon('filter', 'start')}</vscode-text-field
    >
    ${choice('environment', l10n.t('Environment'), l10n.t('All environments'))}
    ${choice('atlassianApp', l10n.t('Atlassian app'), l10n.t('All apps'))}
    ${choice('status', l10n.t('Status'), l10n.t('Every status'))}
    ${filtering ? html`<vscode-button appearance="icon" aria-label=${l10n.t('Clear filter')} title=${l10n.t('Clear filter')} @click=${() => filter(page, noFilters)}>${icon('clear-all')}</vscode-button>` : nothing}
    <span class="toolbar-count" role="status"
      >${filtering ? l10n.t('{0} of {1}', count(shown.rows.length), count(loaded)) : loaded < all ? l10n.t('{0} of {1} loaded', count(loaded), count(all)) : copyable(page, String(all), installationCount(all))}</span
    >
    ${loading ? html`<span class="loading-more"><vscode-progress-ring aria-label=${l10n.t('Loading')}></vscode-progress-ring>${loaded < all ? l10n.t('loading more') : l10n.t('refreshing')}</span>` : age(page, page.state.installations)}
    <span class="toolbar-end">
      <vscode-button
        appearance="secondary"
        ?disabled=${shown.rows.length === 0 || page.isBusy('saveInstallations')}
        title=${l10n.t('Saves the rows that are shown, in their order')}
        @click=${() => save(page, shown)}
        >${icon('save', 'start')}${l10n.t('Save as CSV')}</vscode-button
      >
    </span>
  </div>`;
}

function save(page: Page, { rows }: Shown): void {
  void page.send('saveInstallations', { ids: rows.map(({ id }) => id) }).then((done) => {
    if (done && done.reply !== null)
      page.show({
        notice: {
          text:
            done.reply === 1
              ? l10n.t('1 installation was saved.')
              : l10n.t('{0} installations were saved.', count(done.reply)),
        },
      });
  });
}
