import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { BuildsView, BuildView } from '../../src/deployments/deployments-protocol.ts';
import { type Content, copyable, emptyState, icon, linkButton, moment, quiet, tag } from '../components/parts.ts';
import { count } from '../components/page-words.ts';
import { sectionBody } from '../components/section.ts';
import type { Page } from '../shell/page.ts';

/** Rows that are drawn until all are asked for. */
const rowsAtFirst = 20;

const symbols: Record<BuildView['status'], string> = {
  processing: 'sync',
  ready: 'check',
  failed: 'error',
  unknown: 'question',
};

/** Draws the app's builds, newest first. */
export function builds(page: Page): Content {
  return sectionBody(page, {
    name: 'builds',
    title: l10n.t('Builds'),
    section: page.state.builds,
    lines: 5,
    body: (view) =>
      view.rows.length === 0
        ? emptyState(
            'package',
            l10n.t('No builds'),
            l10n.t(
              'Each deployment makes a build, and so does “forge build”. Builds appear here, and can be deployed to any environment.',
            ),
          )
        : list(page, view),
  });
}

function list(page: Page, { rows, isCut }: BuildsView): Content {
  const { deployments } = page.memory;
  const shown = deployments.allBuilds ? rows : rows.slice(0, rowsAtFirst);
  return html`${table(page, shown)}
  ${
    shown.length < rows.length
      ? html`<p class="more">
          ${linkButton(l10n.t('Show all {0} builds', count(rows.length)), () =>
            page.remember({ deployments: { ...deployments, allBuilds: true } }),
          )}
        </p>`
      : nothing
  }
  ${isCut && shown.length === rows.length ? html`<p class="quiet">${l10n.t('There are older ones. They can be seen in the developer console.')}</p>` : nothing}`;
}

function table(page: Page, rows: readonly BuildView[]): TemplateResult {
  return html`<div class="scroll-x">
    <table class="plain folding builds">
      <caption class="spoken">
        ${l10n.t('Builds')}
      </caption>
      <thead>
        <tr>
          <th scope="col">${l10n.t('Tag')}</th>
          <th scope="col">${l10n.t('Status')}</th>
          <th scope="col">${l10n.t('Created')}</th>
          <th scope="col">${l10n.t('By')}</th>
          <th scope="col">${l10n.t('Deployed to')}</th>
          <th scope="col"><span class="spoken">${l10n.t('Actions')}</span></th>
        </tr>
      </thead>
      <tbody>
        ${rows.map((build) => buildRow(page, build))}
      </tbody>
    </table>
  </div>`;
}

function buildRow(page: Page, build: BuildView): TemplateResult {
  const { tag: name, status, statusName, at, by, deployedTo, obstacle } = build;
  return html`<tr>
    <th scope="row">${copyable(page, name)}</th>
    <td class="status-${status}" title=${obstacle ?? nothing}>${icon(symbols[status])}${statusName}</td>
    <td>${moment(page, at)}</td>
    <td>${by ?? quiet(l10n.t('Not available'))}</td>
    ${
      deployedTo.length === 0
        ? html`<td class="blank">${quiet('–')}</td>`
        : html`<td data-head=${l10n.t('Deployed to')}>${deployedTo.map((environment) => tag(environment))}</td>`
    }
    <td class="action">${deployButton(page, build)}</td>
  </tr>`;
}

function deployButton(page: Page, { id, tag: name, obstacle }: BuildView): TemplateResult {
  return html`<button
    type="button"
    class="link"
    ?disabled=${obstacle !== undefined || page.isBusy('deployBuild')}
    title=${obstacle ?? nothing}
    aria-label=${l10n.t('Deploy the build {0}', name)}
    @click=${() => void page.send('deployBuild', { build: id })}
  >
    ${l10n.t('Deploy…')}
  </button>`;
}
