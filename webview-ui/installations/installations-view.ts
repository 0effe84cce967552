import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { InstallationsView } from '../../src/installations/installations-protocol.ts';
import { type Facet, isFiltering } from './installation-filter.ts';
import { type Shown, shownInstallations } from './shown-installations.ts';
import { type InstallationFilters, noFilters } from '../shell/page-memory.ts';
import type { Page } from '../shell/page.ts';
import { bars } from '../components/bars.ts';
import { installationTable } from './installation-table.ts';
import { type Content, copyable, emptyState, skeleton } from '../components/parts.ts';
import { age, paneClass, sectionBody } from '../components/section.ts';
import { count, installationCount } from '../components/page-words.ts';
import { button, filterField, iconButton, select, spinner } from '../components/toolkit.ts';

/** Draws the tab with the app's installations. */
export function installationsTab(page: Page): TemplateResult {
  const { installations } = page.state;
  return html`<div class=${paneClass((installations.value?.rows ?? []).length > 0)}>
    ${sectionBody(page, {
      name: 'installations',
      title: l10n.t('Installations'),
      section: installations,
      lines: 12,
      body: (value) => list(page, value),
    })}
  </div>`;
}

/** Changes the filters and scrolls to the top of the list. */
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
      l10n.t('Not installed yet'),
      l10n.t('Install it on a site of yours. A distribution link or the Marketplace lets others install it.'),
      command(page, 'install', l10n.t('Install on a Site…')),
    );
  // The first page is still loading.
  if (rows.length === 0) return skeleton(12, l10n.t('{0}: loading', l10n.t('Installations')));
  const shown = shownInstallations(rows, page.memory.installations);
  const { view, state } = page;
  const counts = { loaded: rows.length, all: total ?? rows.length };
  // The table is redrawn often; what is above it rarely changes.
  const above = guard(
    [shown, state.installations, view.now, view.copied, page.isBusy('saveInstallations')],
    () => html`${overview(page, shown, filters)} ${toolbar(page, shown, counts)}`,
  );
  return html`${above} ${shown.rows.length === 0 ? noMatch(page, rows.length) : installationTable(page, shown.rows)} `;
}

function noMatch(page: Page, all: number): Content {
  return emptyState(
    'search',
    l10n.t('Nothing matches'),
    l10n.t('None of the {0} installations match the filter.', count(all)),
    button({ label: l10n.t('Clear Filter'), click: () => filter(page, noFilters) }),
  );
}

function overview(page: Page, { totals }: Shown, filters: InstallationFilters): TemplateResult {
  const block = (facet: Facet, title: string): TemplateResult => {
    const chosen = filters[facet];
    const choose = (value: string): void => filter(page, { [facet]: chosen === value ? null : value });
    return html`<section aria-label=${title}>
      <h2>${title}</h2>
      ${bars(totals[facet], { limit: 4, chosen, choose })}
    </section>`;
  };
  return html`<div class="totals">
    ${block('environment', l10n.t('By environment'))} ${block('atlassianApp', l10n.t('By Atlassian app'))}
    ${block('version', l10n.t('By version'))}
  </div>`;
}

/** The number of installations the page has, and their total. */
interface Counts {
  readonly loaded: number;
  readonly all: number;
}

function toolbar(page: Page, shown: Shown, counts: Counts): TemplateResult {
  const { filters } = page.memory.installations;
  const facet = (name: Facet, label: string, any: string): TemplateResult =>
    select({
      label,
      title: label,
      value: filters[name] ?? '',
      choices: [{ value: '', label: any }, ...shown.totals[name].map(({ value }) => ({ value, label: value }))],
      change: (value) => filter(page, { [name]: value === '' ? null : value }),
    });
  return html`<div class="toolbar">
    ${filterField({
      label: l10n.t('Filter installations'),
      placeholder: l10n.t('Filter by site, app or version'),
      value: filters.text,
      input: (text) => filter(page, { text }),
    })}
    ${facet('environment', l10n.t('Environment'), l10n.t('All environments'))}
    ${facet('atlassianApp', l10n.t('Atlassian app'), l10n.t('All apps'))}
    ${facet('status', l10n.t('Status'), l10n.t('All statuses'))} ${howMany(page, shown, counts)}
    ${progress(page, counts)}
    <span class="toolbar-end">
      ${command(page, 'install', l10n.t('Install on a Site…'))}
      ${command(page, 'upgradeMySites', l10n.t('Upgrade My Sites…'))}
      ${button({
        icon: 'save',
        label: l10n.t('Save as CSV…'),
        title: l10n.t('Saves the rows shown, in this order'),
        disabled: shown.rows.length === 0 || page.isBusy('saveInstallations'),
        click: () => save(page, shown),
      })}
    </span>
  </div>`;
}

function command(page: Page, name: 'install' | 'upgradeMySites', label: string): TemplateResult {
  return button({
    label,
    disabled: page.isBusy('installationCommand'),
    click: () => void page.send('installationCommand', { command: name }),
  });
}

/** Draws the number of shown installations, with a button to clear the filters if some are hidden. */
function howMany(page: Page, { rows }: Shown, { loaded, all }: Counts): Content {
  const filtering = isFiltering(page.memory.installations.filters);
  const clear = iconButton({
    icon: 'clear-all',
    label: l10n.t('Clear Filter'),
    click: () => filter(page, noFilters),
  });
  const total = loaded < all ? l10n.t('{0} of {1} loaded', count(loaded), count(all)) : copyableTotal(page, all);
  const text = filtering ? l10n.t('{0} of {1}', count(rows.length), count(loaded)) : total;
  return html`${filtering ? clear : nothing} <span class="toolbar-count" role="status">${text}</span>`;
}

function copyableTotal(page: Page, all: number): TemplateResult {
  return copyable(page, String(all), installationCount(all));
}

function progress(page: Page, { loaded, all }: Counts): Content {
  const { installations } = page.state;
  if (installations.status !== 'loading') return age(page, installations);
  const text = loaded < all ? l10n.t('Loading more') : l10n.t('refreshing');
  return html`<span class="loading-more">${spinner(l10n.t('Loading'))}${text}</span>`;
}

function save(page: Page, { rows }: Shown): void {
  void page.send('saveInstallations', { ids: rows.map(({ id }) => id) }).then((done) => {
    if (done && done.reply !== null)
      page.show({
        notice: {
          text:
            done.reply === 1 ? l10n.t('1 installation saved.') : l10n.t('{0} installations saved.', count(done.reply)),
        },
      });
  });
}
