import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import type { Page } from '../page.ts';
import { plainCard } from './card.ts';

/** The app's name beside the names that users see: the titles of its modules, which the manifest sets. */
export function appNames(page: Page): TemplateResult {
  const { titles, header, permissions } = page.state;
  const body =
    titles.length === 0
      ? html`<p>${
          permissions.value?.manifest === undefined
            ? l10n.t('Users see the titles of the app’s modules, for example in a Jira issue, not the app’s name. They are set in the manifest, which is not in this workspace.')
            : l10n.t('The manifest sets no titles: its modules show none to users.')
        }</p>`
      : html`<p>${l10n.t('In Jira, Confluence and others users see the titles of modules, not the app’s name. To change one, edit its line of the manifest and deploy.')}</p>
          <dl class="facts"><div><dt>${l10n.t('App name')}</dt><dd>${header.name}</dd></div></dl>
          <table class="plain">
            <caption class="spoken">${l10n.t('Titles of modules')}</caption>
            <thead><tr><th scope="col">${l10n.t('Title that users see')}</th><th scope="col">${l10n.t('Module')}</th></tr></thead>
            <tbody>
              ${titles.map(
                ({ title, module, key, line }) => html`<tr>
                  <td><button type="button" class="link" title=${l10n.t('Open line {0} of the manifest', line + 1)} @click=${() => void page.send('openManifest', { line })}>${title}</button></td>
                  <td><span class="module">${module}</span> <span class="quiet">${key}</span></td>
                </tr>`,
              )}
            </tbody>
          </table>`;
  return plainCard('names', 'tag', l10n.t('Names users see'), body);
}
