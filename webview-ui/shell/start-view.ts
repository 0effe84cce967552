import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import type { Failure } from '../../src/app-panel/protocol.ts';
import { icon } from '../components/parts.ts';
import { button } from '../components/toolkit.ts';

/** Draws the page's outline until the extension sends its state. */
export function starting(): TemplateResult {
  return html`<div class="starting" aria-busy="true">
    <div class="skeleton title">
      <div></div>
      <div></div>
    </div>
    <div class="skeleton">
      <div></div>
      <div></div>
      <div></div>
      <div></div>
    </div>
  </div>`;
}

/** Draws the failure to receive the extension's state. */
export function notStarted({ short, reason }: Failure, retry: () => void): TemplateResult {
  return html`<div class="tab-body">
    <div class="failed" role="alert">
      ${icon('error')}
      <div>
        <p class="failed-title">${l10n.t('Couldn’t load the panel: {0}', short)}</p>
        <p>${reason}</p>
        <div class="actions">${button({ label: l10n.t('Retry'), primary: true, click: retry })}</div>
      </div>
    </div>
  </div>`;
}
