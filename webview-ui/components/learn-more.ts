import * as l10n from '@vscode/l10n';
import type { TemplateResult } from 'lit';
import type { DocumentationPage } from '../../src/app-panel/protocol.ts';
import type { Page } from '../shell/page.ts';
import { linkButton } from './parts.ts';

/** Draws the link to the page of the documentation that says more; `about` names it for screen readers and on hover. */
export function learnMore(page: Page, target: DocumentationPage, about: string): TemplateResult {
  return linkButton(l10n.t('Learn more'), () => void page.send('openDocumentation', { page: target }), about);
}
