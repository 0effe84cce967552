import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { type ContributorEventView, contributorActions } from '../../src/app-panel/protocol.ts';
import { moreItems } from '../components/more-items.ts';
import type { Page } from '../shell/page.ts';
import { noPages } from '../shell/pages.ts';
import { icon, moment, type Content, quiet } from '../components/parts.ts';
import { select } from '../components/toolkit.ts';

type Action = (typeof contributorActions)[number];

function actionName(action: Action): string {
  const names: Record<Action, string> = {
    CONTRIBUTOR_ADDED: l10n.t('Contributor added'),
    CONTRIBUTOR_REMOVED: l10n.t('Contributor removed'),
    CONTRIBUTOR_ROLE_UPDATED: l10n.t('Role changed'),
    OWNERSHIP_TRANSFERRED: l10n.t('Ownership transferred'),
  };
  return names[action];
}

/** Draws the contributor history, which is fetched when it is opened. */
export function contributorHistory(page: Page): TemplateResult {
  const { open } = page.memory.history;
  return html`<section class="history">
    <button
      type="button"
      class="disclosure"
      aria-expanded=${open}
      aria-controls="contributor-history"
      @click=${() => page.history.showContributors({ open: !open })}
    >
      ${icon(open ? 'chevron-down' : 'chevron-right')}${l10n.t('Contributor history')}
    </button>
    <div id="contributor-history" ?hidden=${!open}>${open ? events(page) : nothing}</div>
  </section>`;
}

function events(page: Page): Content {
  const pages = page.history.contributors() ?? noPages;
  const { items, status } = pages;
  const foot = moreItems(page, pages, {
    key: 'history',
    loading: l10n.t('Contributor history: loading'),
    more: () => page.history.moreContributors(),
  });
  if (items.length === 0 && status === 'failed') return foot;
  const none = status === 'ready' ? nothingHappened(page) : nothing;
  return html`${actionFilter(page)} ${items.length === 0 ? none : table(page, items)} ${foot}`;
}

function nothingHappened(page: Page): TemplateResult {
  const text =
    page.memory.history.action === null
      ? l10n.t('No changes yet. Added, removed and changed contributors will appear here.')
      : l10n.t('No changes of this kind.');
  return html`<p class="quiet">${text}</p>`;
}

function table(page: Page, items: readonly ContributorEventView[]): TemplateResult {
  return html`<div class="scroll-x">
    <table class="plain">
      <caption class="spoken">
        ${l10n.t('Contributor history')}
      </caption>
      <thead>
        <tr>
          <th scope="col">${l10n.t('When')}</th>
          <th scope="col">${l10n.t('What')}</th>
          <th scope="col">${l10n.t('Contributor')}</th>
          <th scope="col">${l10n.t('Role')}</th>
          <th scope="col">${l10n.t('By')}</th>
        </tr>
      </thead>
      <tbody>
        ${items.map((event) => eventRow(page, event))}
      </tbody>
    </table>
  </div>`;
}

function actionFilter(page: Page): TemplateResult {
  const { action } = page.memory.history;
  const change = (value: string): void => {
    const chosen = contributorActions.find((known) => known === value) ?? null;
    if (chosen !== action) page.history.showContributors({ action: chosen });
  };
  const choices = [
    { value: '', label: l10n.t('All actions') },
    ...contributorActions.map((known) => ({ value: known, label: actionName(known) })),
  ];
  return html`<div class="toolbar">
    ${select({ label: l10n.t('Filter by action'), value: action ?? '', choices, change })}
  </div>`;
}

function eventRow(page: Page, { action, actor, contributor, role, at }: ContributorEventView): TemplateResult {
  return html`<tr>
    <td>${moment(page, at)}</td>
    <th scope="row">${action}</th>
    <td>${contributor ?? quiet('–')}</td>
    <td>${role ?? quiet('–')}</td>
    <td>${actor}</td>
  </tr>`;
}
