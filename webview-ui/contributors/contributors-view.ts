import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { ContributorView } from '../../src/app-panel/protocol.ts';
import type { Page } from '../shell/page.ts';
import { contributorHistory } from './contributor-history-view.ts';
import { roles } from './roles-view.ts';
import { copyable, emptyState, icon, moment, quiet, spoken, tag } from '../components/parts.ts';
import { sectionBody } from '../components/section.ts';

/** Draws the contributors of the app, and the history of changes to them. */
export function contributorsTab(page: Page): TemplateResult {
  const { contributors } = page.state;
  return html`<div class="tab-body">
    ${sectionBody(page, {
      name: 'contributors',
      title: l10n.t('Contributors'),
      section: contributors,
      lines: 6,
      body: (list) =>
        list.length === 0
          ? emptyState(
              'organization',
              l10n.t('No contributors'),
              l10n.t('People who work on this app appear here. Its owner adds them in the developer console.'),
            )
          : table(page, list),
    })}
    ${roles(page)} ${contributorHistory(page)}
  </div>`;
}

function table(page: Page, list: readonly ContributorView[]): TemplateResult {
  return html`<div class="scroll-x">
    <table class="plain contributors">
      <caption class="spoken">
        ${l10n.t('Contributors')}
      </caption>
      <thead>
        <tr>
          <th scope="col">${l10n.t('Name')}</th>
          <th scope="col">${l10n.t('E-mail')}</th>
          <th scope="col">${l10n.t('Roles')}</th>
          <th scope="col">${l10n.t('Last active')}</th>
          <th scope="col">${l10n.t('Account ID')}</th>
        </tr>
      </thead>
      <tbody>
        ${list.map((person) => contributor(page, person))}
      </tbody>
    </table>
  </div>`;
}

function contributor(
  page: Page,
  { accountId, name, email, isOwner, isYou, roles, lastActive }: ContributorView,
): TemplateResult {
  return html`<tr>
    <th scope="row">${name}${isOwner ? ownerMark() : nothing}${isYou ? html` ${tag(l10n.t('you'))}` : nothing}</th>
    <td>${email === undefined ? quiet(l10n.t('hidden')) : copyable(page, email)}</td>
    <td>${roles.length === 0 ? quiet(l10n.t('none')) : roles.join(', ')}</td>
    <td>${lastActive === undefined ? quiet(l10n.t('Not available')) : moment(page, lastActive)}</td>
    <td>${copyable(page, accountId)}</td>
  </tr>`;
}

function ownerMark(): TemplateResult {
  const label = l10n.t('Owner');
  return html` <span class="owner" title=${label}>${icon('star-full')}${spoken(label)}</span>`;
}
