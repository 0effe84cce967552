import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { plainCard } from '../components/card.ts';
import { button } from '../components/toolkit.ts';
import type { Page } from '../shell/page.ts';

/** Draws the card with what the developer console can do for an app that is not a Forge app. */
export function consoleCard(page: Page): TemplateResult {
  const { header } = page.state;
  const text =
    header.type === 'connect'
      ? l10n.t(
          'A Connect app runs on its developer’s server, and its descriptor says what it adds to Jira or Confluence. Change its name, description and contributors in the developer console, and its versions and price on the Atlassian Marketplace.',
        )
      : l10n.t(
          'Choose the integration’s scopes under Permissions, set its callback URL under Authorization, share it under Distribution, and find its secret under Settings.',
        );
  const open = button({
    icon: 'link-external',
    label: l10n.t('Open Developer Console'),
    click: () => void page.send('openConsole', { page: 'overview' }),
  });
  return plainCard(
    'console',
    'link-external',
    l10n.t('In the developer console'),
    html`<p>${text}</p>
      <p class="card-foot">${header.isSample ? nothing : open}</p>`,
  );
}
