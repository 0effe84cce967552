import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { PanelState } from '../../src/app-panel/protocol.ts';
import { card } from '../components/card.ts';
import { type Content, copyable, type Fact, facts, quiet } from '../components/parts.ts';
import type { Page } from '../shell/page.ts';

type Client = NonNullable<PanelState['clients']['value']>[number];

/** Draws the card with what a Connect app or an integration calls Atlassian's APIs with. */
export function accessCard(page: Page): TemplateResult {
  const { clients, header } = page.state;
  return card(page, 'access', 'key', {
    name: 'clients',
    title: l10n.t('Access to Atlassian’s APIs'),
    section: clients,
    lines: 5,
    body: (list) =>
      list.length === 0
        ? html`<p>${l10n.t('No client ID is available for this app.')}</p>`
        : html`${list.map((client) => access(page, client, list.length > 1, header.type === 'oauth'))}`,
  });
}

function access(page: Page, client: Client, isOneOfSeveral: boolean, hasCallbacks: boolean): TemplateResult {
  const { environment, clientId, callbacks, scopes } = client;
  const callbackUrls: Fact = {
    label: l10n.t('Callback URLs'),
    value: lines(callbacks.map((url) => copyable(page, url))),
  };
  return html`${isOneOfSeveral ? html`<h3>${environment}</h3>` : nothing}
  ${facts([
    { label: l10n.t('Client ID'), value: copyable(page, clientId) },
    ...(hasCallbacks ? [callbackUrls] : []),
    { label: l10n.t('Scopes granted'), value: lines(scopes.map((scope) => html`<code>${scope}</code>`)) },
  ])}`;
}

function lines(items: readonly Content[]): TemplateResult {
  if (items.length === 0) return quiet(l10n.t('None'));
  return html`<ul class="lines">
    ${items.map((item) => html`<li>${item}</li>`)}
  </ul>`;
}
