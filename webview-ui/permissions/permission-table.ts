import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { Cell, PermissionRow, PermissionsView } from '../../src/manifest/permissions-protocol.ts';
import type { Page } from '../shell/page.ts';
import { copyable, icon, type Content, quiet, spoken, tag } from '../components/parts.ts';

const icons: Record<Cell['state'], string> = {
  present: 'check',
  missing: 'dash',
  added: 'add',
  removed: 'remove',
  changed: 'edit',
  uncertain: 'question',
  none: 'circle-slash',
};

function stateName(state: Cell['state']): string {
  const names: Record<Cell['state'], string> = {
    present: l10n.t('present'),
    missing: l10n.t('missing'),
    added: l10n.t('to be added'),
    removed: l10n.t('to be removed'),
    changed: l10n.t('to be changed'),
    uncertain: l10n.t('not certain'),
    none: l10n.t('nothing to compare'),
  };
  return names[state];
}

type Column = PermissionsView['columns'][number];

/** Draws the permissions by API and kind; the first column and the header are sticky. */
export function permissionTable(
  page: Page,
  { columns }: PermissionsView,
  groups: PermissionsView['groups'],
): TemplateResult {
  return html`<div
    class="scroller permissions-scroller"
    data-scroll="permissions"
    tabindex="0"
    role="region"
    aria-label=${l10n.t('Manifest and deployed versions')}
  >
    <table class="permissions" .style=${`--columns: ${columns.length}`}>
      <caption class="spoken">
        ${l10n.t('Permissions of the manifest and of each environment')}
      </caption>
      <thead>
        <tr>
          <th scope="col" class="what">${l10n.t('Permission')}</th>
          ${columns.map(columnHead)}
        </tr>
      </thead>
      ${groups.map(
        ({ title, rows }) =>
          html`<tbody>
            <tr class="group">
              <th scope="rowgroup" colspan=${columns.length + 1}>
                <span>${title} <span class="quiet">${rows.length}</span></span>
              </th>
            </tr>
            ${rows.map((row) => permission(page, columns, row))}
          </tbody>`,
      )}
    </table>
  </div>`;
}

function columnHead({ label, isManifest, version }: Column): TemplateResult {
  const note = version ?? (isManifest ? undefined : l10n.t('not deployed'));
  return html`<th scope="col" class=${isManifest ? 'manifest' : ''} title=${label}>
    <span>${isManifest ? icon('file-code') : nothing}${label}</span>${note === undefined ? nothing : quiet(note)}
  </th>`;
}

function permission(
  page: Page,
  columns: readonly Column[],
  { key, name, description, restricted, cells }: PermissionRow,
): TemplateResult {
  const hasDescription = description !== undefined && description !== name;
  return html`<tr>
    <th scope="row" class="what">
      <div class="what-key">${copyable(page, key)}${restricted ? restrictedTag() : nothing}</div>
      ${name === undefined ? nothing : html`<div class="what-name">${name}</div>`}
      ${hasDescription ? html`<div class="what-description" title=${description}>${description}</div>` : nothing}
    </th>
    ${columns.map((column, index) => cellView(page, key, column, cells[index] ?? { state: 'none' }))}
  </tr>`;
}

function restrictedTag(): TemplateResult {
  return tag(l10n.t('restricted'), l10n.t('Restricted: Atlassian decides which apps may use it'));
}

function cellView(page: Page, key: string, { label, isManifest }: Column, cell: Cell): TemplateResult {
  const { state, line, allowsImpersonation } = cell;
  const impersonation: Content =
    allowsImpersonation === true
      ? tag('allowImpersonation', l10n.t('The app may act for users who aren’t present'))
      : nothing;
  const isChange = state === 'added' || state === 'removed' || state === 'changed' || state === 'uncertain';
  const name = isChange ? html`<span class="cell-text">${stateName(state)}</span>` : spoken(stateName(state));
  const sign = html`${icon(icons[state])}${name}`;
  const shown =
    isManifest && line !== undefined
      ? lineLink(
          page,
          line,
          sign,
          l10n.t('{0}: {1}, open line {2} of the manifest', `${key}, ${label}`, stateName(state), line + 1),
        )
      : html`<span class="cell" title=${stateName(state)}>${sign}</span>`;
  return html`<td class="cell-${state}">${shown}${impersonation}</td>`;
}

/** Draws a cell that links to its line of the manifest; lines are counted from 0. */
function lineLink(page: Page, line: number, sign: TemplateResult, label: string): TemplateResult {
  return html`<button
    type="button"
    class="cell-link"
    title=${l10n.t('Open line {0} of the manifest', line + 1)}
    aria-label=${label}
    @click=${() => void page.send('openManifest', { line })}
  >
    ${sign}<span class="line-number">${l10n.t('line {0}', line + 1)}</span>
  </button>`;
}

/** Draws the explanation of the symbols. */
export function legend(): TemplateResult {
  const meanings: [Cell['state'], string][] = [
    ['present', l10n.t('present')],
    ['missing', l10n.t('missing')],
    ['added', l10n.t('added by the next deployment')],
    ['removed', l10n.t('removed by the next deployment')],
    ['changed', l10n.t('changed by the next deployment')],
    ['uncertain', l10n.t('depends on a variable, or on errors in the manifest')],
    ['none', l10n.t('nothing to compare')],
  ];
  return html`<ul class="legend" aria-hidden="true">
    ${meanings.map(([state, meaning]) => html`<li class="cell-${state}">${icon(icons[state])}${meaning}</li>`)}
  </ul>`;
}
