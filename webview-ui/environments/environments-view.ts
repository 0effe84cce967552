import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { EnvironmentView } from '../../src/environments/environments-protocol.ts';
import type { Page } from '../shell/page.ts';
import {
  type Content,
  copyable,
  emptyState,
  type Fact,
  facts,
  icon,
  linkButton,
  moment,
  quiet,
} from '../components/parts.ts';
import { rule } from '../components/learn-more.ts';
import { inline, sectionBody } from '../components/section.ts';
import { noFilters } from '../shell/page-memory.ts';
import { versionUse } from '../versions/version-use.ts';
import { versionHistory } from './versions-view.ts';
import { button } from '../components/toolkit.ts';
import { count, scopeCount } from '../components/page-words.ts';

const icons: Record<EnvironmentView['kind'], string> = {
  production: 'rocket',
  staging: 'beaker',
  development: 'tools',
  custom: 'git-branch',
};

/** Draws each environment with its deployed version, and its version history on demand. */
export function environmentsTab(page: Page): TemplateResult {
  const { environments } = page.state;
  return html`<div class="tab-body">
    ${sectionBody(page, {
      name: 'environments',
      title: l10n.t('Environments'),
      section: environments,
      lines: 8,
      body: (list) =>
        list.length === 0
          ? emptyState(
              'server-environment',
              l10n.t('No environments'),
              l10n.t('Environments appear here once the app is registered: run “forge register” in its folder.'),
            )
          : html`${newEnvironment(page)} ${versionRule(page)}
              <div class="environments">${list.map((environment) => environmentCard(page, environment))}</div>`,
    })}
  </div>`;
}

function newEnvironment(page: Page): TemplateResult {
  return html`<div class="toolbar">
    ${button({
      icon: 'add',
      label: l10n.t('New Environment…'),
      disabled: page.isBusy('environmentCommand'),
      click: () => void page.send('environmentCommand', { command: 'create' }),
    })}
  </div>`;
}

/** What can be done about an environment: only those that people created can be deleted. */
function environmentActions(page: Page, { id, key, kind }: EnvironmentView): Content {
  const isDefault = page.state.defaultEnvironment === key;
  if (isDefault && kind !== 'custom') return nothing;
  const run = (command: 'delete' | 'makeDefault') => () =>
    void page.send('environmentCommand', { command, environmentId: id });
  return html`<div class="environment-actions">
    ${
      isDefault
        ? nothing
        : linkButton(
            l10n.t('Make Default Here'),
            run('makeDefault'),
            l10n.t('Commands in this workspace then use {0} where you choose no environment', key),
          )
    }
    ${kind === 'custom' ? linkButton(l10n.t('Delete Environment…'), run('delete')) : nothing}
  </div>`;
}

function versionRule(page: Page): TemplateResult {
  return rule(
    page,
    l10n.t(
      'Each deployment makes a new version in one environment. Sites get a minor version by themselves; a major one waits until an admin of the site approves it.',
    ),
    'environmentsAndVersions',
    l10n.t('Environments and versions'),
  );
}

function environmentCard(page: Page, environment: EnvironmentView): TemplateResult {
  const { id, key, kind, kindName, latest } = environment;
  const isOpen = page.memory.openEnvironments.includes(id);
  const hasOwnName = key.toLowerCase() !== kindName.toLowerCase();
  return html`<article class="card environment ${isOpen ? 'open' : ''}" aria-labelledby="environment-${id}">
    <div class="card-head">
      <h2 id="environment-${id}">
        ${icon(icons[kind])}${key}${hasOwnName ? html` <span class="quiet">${kindName}</span>` : nothing}
        ${page.state.defaultEnvironment === key ? html` <span class="quiet">${l10n.t('default here')}</span>` : nothing}
      </h2>
      ${latest === undefined ? nothing : html`<span class="card-version">${copyable(page, latest.version)}</span>`}
    </div>
    ${latest === undefined ? notDeployed(key) : facts(deployedFacts(page, environment, latest))}
    ${facts([{ label: l10n.t('Environment ID'), value: copyable(page, id) }])} ${environmentActions(page, environment)}
    <button
      type="button"
      class="disclosure"
      aria-expanded=${isOpen}
      aria-controls="versions-${id}"
      @click=${() => page.history.toggleVersions(id)}
    >
      ${icon(isOpen ? 'chevron-down' : 'chevron-right')}${l10n.t('Versions')}
    </button>
    <div id="versions-${id}" ?hidden=${!isOpen}>
      ${isOpen ? html`${versionUse(page, id)}${versionHistory(page, id)}` : nothing}
    </div>
  </article>`;
}

function notDeployed(key: string): TemplateResult {
  return html`<p>${l10n.t('Nothing deployed yet. Run “forge deploy --environment {0}” in the app’s folder.', key)}</p>`;
}

type Deployed = NonNullable<EnvironmentView['latest']>;

function deployedFacts(page: Page, environment: EnvironmentView, latest: Deployed): Fact[] {
  const { deployedAt, isLatest, atlassianApps, requiresLicense } = latest;
  const outdated = html`<span class="attention">${icon('warning')}${l10n.t('Not the newest version')}</span>`;
  return [
    {
      label: l10n.t('Last deployed'),
      value: html`${moment(page, deployedAt)} ${isLatest ? nothing : outdated}`,
    },
    { label: l10n.t('Installations'), value: installationsOf(page, environment) },
    { label: l10n.t('Permissions'), value: permissionsOf(page, latest) },
    {
      label: l10n.t('Runs in'),
      value: atlassianApps.length === 0 ? quiet(l10n.t('Not available')) : atlassianApps.join(', '),
    },
    ...(requiresLicense ? [{ label: l10n.t('Licence'), value: l10n.t('required') }] : []),
  ];
}

function permissionsOf(page: Page, { scopeCount: scopes, egress }: Deployed): Content {
  const addresses =
    egress.length === 1 ? l10n.t('1 egress address') : l10n.t('{0} egress addresses', count(egress.length));
  const link = linkButton(scopeCount(scopes), () => page.showTab('permissions'));
  return html`${link}${egress.length === 0 ? nothing : html`, ${addresses}`}`;
}

function installationsOf(page: Page, { id, key }: EnvironmentView): Content | readonly Content[] {
  return inline(page.state.installations, ({ rows, total }) => {
    const here = rows.filter(({ environmentId }) => environmentId === id).length;
    const more = total !== undefined && rows.length < total ? quiet(l10n.t('so far')) : nothing;
    const show = (): void => {
      page.remember({ installations: { ...page.memory.installations, filters: { ...noFilters, environment: key } } });
      page.showTab('installations');
    };
    return html`${here === 0 ? count(here) : linkButton(count(here), show, l10n.t('Show these installations'))} ${more}`;
  });
}
