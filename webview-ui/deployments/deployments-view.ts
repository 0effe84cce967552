import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { DeploymentsView, DeploymentView } from '../../src/deployments/deployments-protocol.ts';
import { type Content, copyable, emptyState, icon, linkButton, moment, quiet } from '../components/parts.ts';
import { count, dayName } from '../components/page-words.ts';
import { sectionBody } from '../components/section.ts';
import { select } from '../components/toolkit.ts';
import type { Page } from '../shell/page.ts';
import { builds } from './builds-view.ts';
import { failureRow } from './failure-row.ts';
import { runningDeployments } from './running-view.ts';

/** Rows that are drawn until all are asked for. */
const rowsAtFirst = 50;

const symbols: Record<DeploymentView['status'], string> = {
  running: 'sync',
  done: 'check',
  failed: 'error',
  unknown: 'question',
};

/** Draws what runs, the deployments of the last days, and the builds. */
export function deploymentsTab(page: Page): TemplateResult {
  return html`<div class="tab-body deployments-tab">
    ${sectionBody(page, {
      name: 'deployments',
      title: l10n.t('Deployments'),
      section: page.state.deployments,
      lines: 8,
      body: (view) => html`${runningDeployments(page, view.rows)} ${history(page, view)}`,
    })}
    <section aria-labelledby="builds-title">
      <h2 class="part" id="builds-title">${l10n.t('Builds')}</h2>
      ${builds(page)}
    </section>
  </div>`;
}

function history(page: Page, { rows, since, isCut }: DeploymentsView): Content {
  const ended = rows.filter(({ status }) => status !== 'running');
  if (rows.length === 0)
    return emptyState(
      'rocket',
      l10n.t('Nothing was deployed since {0}', dayName(since)),
      l10n.t('Deployments to all environments appear here for 30 days, whoever started them.'),
    );
  const { environment, all } = page.memory.deployments;
  const chosen = environment === null ? ended : ended.filter((one) => one.environment === environment);
  const shown = all ? chosen : chosen.slice(0, rowsAtFirst);
  return html`${environmentFilter(page, rows)}
  ${chosen.length === 0 ? html`<p class="quiet">${l10n.t('No deployments to this environment have ended in the last 30 days.')}</p>` : table(page, shown)}
  ${
    shown.length < chosen.length
      ? html`<p class="more">
          ${linkButton(l10n.t('Show all {0} deployments', count(chosen.length)), () =>
            page.remember({ deployments: { ...page.memory.deployments, all: true } }),
          )}
        </p>`
      : nothing
  }
  ${isCut ? html`<p class="quiet">${l10n.t('There are older ones. They can be seen in the developer console.')}</p>` : nothing}`;
}

function environmentFilter(page: Page, rows: readonly DeploymentView[]): TemplateResult {
  const { deployments } = page.memory;
  const environments = [...new Set(rows.map(({ environment }) => environment))].sort();
  return html`<div class="toolbar">
    ${select({
      label: l10n.t('Filter by environment'),
      value: deployments.environment ?? '',
      choices: [
        { value: '', label: l10n.t('All environments') },
        ...environments.map((value) => ({ value, label: value })),
      ],
      change: (value) => page.remember({ deployments: { ...deployments, environment: value === '' ? null : value } }),
    })}
  </div>`;
}

function table(page: Page, rows: readonly DeploymentView[]): TemplateResult {
  return html`<div class="scroll-x">
    <table class="plain folding deployments">
      <caption class="spoken">
        ${l10n.t('Deployments')}
      </caption>
      <thead>
        <tr>
          <th scope="col">${l10n.t('Environment')}</th>
          <th scope="col">${l10n.t('Status')}</th>
          <th scope="col">${l10n.t('Started')}</th>
          <th scope="col">${l10n.t('By')}</th>
          <th scope="col" class="number">${l10n.t('Major version')}</th>
          <th scope="col">${l10n.t('Build')}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map((deployment) => [deploymentRow(page, deployment), failureRow(page, deployment)])}
      </tbody>
    </table>
  </div>`;
}

function deploymentRow(page: Page, { environment, status, statusName, at, by, major, tag, failure }: DeploymentView) {
  return html`<tr class=${failure ? 'with-failure' : nothing}>
    <th scope="row">${environment}</th>
    <td class="status-${status}">${icon(symbols[status])}${statusName}</td>
    <td>${moment(page, at)}</td>
    <td>${by ?? quiet(l10n.t('Not available'))}</td>
    ${
      major === undefined
        ? html`<td class="number blank">${quiet('–')}</td>`
        : html`<td class="number" data-head=${l10n.t('Major version')}>${count(major)}</td>`
    }
    ${
      tag === undefined
        ? html`<td class="blank">${quiet('–')}</td>`
        : html`<td data-head=${l10n.t('Build')}>${copyable(page, tag)}</td>`
    }
  </tr>`;
}
