import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { VersionView } from '../../src/environments/environments-protocol.ts';
import { moreItems } from '../components/more-items.ts';
import type { Page } from '../shell/page.ts';
import { noPages } from '../shell/pages.ts';
import { copyable, icon, moment, type Content, quiet, spoken, tag } from '../components/parts.ts';
import { count } from '../components/page-words.ts';

/** Draws the fetched versions of an environment, newest first, each with its changes. */
export function versionHistory(page: Page, environmentId: string): Content {
  const pages = page.history.versions(environmentId) ?? noPages;
  const { items, status } = pages;
  if (items.length === 0 && status === 'ready')
    return html`<p class="quiet">${l10n.t('No versions yet. Each deployment adds one.')}</p>`;
  return html`${
    items.length === 0
      ? nothing
      : html`<h3>${l10n.t('Version history')}</h3>
          ${table(page, items)}`
  }
  ${moreItems(page, pages, {
    key: environmentId,
    loading: l10n.t('Versions: loading'),
    more: () => page.history.moreVersions(environmentId),
  })}`;
}

function table(page: Page, versions: readonly VersionView[]): TemplateResult {
  return html`<div class="scroll-x">
    <table class="plain versions-table">
      <caption class="spoken">
        ${l10n.t('Versions')}
      </caption>
      <thead>
        <tr>
          <th scope="col">${l10n.t('Version')}</th>
          <th scope="col">${l10n.t('Deployed')}</th>
          <th scope="col" class="number">${l10n.t('Scopes')}</th>
          <th scope="col">${l10n.t('Changes')}</th>
        </tr>
      </thead>
      <tbody>
        ${versions.map((version) => versionRow(page, version))}
      </tbody>
    </table>
  </div>`;
}

function versionRow(page: Page, version: VersionView): TemplateResult {
  return html`<tr>
    <th scope="row">
      ${copyable(page, version.version)}${version.isLatest ? html` ${tag(l10n.t('newest'))}` : nothing}
    </th>
    <td>${moment(page, version.deployedAt)}</td>
    <td class="number">${count(version.scopeCount)}</td>
    <td>${changes(version)}</td>
  </tr>`;
}

function changes({ changes: change }: VersionView): Content {
  if (change === undefined) return quiet(l10n.t('oldest known version'));
  const entries = [
    ...change.added.map((what) => changeView(what, 'added', l10n.t('scope added'))),
    ...change.removed.map((what) => changeView(what, 'removed', l10n.t('scope removed'))),
    ...change.egressAdded.map((what) => changeView(what, 'added', l10n.t('egress added'))),
    ...change.egressRemoved.map((what) => changeView(what, 'removed', l10n.t('egress removed'))),
  ];
  const major = change.isMajor ? tag(l10n.t('major version'), l10n.t('Admins of each site must approve it')) : nothing;
  if (entries.length === 0) return html`${major} ${quiet(l10n.t('same permissions as {0}', change.from))}`;
  return html`${major}
    <ul class="changes">
      ${entries}
    </ul>`;
}

function changeView(what: string, sign: 'added' | 'removed', label: string): TemplateResult {
  const symbol = icon(sign === 'added' ? 'add' : 'remove');
  return html`<li class=${sign}>${symbol}${spoken(`${label}:`)}<code title=${label}>${what}</code></li>`;
}
