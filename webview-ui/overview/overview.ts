import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { EnvironmentView, PermissionsView, ProfileView } from '../../src/app-panel/protocol.ts';
import { type Consent, summarise } from '../installations/summary.ts';
import { noFilters } from '../shell/page-memory.ts';
import type { Page } from '../shell/page.ts';
import { appNames } from './app-names.ts';
import { beyondCards } from './beyond.ts';
import { card, plainCard } from '../components/card.ts';
import { copyable, facts, icon, linkButton, moment, type Content, quiet } from '../components/parts.ts';
import { inline } from '../components/section.ts';
import { bars } from '../components/bars.ts';
import { count, scopeCount } from '../components/page-words.ts';

/** The console's panels, and below them what the console cannot show. */
export function overviewTab(page: Page): TemplateResult {
  return html`<div class="tab-body">
    <div class="cards">
      ${details(page)}${monitoring(page)}${contributors(page)}${permissions(page)}${distribution(page)}
    </div>
    <h2 class="part">${l10n.t('Beyond the console')}</h2>
    <div class="cards">${beyondCards(page)}${appNames(page)}</div>
    ${dangerZone(page)}
  </div>`;
}

/** What can't be taken back, apart from the rest. */
function dangerZone(page: Page): TemplateResult {
  return html`<h2 class="part">${l10n.t('Danger zone')}</h2>
    ${plainCard(
      'danger',
      'trash',
      l10n.t('Delete this app'),
      html`<p>
          ${l10n.t('It is checked first who owns the app, where it is installed and what else stands in the way. Nothing is sent before you have typed its name.')}
        </p>
        <p class="card-foot">
          <vscode-button
            appearance="secondary"
            ?disabled=${page.isBusy('deleteApp')}
            @click=${() => void page.send('deleteApp', {})}
            >${icon('trash', 'start')}${l10n.t('Delete App…')}</vscode-button
          >
        </p>`,
    )}`;
}

function details(page: Page): TemplateResult {
  const { header, profile, environments } = page.state;
  const body = (app: ProfileView): Content =>
    facts([
      { label: l10n.t('App ID'), value: copyable(page, header.id) },
      {
        label: l10n.t('Environments'),
        value: inline(environments, (list) =>
          list.length === 0 ? quiet(l10n.t('none')) : list.map(({ key }) => key).join(', '),
        ),
      },
      { label: l10n.t('Currently deployed to'), value: inline(environments, (list) => deployedTo(list)) },
      { label: l10n.t('Compatible with'), value: inline(environments, (list) => compatibleWith(list)) },
      { label: l10n.t('Type'), value: header.typeName },
      {
        label: l10n.t('Description'),
        value:
          app.description.trim() === '' ? quiet(l10n.t('none')) : html`<span class="prose">${app.description}</span>`,
      },
      {
        label: l10n.t('Created'),
        value: app.createdAt === undefined ? quiet(l10n.t('not told')) : moment(page, app.createdAt),
      },
      { label: l10n.t('Updated'), value: moment(page, app.updatedAt) },
      {
        label: l10n.t('Developer space'),
        value: app.developerSpace === undefined ? quiet(l10n.t('not told')) : app.developerSpace,
      },
      { label: l10n.t('Signed in as'), value: header.accountLabel },
    ]);
  return card(page, 'details', 'info', {
    name: 'profile',
    title: l10n.t('App details'),
    section: profile,
    lines: 10,
    body,
  });
}

function deployedTo(list: readonly EnvironmentView[]): Content {
  const deployed = list.filter(({ latest }) => latest !== undefined);
  if (deployed.length === 0) return quiet(l10n.t('nothing was deployed yet'));
  return html`<span class="versions"
    >${deployed.map(({ key, latest }) => html`<span>${key} ${quietVersion(latest?.version)}</span>`)}</span
  >`;
}

function quietVersion(version: string | undefined): Content {
  return version === undefined ? nothing : quiet(version);
}

function compatibleWith(list: readonly EnvironmentView[]): Content {
  // As the console: production decides where it is deployed.
  const production = list.find(({ kind, latest }) => kind === 'production' && latest !== undefined);
  const apps = new Set((production ? [production] : list).flatMap(({ latest }) => latest?.atlassianApps ?? []));
  return apps.size === 0 ? quiet(l10n.t('not told')) : [...apps].join(', ');
}

function monitoring(page: Page): TemplateResult {
  const { installations } = page.state;
  return card(page, 'monitoring', 'pulse', {
    name: 'installations',
    title: l10n.t('Monitoring'),
    section: installations,
    lines: 5,
    body: ({ rows, total }) => {
      const all = total ?? rows.length;
      const partial =
        rows.length < all
          ? html`<p class="hint">
              ${l10n.t('{0} of {1} installations are loaded; the numbers are about those.', count(rows.length), count(all))}
            </p>`
          : nothing;
      if (all === 0) return html`<p>${l10n.t('Not installed anywhere yet.')}</p>`;
      const { byEnvironment, sharesLogs, permitsAnalytics } = summarise(rows);
      return html`${facts([
          { label: l10n.t('Installations'), value: copyable(page, String(all), count(all)) },
          { label: l10n.t('Sites sharing logs'), value: consent(page, sharesLogs) },
          { label: l10n.t('Sites permitting analytics'), value: consent(page, permitsAnalytics) },
        ])}
        <h3>${l10n.t('By environment')}</h3>
        ${bars(byEnvironment, { limit: 6, choose: (environment) => showInstallations(page, environment) })} ${partial}`;
    },
  });
}

