import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { PermissionsView } from '../../src/app-panel/protocol.ts';
import type { Page } from '../shell/page.ts';
import { shownGroups } from './permission-rows.ts';
import { consequenceList } from '../overview/consequences.ts';
import { fieldValue, option } from '../components/fields.ts';
import { emptyState, icon, type Content } from '../components/parts.ts';
import { legend, permissionTable } from './permission-table.ts';
import { age, sectionBody } from '../components/section.ts';
import { count } from '../components/page-words.ts';

/** The manifest against what is deployed. */
export function permissionsTab(page: Page): TemplateResult {
  const { permissions } = page.state;
  return html`<div class="tab-body pane">
    ${sectionBody(page, { name: 'environments', title: l10n.t('Permissions'), section: permissions, lines: 12, body: (value) => comparison(page, value) })}
  </div>`;
}

function comparison(page: Page, value: PermissionsView): Content {
  const { memory } = page;
  const all = value.groups.reduce((sum, { rows }) => sum + rows.length, 0);
  const groups = shownGroups(value, memory.permissions);
  const shown = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  const filter = (change: Partial<typeof memory.permissions>): void =>
    page.remember({ permissions: { ...memory.permissions, ...change } });
  return html`
    ${value.consequences.length === 0 ? nothing : consequenceList(value.consequences)}
    ${value.notes.map((note) => html`<p class="note">${icon('info')}<span>${note}</span></p>`)}
    ${
      all === 0
        ? emptyState(
            'shield',
            l10n.t('No permissions'),
            l10n.t(
              'Neither the manifest nor any deployed version asks for scopes, egress, remotes or content security exceptions.',
            ),
          )
        : html`<div class="toolbar">
              <vscode-text-field
                class="filter"
                placeholder=${l10n.t('Filter by name or description')}
                aria-label=${l10n.t('Filter permissions')}
                .value=${memory.permissions.text}
                @input=${(event: Event) => filter({ text: fieldValue(event) })}
                >${icon('filter', 'start')}</vscode-text-field
              >
              ${manifestChoice(page, value)}
              <vscode-checkbox
                .checked=${memory.permissions.onlyDifferences}
                @change=${(event: Event) => filter({ onlyDifferences: (event.target as HTMLInputElement).checked })}
                >${l10n.t('Only differences')}</vscode-checkbox
              >
              <span class="toolbar-count" role="status"
                >${shown === all ? l10n.t('{0} permissions', count(all)) : l10n.t('{0} of {1}', count(shown), count(all))}</span
              >
              ${age(page, page.state.permissions)}
            </div>
            ${
              shown === 0
                ? memory.permissions.onlyDifferences && memory.permissions.text === ''
                  ? emptyState('check', l10n.t('No differences'), l10n.t('All columns have the same permissions.'))
                  : emptyState(
                      'search',
                      l10n.t('Nothing matches'),
                      l10n.t('No permission matches the filter.'),
                      html`<vscode-button
                        appearance="secondary"
                        @click=${() => filter({ text: '', onlyDifferences: false })}
                        >${l10n.t('Clear filter')}</vscode-button
                      >`,
                    )
                : permissionTable(page, value, groups)
            }
            ${legend()}`
    }
  `;
}

/** Which manifest is compared, where the workspace has several of the app. */
function manifestChoice(page: Page, { manifests, manifest }: PermissionsView): Content {
  if (manifest === undefined || manifests.length < 2) return nothing;
  const choose = (event: Event): void => {
    const chosen = Number(fieldValue(event));
    if (Number.isInteger(chosen) && chosen !== manifest) void page.send('chooseManifest', { manifest: chosen });
  };
  return html`<vscode-dropdown aria-label=${l10n.t('Manifest')} .value=${live(String(manifest))} @change=${choose}
    >${manifests.map(({ path }, index) => option(String(index), path, index === manifest))}</vscode-dropdown
  >`;
}
