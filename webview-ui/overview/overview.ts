import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { plainCard } from '../components/card.ts';
import { button } from '../components/toolkit.ts';
import type { Page } from '../shell/page.ts';
import { appNames } from './app-names.ts';
import { contributorsCard } from './contributors-card.ts';
import { dataLocationsCard } from './data-locations-card.ts';
import { deploymentsCard } from './deployments-card.ts';
import { detailsCard } from './details-card.ts';
import { distributionCard } from './distribution-card.ts';
import { manifestCard } from './manifest-card.ts';
import { monitoringCard } from './monitoring-card.ts';
import { permissionsCard } from './permissions-card.ts';

const consoleCards = [detailsCard, monitoringCard, contributorsCard, permissionsCard, distributionCard];
const furtherCards = [deploymentsCard, manifestCard, dataLocationsCard, appNames];

/** Draws the console's cards, followed by what the console does not show. */
export function overviewTab(page: Page): TemplateResult {
  return html`<div class="tab-body">
    <div class="cards">${consoleCards.map((card) => card(page))}</div>
    <h2 class="part">${l10n.t('Beyond the console')}</h2>
    <div class="cards">${furtherCards.map((card) => card(page))}</div>
    ${dangerZone(page)}
  </div>`;
}

/** Irreversible actions, kept apart from the rest. */
function dangerZone(page: Page): TemplateResult {
  const deleteApp = button({
    icon: 'trash',
    label: l10n.t('Delete App…'),
    disabled: page.isBusy('deleteApp'),
    click: () => void page.send('deleteApp', {}),
  });
  return html`<h2 class="part">${l10n.t('Danger zone')}</h2>
    ${plainCard(
      'danger',
      'trash',
      l10n.t('Delete this app'),
      html`<p>
          ${l10n.t('It is checked first who owns the app, where it is installed and what else stands in the way. Nothing is sent before you have typed its name.')}
        </p>
        <p class="card-foot">${deleteApp}</p>`,
    )}`;
}
