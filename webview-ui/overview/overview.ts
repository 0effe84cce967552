import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { Header } from '../../src/app-panel/protocol.ts';
import { plainCard } from '../components/card.ts';
import { button } from '../components/toolkit.ts';
import type { Page } from '../shell/page.ts';
import { accessCard } from './access-card.ts';
import { appNames } from './app-names.ts';
import { consoleCard } from './console-card.ts';
import { contributorsCard } from './contributors-card.ts';
import { dataLocationsCard } from './data-locations-card.ts';
import { deploymentsCard } from './deployments-card.ts';
import { detailsCard } from './details-card.ts';
import { distributionCard } from './distribution-card.ts';
import { manifestCard } from './manifest-card.ts';
import { monitoringCard } from './monitoring-card.ts';
import { permissionsCard } from './permissions-card.ts';

type Card = (page: Page) => TemplateResult;

const forgeCards: readonly Card[] = [detailsCard, monitoringCard, contributorsCard, permissionsCard, distributionCard];
const furtherCards: readonly Card[] = [deploymentsCard, manifestCard, dataLocationsCard, appNames];
const connectCards: readonly Card[] = [
  detailsCard,
  accessCard,
  monitoringCard,
  contributorsCard,
  distributionCard,
  consoleCard,
];
const integrationCards: readonly Card[] = [detailsCard, accessCard, contributorsCard, distributionCard, consoleCard];

const cardsOf: Record<Header['type'], readonly Card[]> = {
  forge: forgeCards,
  unknown: forgeCards,
  connect: connectCards,
  oauth: integrationCards,
};

/** Draws the console's cards, followed for Forge apps by what the console does not show. */
export function overviewTab(page: Page): TemplateResult {
  const { type } = page.state.header;
  const cards = cardsOf[type];
  return html`<div class="tab-body">
    <div class="cards">${cards.map((card) => card(page))}</div>
    ${cards === forgeCards ? further(page) : nothing} ${dangerZone(page)}
  </div>`;
}

function further(page: Page): TemplateResult {
  return html`<h2 class="part">${l10n.t('Beyond the console')}</h2>
    <div class="cards">${furtherCards.map((card) => card(page))}</div>`;
}

/** Irreversible actions, kept apart from the rest. */
function dangerZone(page: Page): TemplateResult {
  const reason = whyNotDeleted(page);
  const deleteApp = button({
    icon: 'trash',
    label: l10n.t('Delete App…'),
    disabled: reason !== undefined || page.isBusy('deleteApp'),
    click: () => void page.send('deleteApp', {}),
  });
  return html`<h2 class="part">${l10n.t('Danger zone')}</h2>
    ${plainCard(
      'danger',
      'trash',
      l10n.t('Delete this app'),
      html`<p>
          ${reason ?? l10n.t('First, it’s checked who owns the app, where it’s installed and what else stands in the way. Nothing is deleted until you type the app’s name.')}
        </p>
        <p class="card-foot">${deleteApp}</p>`,
    )}`;
}

/** Why this account can't delete the app from here; undefined as long as no reason is known. */
function whyNotDeleted({ state: { header, contributors } }: Page): string | undefined {
  if (header.type === 'connect') return l10n.t('Connect apps can be deleted only in the developer console.');
  if (header.type === 'oauth')
    return l10n.t('OAuth 2.0 (3LO) integrations can be deleted only in the developer console.');
  const owner = contributors.value?.find(({ isOwner }) => isOwner);
  return owner === undefined || owner.isYou
    ? undefined
    : l10n.t('Only the owner, {0}, can delete this app.', owner.name);
}
