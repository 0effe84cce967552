import { l10n } from 'vscode';
import type { RemovalCheck } from '../model/removal-check.ts';
import type { Change } from '../model/blockers.ts';
import { type NamedRow, realRows } from '../model/named-rows.ts';
import type { UnusedReason } from '../model/unused-apps.ts';
import { reason } from '../../vscode/notify.ts';
import { count } from '../../vscode/text.ts';
import { appTypeName, atlassianAppName } from '../../vscode/domain-names.ts';
import { escapeReportText } from '../../vscode/report-layout.ts';

/** For example "1 installation" or "12 installations". */
export function installationCount(number: number): string {
  return number === 1 ? l10n.t('1 installation') : l10n.t('{0} installations', count(number));
}

/** For example "1 site" or "3 sites". */
export function siteCount(rows: readonly NamedRow[]): string {
  const number = new Set(rows.map(({ siteId }) => siteId)).size;
  return number === 1 ? l10n.t('1 site') : l10n.t('{0} sites', count(number));
}

/** The Atlassian apps of an installation, the required one first. */
export function atlassianAppsText({ atlassianApp, secondaryAtlassianApps, technical }: NamedRow): string {
  return technical ? l10n.t('technical') : [atlassianApp, ...secondaryAtlassianApps].map(atlassianAppName).join(', ');
}

/** A blocker or a change since the confirmation, in one or more sentences. */
export function changeText(change: Change): string {
  switch (change.kind) {
    case 'notForge':
      return l10n.t('It is no Forge app but {0}: the developer console deletes it.', appTypeName(change.type));
    case 'notOwner':
      return change.owner
        ? l10n.t('Only the owner can delete an app; the owner is {0}.', personText(change.owner))
        : l10n.t('Only the owner can delete an app, and the gateway names no owner.');
    case 'ownerUnknown':
      return l10n.t(
        'Only the owner can delete an app, and this account is not told who that is: {0}.',
        escapeReportText(reason(change.error)),
      );
    case 'installed':
      return change.rows.length > 0
        ? l10n.t('It is installed: {0} on {1}.', installationCount(change.rows.length), siteCount(change.rows))
        : l10n.t(
            'Technical rows of earlier installations are left ({0}); uninstalling it from everywhere removes them.',
            count(change.technical),
          );
    case 'listed':
      return [
        l10n.t(
          'It is listed on the Atlassian Marketplace ({0}) and has to be retired there first.',
          escapeReportText(change.status),
        ),
        ...(change.activeCustomers ? [l10n.t('It has active customers, so the end-of-life terms apply.')] : []),
      ].join(' ');
    case 'listingUnknown':
      return l10n.t('Whether it is listed on the Atlassian Marketplace could not be found out.');
    case 'renamed':
      return l10n.t('Its name is now {0}.', escapeReportText(change.now));
    case 'ownerChanged':
      return change.owner
        ? l10n.t('Its owner is now {0}.', personText(change.owner))
        : l10n.t('Its owner is not known any more.');
    case 'installationChanged':
      return l10n.t(
        'The installation is now {0} in {1}.',
        atlassianAppsText(change.row),
        escapeReportText(change.row.environment),
      );
  }
}

/** A person's name, with the e-mail address unless it is hidden. */
export function personText({ name, email }: { readonly name: string; readonly email?: string }): string {
  return escapeReportText(email === undefined ? name : `${name} <${email}>`);
}

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
