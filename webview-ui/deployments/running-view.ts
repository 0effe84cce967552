import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { DeploymentView } from '../../src/deployments/deployments-protocol.ts';
import { around, type Content, icon, moment } from '../components/parts.ts';
import type { Page } from '../shell/page.ts';
import { viewLogs } from './failure-row.ts';

type Stage = NonNullable<DeploymentView['stages']>[number];

/** Draws the deployments that run, each with its stages. */
export function runningDeployments(page: Page, rows: readonly DeploymentView[]): Content {
  const running = rows.filter(({ status }) => status === 'running');
  if (running.length === 0) return nothing;
  return html`<div class="running-deployments">${running.map((deployment) => runningCard(page, deployment))}</div>`;
}

function runningCard(page: Page, deployment: DeploymentView): TemplateResult {
  const { id, environment, at, by, lastMessage, isOverdue } = deployment;
  const title = l10n.t('Deploying to {0}', environment);
  return html`<article class="card running-deployment" aria-labelledby="running-${id}">
    <div class="card-head">
      <h2 id="running-${id}">${icon('rocket')}${title}</h2>
      <span class="quiet"
        >${around((time) => l10n.t('started {0}', time), moment(page, at))}${by === undefined ? nothing : ` · ${by}`}</span
      >
    </div>
    ${stageList(deployment)} ${lastMessage === undefined ? nothing : html`<p class="verbatim quiet">${lastMessage}</p>`}
    ${isOverdue === true ? overdueNote() : nothing}
    <p class="card-foot">${viewLogs(page, id, environment)}</p>
  </article>`;
}

function stageList({ stages, isRefused = false }: DeploymentView): Content {
  if (stages === undefined && !isRefused)
    return html`<p class="quiet" aria-busy="true">${l10n.t('Asking how far it is…')}</p>`;
  return html`${
    stages === undefined
      ? nothing
      : html`<ol class="stages">
          ${stages.map((stage, index) => stageItem(stage, index > 0 && !isDone(stages[index - 1])))}
        </ol>`
  }
  ${isRefused ? refusedNote() : nothing}`;
}

function refusedNote(): TemplateResult {
  return html`<p class="attention">
    ${icon('warning')}${l10n.t('Atlassian doesn’t tell this account how far this deployment is, so it isn’t followed. Refresh to ask again; the terminal or the build that started it tells how it ends.')}
  </p>`;
}

function overdueNote(): TemplateResult {
  return html`<p class="attention">
    ${icon('warning')}${l10n.t('This deployment has been running for more than an hour, which is much longer than usual. It may have been given up: look at the terminal or the build that started it. The environment stays as it was until it ends.')}
  </p>`;
}

function stageItem({ description, done, total }: Stage, isWaiting: boolean): TemplateResult {
  const state = stageState({ description, done, total }, isWaiting);
  return html`<li class="stage-${state.name}">
    <span class="stage-head">${icon(state.icon)}${description} <span class="spoken">${state.label}</span></span>
    <progress
      max=${Math.max(1, total)}
      value=${done}
      aria-label=${l10n.t('{0}: {1} of {2} steps', description, done, total)}
    ></progress>
    <span class="quiet stage-count">${l10n.t('{0} of {1}', done, total)}</span>
  </li>`;
}

function stageState(
  stage: Stage,
  isWaiting: boolean,
): { readonly name: string; readonly icon: string; readonly label: string } {
  if (isDone(stage)) return { name: 'done', icon: 'check', label: l10n.t('done') };
  if (isWaiting) return { name: 'waiting', icon: 'circle-outline', label: l10n.t('not started') };
  return { name: 'running', icon: 'sync', label: l10n.t('in progress') };
}

const isDone = (stage: Stage | undefined): boolean => stage !== undefined && stage.done >= stage.total;
