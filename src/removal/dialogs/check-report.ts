import { l10n } from 'vscode';
import { accountLabel } from '../../accounts/authentication-provider.ts';
import type { Account } from '../../core/account.ts';
import type { RemovalCheck } from '../model/removal-check.ts';
import { type Blocker, blockersOf } from '../model/blockers.ts';
import { type NamedRow, realRows } from '../model/named-rows.ts';
import { appTypeName, atlassianAppName } from '../../vscode/domain-names.ts';
import { facts, heading, escapeReportText, table, wrapped } from '../../vscode/report-layout.ts';
import { count } from '../../vscode/text.ts';
import { atlassianAppsText, blockerParagraphs, installationCount, personText, siteCount } from './removal-words.ts';

/**
 * A check as plain text: whether the app can be deleted, why not, and the facts behind that. `mySites` are the ids of the
 * developer's own sites.
 */
export function checkReport(check: RemovalCheck, account: Account, mySites: ReadonlySet<string>): string {
  const rows = realRows(check.rows);
  const blockers = blockersOf(check);
  const reasons = blockers.map((blocker, index) =>
    wrapped(`  ${index + 1}. ${blockerParagraphs(blocker, check, mySites).join(' ')}`, '     '),
  );
  const parts = [
    heading(escapeReportText(check.name)),
    [verdictText(blockers), ...reasons].join('\n'),
    facts(checkFacts(check, account).map(([label, value]) => [label, escapeReportText(value)])),
    ...(rows.length === 0 ? [] : [heading(l10n.t('Installations'), '-'), installationTable(rows)]),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The facts of a check as label and value. */
export function checkFacts(check: RemovalCheck, account: Account): readonly (readonly [string, string])[] {
  const rows = realRows(check.rows);
  return [
    [l10n.t('App ID'), check.id],
    [l10n.t('Type'), appTypeName(check.type)],
    [l10n.t('Account'), accountLabel(account)],
    [l10n.t('Owner'), ownerText(check)],
    [
      l10n.t('Installations'),
      rows.length === 0 ? l10n.t('None') : l10n.t('{0} on {1}', installationCount(rows.length), siteCount(rows)),
    ],
    [l10n.t('Marketplace'), listingText(check)],
    [l10n.t('Hosted storage'), storageText(check)],
    [l10n.t('Distribution link'), linkText(check)],
  ];
}

/** Whether an app with these blockers can be deleted. */
export function verdictText(blockers: readonly Blocker[]): string {
  if (blockers.length === 0) return l10n.t('Nothing stands in the way of deleting this app.');
  return blockers.length === 1
    ? l10n.t('This app can’t be deleted yet. One thing stands in the way.')
    : l10n.t('This app can’t be deleted yet. {0} things stand in the way.', count(blockers.length));
}

/** Production first. */
function installationTable(rows: readonly NamedRow[]): string {
  const sorted = rows.toSorted(
    (a, b) => Number(b.isProduction) - Number(a.isProduction) || a.environment.localeCompare(b.environment),
  );
  return table(
    [l10n.t('Environment'), l10n.t('Site'), l10n.t('Atlassian apps')],
    sorted.map((row) => [escapeReportText(row.environment), escapeReportText(row.site), atlassianAppsText(row)]),
  );
}

function ownerText({ ownership, accountId }: RemovalCheck): string {
  if (!ownership.known) return l10n.t('Not available');
  const { owner } = ownership;
  if (owner === undefined) return l10n.t('Nobody');
  return owner.accountId === accountId ? l10n.t('You') : personText(owner);
}

function listingText({ listing, payment }: RemovalCheck): string {
  if (listing === undefined) return l10n.t('Not listed');
  if (listing === 'unknown') return l10n.t('Not available');
  const words = {
    paid: l10n.t('paid via Atlassian'),
    free: l10n.t('free'),
    unknown: l10n.t('paid or free: not available'),
  };
  return `${listing.name} (${listing.key}), ${listing.status}, ${words[payment]}`;
}

function storageText({ hostedStorage }: RemovalCheck): string {
  if (hostedStorage === 'unknown') return l10n.t('Not available');
  return hostedStorage
    ? l10n.t('Yes. A site’s audit logs are erased 30 days after the app is uninstalled from it.')
    : l10n.t('No');
}

function linkText({ distributionLink }: RemovalCheck): string {
  if (distributionLink === undefined) return l10n.t('None');
  if (distributionLink === 'unknown') return l10n.t('Not available');
  const products = distributionLink.products.map((product) => atlassianAppName(product.toUpperCase()));
  return [distributionLink.status, ...products].join(', ');
}
