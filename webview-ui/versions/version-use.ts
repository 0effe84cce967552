import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { VersionBar, VersionUse } from '../../src/versions/versions-protocol.ts';
import { rule } from '../components/learn-more.ts';
import { count, installationCount } from '../components/page-words.ts';
import { type Content, copyable, linkButton, moment, quiet, skeleton, tag } from '../components/parts.ts';
import { failed } from '../components/section.ts';
import { button } from '../components/toolkit.ts';
import type { Page } from '../shell/page.ts';
import { type CodeDrift, codeDrift, type CountedInstallations, countedForDrift } from './code-drift.ts';
import { runCommand } from './run-command.ts';
import { releaseList, upgradeList } from './upgrade-lists.ts';

/** Draws who is on which version of an environment, what holds them back, and the upgrades that run and ran. */
export function versionUse(page: Page, environmentId: string): Content {
  const use = page.state.versionUses[environmentId];
  const retry = (): void => refresh(page, environmentId);
  if (use?.value === undefined)
    return use?.failure
      ? failed(page, `use of ${environmentId}`, use.failure, retry)
      : skeleton(4, l10n.t('Versions in use: loading'));
  const { bars } = use.value;
  if (bars.length === 0) return nothing;
  return html`<section class="version-use" aria-label=${l10n.t('Versions in use')}>
    ${use.failure ? html`<p class="attention">${l10n.t('Couldn’t refresh: {0}.', use.failure.short)} ${linkButton(l10n.t('Retry'), retry)}</p>` : nothing}
    ${toolbar(page, environmentId, use.value)} ${barTable(page, environmentId, use.value)}
    ${upgradeList(page, environmentId, use.value.upgrades)} ${releaseList(page, environmentId, use.value)}
  </section>`;
}

function refresh(page: Page, environmentId: string): void {
  void page.send('refreshVersionUse', { environmentId });
}

function toolbar(page: Page, environmentId: string, { bars, obstacle, upgrades }: VersionUse): TemplateResult {
  const isRunning = upgrades?.some((upgrade) => upgrade.isRunning) === true;
  const isUpToDate = bars.slice(1).every(({ installations }) => installations === 0);
  const reasons = [
    ...(obstacle === undefined ? [] : [obstacle]),
    ...(isRunning ? [l10n.t('A bulk upgrade is running.')] : []),
    ...(isUpToDate ? [l10n.t('All installations have the newest version.')] : []),
  ];
  return html`<div class="actions">
    ${button({
      label: l10n.t('Upgrade Installations…'),
      disabled: reasons.length > 0 || page.isBusy('versionCommand'),
      title: reasons[0] ?? l10n.t('Upgrade those that need no approval, without their admins'),
      click: () => runCommand(page, 'upgrade', environmentId),
    })}
    ${hasOwnOutdated(page, environmentId) ? upgradeMine(page, environmentId) : nothing}
    ${button({ label: l10n.t('Compare Versions…'), click: () => runCommand(page, 'compare', environmentId) })}
    ${reasons[0] === undefined ? nothing : quiet(reasons[0])}
  </div>`;
}

/** Whether an installation outside production, on a site that is marked as the person's own, has no newest version. */
function hasOwnOutdated({ state }: Page, environmentId: string): boolean {
  const environment = state.environments.value?.find(({ id }) => id === environmentId);
  return (
    environment?.kind !== 'production' &&
    (state.installations.value?.rows ?? []).some(
      (row) => row.environmentId === environmentId && row.isMine === true && row.status !== 'upToDate',
    )
  );
}

function upgradeMine(page: Page, environmentId: string): TemplateResult {
  return button({
    label: l10n.t('Upgrade My Sites…'),
    disabled: page.isBusy('installationCommand'),
    click: () =>
      void page.send('installationCommand', { command: 'upgradeMySites' }).then(() => refresh(page, environmentId)),
  });
}

function barTable(page: Page, environmentId: string, { bars }: VersionUse): TemplateResult {
  const drift = codeDrift(page.state.installations.value?.rows ?? [], environmentId);
  const most = Math.max(1, ...bars.map(({ installations = 0 }) => installations));
  return html`${rule(
      page,
      l10n.t(
        'Sites get a minor version by themselves. To a newer major one, they go when an admin approves it, or when you upgrade those that have nothing to approve.',
      ),
      'bulkUpgrade',
      l10n.t('Bulk upgrades'),
    )}
    <div class="scroll-x">
      <table class="plain use-table">
        <caption class="spoken">
          ${l10n.t('Versions in use')}
        </caption>
        <thead>
          <tr>
            <th scope="col">${l10n.t('Version')}</th>
            <th scope="col">${l10n.t('Installations')}</th>
          </tr>
        </thead>
        <tbody>
          ${bars.map((bar) => barRow(page, environmentId, bar, { most, drift: drift.get(bar.version) }))}
        </tbody>
      </table>
    </div>
    ${driftNote(page)}`;
}

/** Says of how many installations the code is known, while that is not all of them. */
function driftNote({ state }: Page): Content {
  const counted = countedForDrift(state.installations);
  return counted === undefined ? nothing : html`<p>${quiet(countedText(counted))}</p>`;
}

function countedText(counted: CountedInstallations | 'none'): string {
  if (counted === 'none') return l10n.t('Couldn’t load which code the installations run.');
  const { loaded, all } = counted;
  return all === undefined
    ? l10n.t('Which code they run is known for the {0} installations loaded so far.', count(loaded))
    : l10n.t('Which code they run is known for {0} of {1} installations so far.', count(loaded), count(all));
}

function barRow(
  page: Page,
  environmentId: string,
  bar: VersionBar,
  { most, drift }: { readonly most: number; readonly drift: CodeDrift | undefined },
): TemplateResult {
  const { version, installations, isNewest, isBackported, deployedAt } = bar;
  const fill = (100 * (installations ?? 0)) / most;
  return html`<tr>
    <th scope="row">
      ${copyable(page, version)}${isNewest ? html` ${tag(l10n.t('newest'))}` : nothing}${
        isBackported
          ? html` ${tag(l10n.t('back-ported'), l10n.t('Got a minor version after a newer major version was deployed'))}`
          : nothing
      }
      <div class="quiet">${moment(page, deployedAt)}</div>
      ${linkButton(
        l10n.t('Compare…'),
        () => runCommand(page, 'compare', environmentId, bar.id),
        l10n.t('Compare {0} with another version', version),
      )}
    </th>
    <td>
      ${installations === undefined ? quiet(l10n.t('Not available')) : html`<span title=${installationCount(installations)}>${count(installations)}</span>`}
      <span class="bar-track" aria-hidden="true"
        ><span class="bar-fill" .style=${`inline-size: ${fill}%`} ?hidden=${fill === 0}></span
      ></span>
      ${holds(bar, drift)}
    </td>
  </tr>`;
}

function holds({ reason, installations }: VersionBar, drift: CodeDrift | undefined): Content {
  const lines = [
    ...(reason === undefined || installations === 0 ? [] : [reason]),
    ...(drift === undefined || drift.ahead === 0
      ? []
      : [l10n.t('{0} with newer code, whose permissions are not approved', installationCount(drift.ahead))]),
    ...(drift === undefined || drift.behind === 0
      ? []
      : [l10n.t('{0} with older code', installationCount(drift.behind))]),
  ];
  return html`${lines.map((line) => html`<div>${line}</div>`)}`;
}