function showInstallations(page: Page, environment: string): void {
  page.remember({ installations: { ...page.memory.installations, filters: { ...noFilters, environment } } });
  page.showTab('installations');
}

function consent(page: Page, { consenting, told }: Consent): Content {
  if (told === 0) return quiet(l10n.t('not told for this app'));
  return copyable(
    page,
    String(consenting),
    told === 1
      ? l10n.t('{0} of 1 site', count(consenting))
      : l10n.t('{0} of {1} sites', count(consenting), count(told)),
  );
}

function contributors(page: Page): TemplateResult {
  return card(page, 'contributors', 'organization', {
    name: 'contributors',
    title: l10n.t('Contributors'),
    section: page.state.contributors,
    lines: 3,
    body: (list) => {
      const you = list.find(({ isYou }) => isYou);
      const owner = list.find(({ isOwner }) => isOwner)?.name ?? page.state.profile.value?.ownerName;
      const role =
        you === undefined
          ? quiet(l10n.t('not listed as a contributor'))
          : [...(you.isOwner ? [l10n.t('Owner')] : []), ...you.roles].join(', ');
      return html`${facts([
        { label: l10n.t('Your role'), value: role },
        { label: l10n.t('Owner'), value: owner ?? quiet(l10n.t('not told')) },
        { label: l10n.t('Total'), value: copyable(page, String(list.length), count(list.length)) },
      ])}${toTab(page, 'contributors', l10n.t('View contributors'))}`;
    },
  });
}

function toTab(page: Page, tab: 'permissions' | 'contributors', label: string): TemplateResult {
  return html`<p class="card-foot">${linkButton(label, () => page.showTab(tab))}</p>`;
}

/** Scopes in force in production, by API. */
function productionScopes(
  { columns, groups }: PermissionsView,
  productionId: string | undefined,
): { api: string; scopes: number }[] | undefined {
  const column = columns.findIndex(({ id, isManifest }) => !isManifest && id === productionId);
  if (column === -1) return undefined;
  return groups
    .filter(({ kind }) => kind === 'scopes')
    .map(({ title, rows }) => ({
      api: title,
      scopes: rows.filter(({ cells }) => cells[column]?.state === 'present' || cells[column]?.state === 'removed')
        .length,
    }))
    .filter(({ scopes }) => scopes > 0);
}

function permissions(page: Page): TemplateResult {
  const { permissions: section, environments } = page.state;
  const production = environments.value?.find(({ kind }) => kind === 'production');
  return card(page, 'permissions', 'shield', {
    name: 'environments',
    title: l10n.t('Permissions'),
    section,
    lines: 4,
    body: (value) => {
      const apis = production?.latest === undefined ? undefined : productionScopes(value, production.id);
      const list =
        apis === undefined
          ? html`<p>${l10n.t('Not deployed to production yet, so no permissions are in force there.')}</p>`
          : apis.length === 0
            ? html`<p>${l10n.t('The version in production uses no API scopes.')}</p>`
            : html`<ul class="counts">
                ${apis.map(({ api, scopes }) => html`<li><span>${api}</span><span>${scopeCount(scopes)}</span></li>`)}
              </ul>`;
      return html`${list}${toTab(page, 'permissions', l10n.t('View permissions'))}`;
    },
  });
}

function distribution(page: Page): TemplateResult {
  const { profile, header } = page.state;
  return card(page, 'distribution', 'package', {
    name: 'profile',
    title: l10n.t('Distribution'),
    section: profile,
    lines: 3,
    body: ({ distributionName, distributionLink, marketplace }) => html`
      ${facts([
        { label: l10n.t('Status'), value: distributionName },
        ...(distributionLink === undefined ? [] : [{ label: l10n.t('Distribution link'), value: distributionLink }]),
        ...(marketplace === undefined
          ? [{ label: l10n.t('Marketplace'), value: quiet(l10n.t('no listing')) }]
          : [
              { label: l10n.t('Marketplace listing'), value: marketplace.name },
              { label: l10n.t('Listing status'), value: marketplace.status },
              { label: l10n.t('App key'), value: copyable(page, marketplace.key) },
              ...(marketplace.partner === undefined ? [] : [{ label: l10n.t('Partner'), value: marketplace.partner }]),
            ]),
      ])}
      ${
        header.isSample
          ? nothing
          : html`<p class="card-foot actions">
              ${marketplace === undefined ? nothing : html`<vscode-button appearance="secondary" @click=${() => void page.send('openMarketplace', {})}>${icon('link-external', 'start')}${l10n.t('Open Marketplace Listing')}</vscode-button>`}
              ${linkButton(l10n.t('Distribution in the developer console'), () => void page.send('openConsole', { page: 'distribution' }))}
            </p>`
      }
    `,
  });
}
