import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { ReleaseRow, UpgradeRow, VersionUse } from '../../src/versions/versions-protocol.ts';
import { rule } from '../components/learn-more.ts';
import { count } from '../components/page-words.ts';
import { type Content, linkButton, moment, quiet } from '../components/parts.ts';
import { button } from '../components/toolkit.ts';
import type { Page } from '../shell/page.ts';
import { runCommand } from './run-command.ts';

type LeftVersion = Extract<VersionUse['rolling'], { readonly status: 'ready' }>['left'][number];

/** Draws the bulk upgrades of an environment, with the progress of one that runs. */
export function upgradeList(page: Page, environmentId: string, upgrades: readonly UpgradeRow[] | undefined): Content {
  if (upgrades === undefined) return html`<p>${quiet(l10n.t('Bulk upgrades: not available'))}</p>`;
  if (upgrades.length === 0) return nothing;
  return html`<h3>${l10n.t('Bulk upgrades')}</h3>
    ${listOf(
      page,
      l10n.t('Bulk upgrades'),
      upgrades.map((upgrade) => ({
        ...upgrade,
        what: `${upgrade.from} → ${upgrade.to}`,
        cancel: () => runCommand(page, 'cancelUpgrade', environmentId, upgrade.id),
      })),
    )}`;
}

/** Draws the rolling releases of an environment, where the app uses them or this account may not ask. */
export function releaseList(page: Page, environmentId: string, { rolling, obstacle }: VersionUse): Content {
  if (rolling.status === 'unused') return nothing;
  if (rolling.status === 'refused')
    return html`<p>
      ${quiet(l10n.t('Rolling releases: not available with your API token.'))}
      ${linkButton(
        l10n.t('Open Developer Console'),
        () => void page.send('openConsole', { page: 'overview' }),
        rolling.reason,
      )}
    </p>`;
  if (rolling.status === 'failed')
    return html`<h3>${l10n.t('Rolling releases')}</h3>
      <p class="attention">${l10n.t('Couldn’t load: {0}.', rolling.reason)}</p>`;
  const { releases, next, left } = rolling;
  const isRunning = releases.some((release) => release.isRunning);
  return html`<h3>${l10n.t('Rolling releases')}</h3>
    ${rule(
      page,
      l10n.t(
        'The app manages its permissions itself, so its code goes out before they are approved. Atlassian never takes code back: deploy a good build to go forward.',
      ),
      'rollingReleases',
      l10n.t('Rolling releases'),
    )}
    <div class="actions">
      ${button({
        label: l10n.t('Start Rolling Release…'),
        disabled: isRunning || obstacle !== undefined || next?.eligible === 0 || page.isBusy('versionCommand'),
        title: obstacle ?? reachText(next),
        click: () => runCommand(page, 'startRelease', environmentId),
      })}
      ${next === undefined ? nothing : quiet(reachText(next))}
    </div>
    ${left.map((one) => html`<p>${quiet(leftText(one))}</p>`)}
    ${listOf(
      page,
      l10n.t('Rolling releases'),
      releases.map((release) => ({
        ...toRow(release),
        cancel: () => runCommand(page, 'cancelRelease', environmentId, release.id),
      })),
    )}`;
}

function leftText({ version, installations, reasons }: LeftVersion): string {
  return installations === 1
    ? l10n.t('1 installation on {0} stays: {1}', version, reasons)
    : l10n.t('{0} installations on {1} stay: {2}', count(installations), version, reasons);
}

function reachText(next: { readonly version: string; readonly eligible: number } | undefined): string {
  if (next === undefined) return l10n.t('How many installations it would reach is not available.');
  return next.eligible === 1
    ? l10n.t('1 installation would get {0}', next.version)
    : l10n.t('{0} installations would get {1}', count(next.eligible), next.version);
}

function toRow({ version, total, succeeded, failed, ...release }: ReleaseRow): Omit<Row, 'cancel'> {
  return { ...release, what: version, completed: succeeded, failed, pending: Math.max(0, total - succeeded - failed) };
}

interface Row extends Pick<UpgradeRow, 'id' | 'isRunning' | 'status' | 'startedAt' | 'endedAt' | 'startedBy'> {
  readonly what: string;
  readonly completed: number;
  readonly failed: number;
  readonly pending: number;
  readonly cancel: () => void;
}

function listOf(page: Page, title: string, rows: readonly Row[]): Content {
  if (rows.length === 0) return nothing;
  return html`<div class="scroll-x">
    <table class="plain upgrades-table">
      <caption class="spoken">
        ${title}
      </caption>
      <thead>
        <tr>
          <th scope="col">${l10n.t('Version')}</th>
          <th scope="col">${l10n.t('Status')}</th>
          <th scope="col">${l10n.t('Progress')}</th>
          <th scope="col">${l10n.t('Started')}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => listRow(page, row))}
      </tbody>
    </table>
  </div>`;
}

function listRow(page: Page, row: Row): TemplateResult {
  const { what, status, startedAt, startedBy, isRunning, cancel } = row;
  return html`<tr>
    <th scope="row">${what}</th>
    <td>${status} ${isRunning ? linkButton(l10n.t('Cancel…'), cancel, l10n.t('Cancel {0}', what)) : nothing}</td>
    <td>${progress(row)}</td>
    <td>
      ${moment(page, startedAt)}${startedBy === undefined ? nothing : html`<div class="quiet">${startedBy}</div>`}
    </td>
  </tr>`;
}

function progress({ completed, failed, pending, isRunning }: Row): TemplateResult {
  const total = Math.max(1, completed + failed + pending);
  const text = [
    l10n.t('{0} upgraded', count(completed)),
    ...(failed === 0 ? [] : [l10n.t('{0} failed', count(failed))]),
    ...(pending === 0 ? [] : [isRunning ? l10n.t('{0} to go', count(pending)) : l10n.t('{0} left', count(pending))]),
  ].join(', ');
  const fill = (100 * (completed + failed)) / total;
  return html`${text}${
    isRunning
      ? html`<span
          class="bar-track"
          role="progressbar"
          aria-label=${text}
          aria-valuenow=${Math.round(fill)}
          aria-valuemin="0"
          aria-valuemax="100"
          ><span class="bar-fill" .style=${`inline-size: ${fill}%`}></span
        ></span>`
      : nothing
  }`;
}
