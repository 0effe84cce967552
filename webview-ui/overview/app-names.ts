import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import type { ModuleTitle, PermissionsView } from '../../src/manifest/permissions-protocol.ts';
import type { Page } from '../shell/page.ts';
import { card, plainCard } from '../components/card.ts';
import { type Content, facts, linkButton, tag } from '../components/parts.ts';

/** Draws the app's name beside the names users see: the titles of its modules, which the manifest sets. */
export function appNames(page: Page): TemplateResult {
  const { titles, permissions } = page.state;
  const title = l10n.t('What users see');
  if (titles.length > 0) return plainCard('names', 'tag', title, names(page));
  // The permissions section says whether there is a manifest.
  const body = ({ manifest }: PermissionsView): TemplateResult =>
    html`<p>
      ${
        manifest === undefined
          ? l10n.t(
              'Users see the titles of the app’s modules, for example in a Jira issue, not the app’s name. Open the app’s folder to see and change them here: they are set in its manifest.',
            )
          : l10n.t('The manifest sets no titles, so users see none.')
      }
    </p>`;
  return card(page, 'names', 'tag', { name: 'environments', title, section: permissions, lines: 3, body });
}

function names(page: Page): TemplateResult {
  const { titles, header } = page.state;
  const environment = titles[0]?.environment;
  return html`<p>
      ${
        environment === undefined
          ? l10n.t(
              'Users see the titles of the app’s modules, not its name. To change a title, edit its line in the manifest and deploy.',
            )
          : l10n.t(
              'Users see the titles of the app’s modules, not its name. These are the ones deployed to {0}. To change a title, open the app’s folder and edit its manifest.',
              environment,
            )
      }
    </p>
    ${facts([{ label: l10n.t('App name'), value: header.name }])}
    <table class="plain">
      <caption class="spoken">
        ${l10n.t('Titles of modules')}
      </caption>
      <thead>
        <tr>
          <th scope="col">${l10n.t('Title that users see')}</th>
          <th scope="col">${l10n.t('Module')}</th>
        </tr>
      </thead>
      <tbody>
        ${titles.map((title) => titleRow(page, title))}
      </tbody>
    </table>`;
}

function titleRow(page: Page, entry: ModuleTitle): TemplateResult {
  return html`<tr>
    <td>${titleView(page, entry)}</td>
    <td><span class="module">${entry.module}</span><span class="quiet">${entry.key}</span></td>
  </tr>`;
}

function titleView(page: Page, { title, line, translationKey }: ModuleTitle): Content {
  const shown =
    line === undefined
      ? title
      : linkButton(
          title,
          () => void page.send('openManifest', { line }),
          l10n.t('Open line {0} of the manifest', line + 1),
        );
  if (translationKey === undefined) return shown;
  return translationKey === title
    ? html`${shown} ${tag(l10n.t('translation key'), l10n.t('The translation file has no text for this key.'))}`
    : html`${shown} ${tag(l10n.t('translated'), l10n.t('The text for {0} in the default language', translationKey))}`;
}
