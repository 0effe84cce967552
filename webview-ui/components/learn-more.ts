import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import type { DocumentationPage } from '../../src/core/documentation.ts';
import type { Page } from '../shell/page.ts';
import { linkButton } from './parts.ts';

/** Draws the link to the page of the documentation that says more; `about` names it for screen readers and on hover. */
export function learnMore(page: Page, target: DocumentationPage, about: string): TemplateResult {
  return linkButton(l10n.t('Learn more'), () => void page.send('openDocumentation', { page: target }), about);
}

/** Draws a rule of Atlassian with the link to the page that says more. */
export function rule(page: Page, text: string, target: DocumentationPage, about: string): TemplateResult {
  return html`<p class="rule">${text} ${learnMore(page, target, about)}</p>`;
}
