import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { PermissionsView } from '../../src/manifest/permissions-protocol.ts';
import type { Memory } from '../shell/page-memory.ts';
import type { Page } from '../shell/page.ts';
import { shownGroups } from './permission-rows.ts';
import { consequenceList } from '../overview/consequences.ts';
import { type Content, emptyState, icon } from '../components/parts.ts';
import { legend, permissionTable } from './permission-table.ts';
import { rule } from '../components/learn-more.ts';
import { age, paneClass, sectionBody } from '../components/section.ts';
import { count } from '../components/page-words.ts';
import { button, checkbox, filterField, select } from '../components/toolkit.ts';

/** Draws the comparison of the manifest with the deployed versions. */
export function permissionsTab(page: Page): TemplateResult {
  const { permissions } = page.state;
  return html`<div class=${paneClass(permissions.value !== undefined && hasRows(permissions.value))}>
    ${sectionBody(page, {
      name: 'environments',
      title: l10n.t('Permissions'),
      section: permissions,
      lines: 12,
      body: (value) => comparison(page, value),
    })}
  </div>`;
}

function hasRows({ groups }: PermissionsView): boolean {
  return groups.some(({ rows }) => rows.length > 0);
}

function comparison(page: Page, value: PermissionsView): Content {
  return html`
    ${value.consequences.length === 0 ? nothing : consequenceList(value.consequences)}
    ${value.notes.map((note) => html`<p class="note">${icon('info')}<span>${note}</span></p>`)}
    ${hasRows(value) ? filteredTable(page, value) : html`${noPermissions()} ${addScope(page)}`} ${rules(page)}
  `;
}

function rules(page: Page): TemplateResult {
  return html`<div class="rules">
    ${rule(
      page,
      l10n.t('Scopes are set in the manifest alone: they can’t be changed in the developer console or here.'),
      'scopes',
      l10n.t('Permissions in the manifest'),
    )}
    ${rule(
      page,
      l10n.t('The developer console shows the scopes of an app once it is deployed to production.'),
      'environmentsAndVersions',
      l10n.t('Environments and versions'),
    )}
    ${rule(
      page,
      l10n.t('Permissions limit what an app can reach, and an admin agrees to them before the app runs on a site.'),
      'securityOfPermissions',
      l10n.t('Security of Forge apps'),
    )}
  </div>`;
}

function noPermissions(): Content {
  return emptyState(
    'shield',
    l10n.t('No permissions yet'),
    l10n.t(
      'Scopes, egress addresses, remotes and content security exceptions appear here once the manifest asks for them.',
    ),
  );
}

/** Changes the filter and scrolls to the top of the table. */
function filter(page: Page, change: Partial<Memory['permissions']>): void {
  const { scroll, permissions } = page.memory;
  page.remember({ permissions: { ...permissions, ...change }, scroll: { ...scroll, permissions: 0 } });
}

function filteredTable(page: Page, value: PermissionsView): Content {
  const { text, onlyDifferences } = page.memory.permissions;
  const groups = shownGroups(value, page.memory.permissions);
  const [all, shown] = [rowCount(value.groups), rowCount(groups)];
  const howMany =
    shown === all ? l10n.t('{0} permissions', count(all)) : l10n.t('{0} of {1}', count(shown), count(all));
  return html`<div class="toolbar">
      ${filterField({
        label: l10n.t('Filter permissions'),
        placeholder: l10n.t('Filter by name or description'),
        value: text,
        input: (typed) => filter(page, { text: typed }),
      })}
      ${manifestSelect(page, value)}
      ${checkbox(l10n.t('Only differences'), onlyDifferences, (checked) => filter(page, { onlyDifferences: checked }))}
      <span class="toolbar-count" role="status">${howMany}</span>
      ${age(page, page.state.permissions)} ${addScope(page)}
    </div>
    ${shown === 0 ? noMatch(page) : permissionTable(page, value, groups)} ${legend()}`;
}

/** Draws the way to the one place where scopes can be changed. */
function addScope(page: Page): TemplateResult {
  return html`<span class="toolbar-end">
    ${button({
      icon: 'add',
      label: l10n.t('Add Scope…'),
      title: l10n.t('Adds scopes to the manifest'),
      disabled: page.isBusy('addScope'),
      click: () => void page.send('addScope', {}),
    })}
  </span>`;
}

function rowCount(groups: PermissionsView['groups']): number {
  return groups.reduce((sum, { rows }) => sum + rows.length, 0);
}

function noMatch(page: Page): Content {
  const { text, onlyDifferences } = page.memory.permissions;
  if (onlyDifferences && text === '')
    return emptyState('check', l10n.t('No differences'), l10n.t('All columns have the same permissions.'));
  return emptyState(
    'search',
    l10n.t('Nothing matches'),
    l10n.t('No permission matches the filter.'),
    button({ label: l10n.t('Clear Filter'), click: () => filter(page, { text: '', onlyDifferences: false }) }),
  );
}

/** Draws the choice of the manifest to compare, if the workspace has several of the app. */
function manifestSelect(page: Page, { manifests, manifest }: PermissionsView): Content {
  if (manifest === undefined || manifests.length < 2) return nothing;
  return select({
    label: l10n.t('Manifest'),
    value: String(manifest),
    choices: manifests.map(({ path }, index) => ({ value: String(index), label: path })),
    change(value) {
      const chosen = Number(value);
      if (Number.isInteger(chosen) && chosen !== manifest) void page.send('chooseManifest', { manifest: chosen });
    },
  });
}
