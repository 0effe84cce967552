import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { ProfileView } from '../../src/app-panel/protocol.ts';
import { card } from '../components/card.ts';
import { copyable, type Fact, facts, linkButton, quiet } from '../components/parts.ts';
import { button } from '../components/toolkit.ts';
import type { Page } from '../shell/page.ts';

/** Draws the card with who may install the app. */
export function distributionCard(page: Page): TemplateResult {
  const { profile, header } = page.state;
  return card(page, 'distribution', 'package', {
    name: 'profile',
    title: l10n.t('Distribution'),
    section: profile,
    lines: 3,
    body: (value) => html`${facts(distributionFacts(page, value))} ${header.isSample ? nothing : links(page, value)}`,
  });
}

function distributionFacts(page: Page, { distributionName, distributionLink, marketplace }: ProfileView): Fact[] {
  const link = distributionLink === undefined ? [] : [{ label: l10n.t('Distribution link'), value: distributionLink }];
  return [{ label: l10n.t('Status'), value: distributionName }, ...link, ...listing(page, marketplace)];
}

function listing(page: Page, marketplace: ProfileView['marketplace']): Fact[] {
  if (marketplace === undefined) return [{ label: l10n.t('Marketplace'), value: quiet(l10n.t('Not listed')) }];
  const { name, status, key, partner } = marketplace;
  return [
    { label: l10n.t('Marketplace listing'), value: name },
    { label: l10n.t('Listing status'), value: status },
    { label: l10n.t('App key'), value: copyable(page, key) },
    ...(partner === undefined ? [] : [{ label: l10n.t('Partner'), value: partner }]),
  ];
}

function links(page: Page, { marketplace }: ProfileView): TemplateResult {
  const openListing = button({
    icon: 'link-external',
    label: l10n.t('Open Marketplace Listing'),
    click: () => void page.send('openMarketplace', {}),
  });
  const openConsole = (): void => void page.send('openConsole', { page: 'distribution' });
  return html`<p class="card-foot actions">
    ${marketplace === undefined ? nothing : openListing}
    ${linkButton(l10n.t('Manage distribution in the developer console'), openConsole)}
  </p>`;
}
