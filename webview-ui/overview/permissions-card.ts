import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import type { EnvironmentView } from '../../src/environments/environments-protocol.ts';
import type { PermissionsView } from '../../src/manifest/permissions-protocol.ts';
import { card } from '../components/card.ts';
import { scopeCount } from '../components/page-words.ts';
import type { Page } from '../shell/page.ts';
import { tabLink } from './tab-link.ts';

/** Draws the card with what the app may do in production. */
export function permissionsCard(page: Page): TemplateResult {
  const { permissions, environments } = page.state;
  const production = environments.value?.find(({ kind }) => kind === 'production');
  return card(page, 'permissions', 'shield', {
    name: 'environments',
    title: l10n.t('Permissions'),
    section: permissions,
    lines: 4,
    body: (value) => html`${scopes(value, production)}${tabLink(page, 'permissions', l10n.t('View permissions'))}`,
  });
}

function scopes(value: PermissionsView, production: EnvironmentView | undefined): TemplateResult {
  const apis = production?.latest === undefined ? undefined : productionScopes(value, production.id);
  if (apis === undefined)
    return html`<p>
      ${l10n.t('Not deployed to production yet. Its permissions appear here after the first deployment to production.')}
    </p>`;
  if (apis.length === 0) return html`<p>${l10n.t('The version in production uses no API scopes.')}</p>`;
  return html`<ul class="counts">
    ${apis.map(({ api, count }) => html`<li><span>${api}</span><span>${scopeCount(count)}</span></li>`)}
  </ul>`;
}

/** Lists the scopes in force in production, by API. */
function productionScopes(
  { columns, groups }: PermissionsView,
  productionId: string,
): { api: string; count: number }[] | undefined {
  const column = columns.findIndex(({ id, isManifest }) => !isManifest && id === productionId);
  if (column === -1) return undefined;
  return groups
    .filter(({ kind }) => kind === 'scopes')
    .map(({ title, rows }) => ({
      api: title,
      count: rows.filter(({ cells }) => cells[column]?.state === 'present' || cells[column]?.state === 'removed')
        .length,
    }))
    .filter(({ count }) => count > 0);
}
