import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { rule } from '../components/learn-more.ts';
import { icon } from '../components/parts.ts';
import type { Page } from '../shell/page.ts';

/** What people do with an app, with who may do it: only what Atlassian's documentation says in so many words. */
function tasks(): readonly { readonly task: string; readonly who: string }[] {
  return [
    {
      task: l10n.t('See environments, deployments, installations and contributors'),
      who: l10n.t('Every role'),
    },
    {
      task: l10n.t('Deploy to development, staging and custom environments, and set their variables'),
      who: l10n.t('Developer, Deployer, Admin'),
    },
    { task: l10n.t('Deploy to production, and set its variables'), who: l10n.t('Deployer, Admin') },
    {
      task: l10n.t('See production logs of the sites that share them'),
      who: l10n.t('Admin, and others who were given that permission'),
    },
    {
      task: l10n.t('Manage contributors, distribution, and the app’s name, icon and description'),
      who: l10n.t('Admin'),
    },
    { task: l10n.t('Delete the app or transfer its ownership'), who: l10n.t('The owner alone') },
  ];
}

/** Draws what each role may do. */
export function roles(page: Page): TemplateResult {
  return html`<details class="roles">
    <summary class="disclosure">${icon('chevron-right')}${l10n.t('What each role may do')}</summary>
    <table class="plain">
      <caption class="spoken">
        ${l10n.t('What each role may do')}
      </caption>
      <thead>
        <tr>
          <th scope="col">${l10n.t('Task')}</th>
          <th scope="col">${l10n.t('Who may do it')}</th>
        </tr>
      </thead>
      <tbody>
        ${tasks().map(
          ({ task, who }) =>
            html`<tr>
              <th scope="row">${task}</th>
              <td>${who}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${rule(
      page,
      l10n.t('Contributors and their roles are managed in the developer console.'),
      'rolesAndPermissions',
      l10n.t('Roles and permissions'),
    )}
  </details>`;
}
