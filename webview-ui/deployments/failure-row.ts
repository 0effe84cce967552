import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { DeploymentView } from '../../src/deployments/deployments-protocol.ts';
import { learnMore } from '../components/learn-more.ts';
import { type Content, linkButton } from '../components/parts.ts';
import type { Page } from '../shell/page.ts';

/** Draws why a deployment failed, what Atlassian said, and what to do, in a row below its own. */
export function failureRow(page: Page, { id, environment, failure }: DeploymentView): Content {
  if (failure === undefined) return nothing;
  const { code, explanation, message, place, learnMore: target } = failure;
  const openPlace = (): void => void page.send('openFailedPlace', { deployment: id });
  return html`<tr class="failure">
    <td colspan="6">
      <div class="failure-text">
        <p>
          ${explanation}
          ${target === undefined ? nothing : learnMore(page, target, l10n.t('About the error {0}', code))}
        </p>
        ${message === undefined ? nothing : html`<p class="verbatim">${message}</p>`}
        <p class="failure-foot">
          <code>${code}</code>
          ${place === undefined ? nothing : linkButton(l10n.t('Open {0} in the Manifest', place), openPlace)}
          ${viewLogs(page, id, environment)}
        </p>
      </div>
    </td>
  </tr>`;
}

/** Draws the link to the logs of a deployment's environment. */
export function viewLogs(page: Page, id: string, environment: string): TemplateResult {
  const show = (): void => void page.send('showDeploymentLogs', { deployment: id });
  return linkButton(l10n.t('View Logs'), show, l10n.t('Logs of the app in {0}', environment));
}
