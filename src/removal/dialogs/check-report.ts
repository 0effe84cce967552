import { l10n } from 'vscode';
import { accountLabel } from '../../accounts/authentication-provider.ts';
import type { Account } from '../../core/account.ts';
import type { RemovalCheck } from '../model/removal-check.ts';
import { type Blocker, blockersOf } from '../model/blockers.ts';
import { type NamedRow, realRows } from '../model/named-rows.ts';
import { appTypeName, atlassianAppName } from '../../vscode/domain-names.ts';
import { facts, heading, escapeReportText, table, wrapped } from '../../vscode/report-layout.ts';
import { atlassianAppsText, changeText, installationCount, personText, siteCount } from './removal-words.ts';

/** A check as plain text: whether the app can be deleted, why not, and the facts behind that. */
export function checkReport(check: RemovalCheck, account: Account): string {
  const rows = realRows(check.rows);
  const parts = [
    heading(escapeReportText(check.name)),
    verdictText(blockersOf(check)),
    facts([
      [l10n.t('App ID'), check.id],
      [l10n.t('Type'), appTypeName(check.type)],
      [l10n.t('Account'), escapeReportText(accountLabel(account))],
      [l10n.t('Owner'), ownerText(check)],
      [
        l10n.t('Installations'),
        rows.length === 0 ? l10n.t('none') : l10n.t('{0} on {1}', installationCount(rows.length), siteCount(rows)),
      ],
      [l10n.t('Marketplace'), listingText(check)],
      [l10n.t('Hosted storage'), storageText(check)],
      [l10n.t('Distribution link'), linkText(check)],
    ]),
    ...(rows.length === 0 ? [] : [heading(l10n.t('Installations'), '-'), installationTable(rows)]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function verdictText(blockers: readonly Blocker[]): string {
  if (blockers.length === 0) return l10n.t('Nothing stands in the way of deleting this app. Deleting can’t be undone.');
  return [
    l10n.t('This app can’t be deleted yet:'),
    ...blockers.map((blocker, index) => wrapped(`  ${index + 1}. ${changeText(blocker)}`, '     ')),
  ].join('\n');
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
  if (!ownership.known) return l10n.t('not told to this account');
  const { owner } = ownership;
  if (owner === undefined) return l10n.t('nobody');
  return owner.accountId === accountId ? l10n.t('you') : personText(owner);
}

function listingText({ listing, payment }: RemovalCheck): string {
  if (listing === undefined) return l10n.t('not listed');
  if (listing === 'unknown') return l10n.t('could not be found out');
  const words = { paid: l10n.t('paid via Atlassian'), free: l10n.t('free'), unknown: l10n.t('paid or free: unknown') };
  return escapeReportText(`${listing.name} (${listing.key}), ${listing.status}, ${words[payment]}`);
}

function storageText({ hostedStorage }: RemovalCheck): string {
  if (hostedStorage === 'unknown') return l10n.t('could not be found out');
  return hostedStorage
    ? l10n.t('yes; audit logs stay available for 30 days after a site uninstalls the app')
    : l10n.t('none');
}

function linkText({ distributionLink }: RemovalCheck): string {
  if (distributionLink === undefined) return l10n.t('none');
  if (distributionLink === 'unknown') return l10n.t('could not be found out');
  const products = distributionLink.products.map((product) => atlassianAppName(product.toUpperCase()));
  return escapeReportText(`${distributionLink.status}, ${products.join(', ')}`);
}
