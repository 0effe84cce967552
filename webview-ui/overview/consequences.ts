import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { PermissionsView } from '../../src/manifest/permissions-protocol.ts';
import { icon, tag } from '../components/parts.ts';
import { groupConsequences } from './group-consequences.ts';

/** Draws the consequences of the next deployment to each environment. */
export function consequenceList(consequences: PermissionsView['consequences']): TemplateResult {
  return html`<ul class="consequences">
    ${groupConsequences(consequences).map(
      ({ labels, message, needsApproval }) =>
        html`<li>
          ${icon(needsApproval ? 'warning' : 'info')}
          <span
            ><strong>${labels.join(', ')}</strong>
            ${message}${needsApproval ? html` ${tag(l10n.t('needs approval'))}` : nothing}</span
          >
        </li>`,
    )}
  </ul>`;
}
