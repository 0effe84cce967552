import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { ProfileView } from '../../src/app-panel/protocol.ts';
import type { EnvironmentView } from '../../src/environments/environments-protocol.ts';
import { card } from '../components/card.ts';
import { type Content, copyable, type Fact, facts, linkButton, moment, quiet, tag } from '../components/parts.ts';
import { inline } from '../components/section.ts';
import type { Page } from '../shell/page.ts';

/** Draws the card with the app's details, as in the console. */
export function detailsCard(page: Page): TemplateResult {
  const { header, profile } = page.state;
  const isForge = header.type === 'forge' || header.type === 'unknown';
  return card(page, 'details', 'info', {
    name: 'profile',
    title: l10n.t('App details'),
    section: profile,
    lines: 10,
    body: (value) =>
      html`${facts([
          { label: l10n.t('App name'), value: header.name },
          { label: l10n.t('App ID'), value: copyable(page, header.id) },
          ...(isForge ? whereItRuns(page) : []),
          { label: l10n.t('Type'), value: type(page) },
          ...about(page, value),
          { label: l10n.t('Signed in as'), value: header.accountLabel },
        ])}
        <p class="hint">
          ${
            isForge
              ? l10n.t(
                  'Change the name and description here, or in the developer console under Settings. The titles that users see are set in the manifest.',
                )
              : l10n.t('Change the name and description here, or in the developer console under Settings.')
          }
        </p>
        <p class="card-foot actions">
          ${linkButton(l10n.t('Rename App…'), () => void page.send('editDetail', { detail: 'name' }))}
          ${linkButton(l10n.t('Edit Description…'), () => void page.send('editDetail', { detail: 'description' }))}
          ${linkButton(l10n.t('What kinds of apps are there?'), () => void page.send('explainKinds', {}))}
        </p>`,
  });
}

/** What only Forge apps have. */
function whereItRuns({ state: { environments } }: Page): Fact[] {
  return [
    {
      label: l10n.t('Environments'),
      value: inline(environments, (list) =>
        list.length === 0 ? quiet(l10n.t('None')) : list.map(({ key }) => key).join(', '),
      ),
    },
    { label: l10n.t('Currently deployed to'), value: inline(environments, (list) => deployedTo(list)) },
    { label: l10n.t('Compatible with'), value: inline(environments, (list) => compatibleWith(list)) },
  ];
}

function type(page: Page): Content {
  const { typeName, isCloudFortified } = page.state.header;
  return html`${typeName}${isCloudFortified ? html` ${tag(l10n.t('Cloud Fortified'))}` : nothing}`;
}

function about(page: Page, { description, createdAt, updatedAt, developerSpace }: ProfileView): Fact[] {
  return [
    {
      label: l10n.t('Description'),
      value: description.trim() === '' ? quiet(l10n.t('None')) : html`<span class="prose">${description}</span>`,
    },
    {
      label: l10n.t('Created'),
      value: createdAt === undefined ? quiet(l10n.t('Not available')) : moment(page, createdAt),
    },
    { label: l10n.t('Updated'), value: moment(page, updatedAt) },
    { label: l10n.t('Developer space'), value: developerSpace ?? quiet(l10n.t('None')) },
  ];
}

function deployedTo(list: readonly EnvironmentView[]): Content {
  const deployed = list.filter(({ latest }) => latest !== undefined);
  if (deployed.length === 0) return quiet(l10n.t('Nothing deployed yet'));
  return html`<span class="versions"
    >${deployed.map(({ key, latest }) => html`<span>${key} ${quietVersion(latest?.version)}</span>`)}</span
  >`;
}

function quietVersion(version: string | undefined): Content {
  return version === undefined ? nothing : quiet(version);
}

function compatibleWith(list: readonly EnvironmentView[]): Content {
  // As in the console, production determines the Atlassian apps.
  const production = list.find(({ kind, latest }) => kind === 'production' && latest !== undefined);
  const apps = new Set((production ? [production] : list).flatMap(({ latest }) => latest?.atlassianApps ?? []));
  return apps.size === 0 ? quiet(l10n.t('Not available')) : [...apps].join(', ');
}
