import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { card } from '../components/card.ts';
import { count } from '../components/page-words.ts';
import { copyable, facts, quiet } from '../components/parts.ts';
import type { Page } from '../shell/page.ts';
import { tabLink } from './tab-link.ts';

/** Draws the card with the app's contributors and the user's own role. */
export function contributorsCard(page: Page): TemplateResult {
  return card(page, 'contributors', 'organization', {
    name: 'contributors',
    title: l10n.t('Contributors'),
    section: page.state.contributors,
    lines: 3,
    body: (list) => {
      const you = list.find(({ isYou }) => isYou);
      const owner = list.find(({ isOwner }) => isOwner)?.name ?? page.state.profile.value?.ownerName;
      const role =
        you === undefined
          ? quiet(l10n.t('Not listed as a contributor'))
          : [...(you.isOwner ? [l10n.t('Owner')] : []), ...you.roles].join(', ');
      return html`${facts([
        { label: l10n.t('Your role'), value: role },
        { label: l10n.t('Owner'), value: owner ?? quiet(l10n.t('Not available')) },
        { label: l10n.t('Total'), value: copyable(page, String(list.length), count(list.length)) },
      ])}
      ${tabLink(page, 'contributors', l10n.t('View contributors'))}`;
    },
  });
}
