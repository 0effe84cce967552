import { l10n } from 'vscode';
import type { RemovalCheck } from '../model/removal-check.ts';
import { type ActiveCustomers, activeCustomers } from '../model/active-customers.ts';
import type { AppDifference, Blocker } from '../model/blockers.ts';
import { type NamedRow, realRows } from '../model/named-rows.ts';
import type { UnusedReason } from '../model/unused-apps.ts';
import { reason } from '../../vscode/notify.ts';
import { count } from '../../vscode/text.ts';
import { atlassianAppName } from '../../vscode/domain-names.ts';
import { escapeReportText } from '../../vscode/report-layout.ts';

/** For example "1 installation" or "12 installations". */
export function installationCount(number: number): string {
  return number === 1 ? l10n.t('1 installation') : l10n.t('{0} installations', count(number));
}

/** For example "1 site" or "3 sites". */
export function siteCount(rows: readonly NamedRow[]): string {
  return siteNumber(new Set(rows.map(({ siteId }) => siteId)).size);
}

function siteNumber(number: number): string {
  return number === 1 ? l10n.t('1 site') : l10n.t('{0} sites', count(number));
}

/** The Atlassian apps of an installation, the required one first. */
export function atlassianAppsText({ atlassianApp, secondaryAtlassianApps, technical }: NamedRow): string {
  return technical ? l10n.t('technical') : [atlassianApp, ...secondaryAtlassianApps].map(atlassianAppName).join(', ');
}

/** What stands in the way of deleting an app, in a few words. */
export function blockerHeading({ kind }: Blocker): string {
  const words: Record<Blocker['kind'], string> = {
    notForge: l10n.t('Not a Forge app'),
    notOwner: l10n.t('You’re not the owner'),
    ownerUnknown: l10n.t('Owner not available'),
    listed: l10n.t('Listed on the Atlassian Marketplace'),
    listingUnknown: l10n.t('Marketplace listing not available'),
    installed: l10n.t('Installed'),
  };
  return words[kind];
}

/** The same in full, a paragraph each; `mySites` are the ids of the developer's own sites. */
export function blockerParagraphs(
  blocker: Blocker,
  check: RemovalCheck,
  mySites: ReadonlySet<string>,
): readonly string[] {
  if (blocker.kind !== 'listed') return [changeText(blocker)];
  return [changeText(blocker), paymentText(blocker.payment), customersText(activeCustomers(check, mySites))];
}

function paymentText(payment: RemovalCheck['payment']): string {
  if (payment === 'paid') return l10n.t('Customers pay for it via Atlassian.');
  if (payment === 'free') return l10n.t('It’s free.');
  return l10n.t('Atlassian didn’t say whether it’s paid or free, so both guides are below.');
}

/** Whether the end-of-life terms apply: to apps with active customers only. */
function customersText({ sites, unlicensed, known }: ActiveCustomers): string {
  if (sites.length === 0)
    return known
      ? l10n.t('It has no active customers, so the end-of-life terms don’t apply.')
      : l10n.t(
          'No site of a customer was found in production. If it has active customers, the end-of-life terms apply.',
        );
  if (unlicensed.length === sites.length)
    return l10n.t(
      'The end-of-life terms apply to apps with active customers. Licences aren’t available for {0}, so each counts as an active customer.',
      siteNumber(unlicensed.length),
    );
  if (unlicensed.length > 0)
    return l10n.t(
      'It has active customers on {0}, so the end-of-life terms apply. Licences aren’t available for {1} of them, which count as customers.',
      siteNumber(sites.length),
      count(unlicensed.length),
    );
  return known
    ? l10n.t('It has active customers on {0}, so the end-of-life terms apply.', siteNumber(sites.length))
    : l10n.t(
        'It’s installed in production on {0}. If any is an active customer, the end-of-life terms apply.',
        siteNumber(sites.length),
      );
}

/** A blocker or a change since the confirmation, in one or more sentences. */
export function changeText(change: AppDifference): string {
  switch (change.kind) {
    case 'notForge':
      return change.type === 'connect'
        ? l10n.t('This is a Connect app. Delete it in the developer console.')
        : l10n.t('This is an OAuth 2.0 (3LO) integration. Delete it in the developer console.');
    case 'notOwner':
      return change.owner
        ? l10n.t('Only the owner can delete an app. The owner is {0}.', personText(change.owner))
        : l10n.t('Only the owner can delete an app, and Atlassian names no owner.');
    case 'ownerUnknown':
      return l10n.t(
        'Only the owner can delete an app, and the owner isn’t available to this account: {0}.',
        escapeReportText(reason(change.error)),
      );
    case 'installed':
      return change.rows.length > 0 ? installedText(change.rows) : leftoverText(change.technical);
    case 'listed':
      return l10n.t(
        'It’s listed on the Atlassian Marketplace ({0}). Retire it there before you delete it.',
        escapeReportText(change.status),
      );
    case 'listingUnknown':
      return l10n.t('Couldn’t find out whether it’s listed on the Atlassian Marketplace.');
    case 'renamed':
      return l10n.t('Its name is now {0}.', escapeReportText(change.now));
    case 'ownerChanged':
      return change.owner
        ? l10n.t('Its owner is now {0}.', personText(change.owner))
        : l10n.t('Its owner isn’t available any more.');
    case 'installationChanged':
      return l10n.t(
        'The installation is now {0} in {1}.',
        atlassianAppsText(change.row),
        escapeReportText(change.row.environment),
      );
  }
}

function installedText(rows: readonly NamedRow[]): string {
  const sites = new Set(rows.map(({ siteId }) => siteId)).size;
  if (rows.length === 1) return l10n.t('It has 1 installation. An app can be deleted once it’s installed nowhere.');
  return sites === 1
    ? l10n.t(
        'It has {0} installations on 1 site. An app can be deleted once it’s installed nowhere.',
        count(rows.length),
      )
    : l10n.t(
        'It has {0} installations on {1} sites. An app can be deleted once it’s installed nowhere.',
        count(rows.length),
        count(sites),
      );
}

function leftoverText(number: number): string {
  return number === 1
    ? l10n.t(
        'Atlassian still lists 1 technical entry of an earlier installation. Uninstalling from all sites removes it.',
      )
    : l10n.t(
        'Atlassian still lists {0} technical entries of earlier installations. Uninstalling from all sites removes them.',
        count(number),
      );
}

/** A person's name, with the e-mail address unless it is hidden. */
export function personText({ name, email }: { readonly name: string; readonly email?: string }): string {
  return escapeReportText(email === undefined ? name : `${name} <${email}>`);
}

/** Why an app counts as unused. */
export function unusedText(why: UnusedReason): string {
  if (why.kind === 'neverDeployed') return l10n.t('never deployed');
  if (why.kind === 'notInstalled') return l10n.t('no installations');
  return l10n.t('not updated for {0} months', count(why.months));
}

/** Where an app is installed: tab-separated lines of site, Atlassian apps and environment. */
export function siteList({ rows }: RemovalCheck): string {
  return realRows(rows)
    .map((row) => [row.site, atlassianAppsText(row), row.environment].join('\t'))
    .join('\n');
}
