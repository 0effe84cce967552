import { l10n } from 'vscode';
import { accountLabel } from '../accounts/authentication-provider.ts';
import type { Licence } from '../core/installation.ts';
import { failureView } from '../vscode/failure-view.ts';
import {
  appTypeName,
  atlassianAppName,
  distributionName,
  environmentKindName,
  installationStatusName,
  named,
  roleName,
} from '../vscode/domain-names.ts';
import type { ViewWords } from './section-views.ts';

/** The panel's texts in the editor's language. Unknown values of the gateway keep its spelling. */
export const viewWords: ViewWords = {
  appType: appTypeName,
  distribution: distributionName,
  atlassianApp: atlassianAppName,
  environmentKind: environmentKindName,
  installationStatus: installationStatusName,
  role: roleName,
  account: accountLabel,
  egressKind: (kind) =>
    named(kind, {
      'fetch.backend': l10n.t('backend fetch'),
      'fetch.client': l10n.t('client fetch'),
      fonts: l10n.t('fonts'),
      frames: l10n.t('frames'),
      images: l10n.t('images'),
      media: l10n.t('media'),
      navigation: l10n.t('navigation'),
      scripts: l10n.t('scripts'),
      styles: l10n.t('styles'),
    }),
  licence: licenceName,
  edition: (edition) =>
    named(edition.toLowerCase(), { standard: l10n.t('Standard'), advanced: l10n.t('Advanced') }, edition),
  listingStatus: (status) =>
    named(status, {
      PUBLIC: l10n.t('public'),
      PRIVATE: l10n.t('private'),
      SUBMITTED: l10n.t('submitted for approval'),
      READY_TO_LAUNCH: l10n.t('ready to launch'),
      REJECTED: l10n.t('rejected'),
    }),
  linkStatus: (status) => named(status, { ACTIVE: l10n.t('active'), INACTIVE: l10n.t('inactive') }),
  failure: failureView,
};

function licenceName({ active, evaluation, type }: Licence): string {
  const state = active ? l10n.t('active') : l10n.t('inactive');
  return [
    state,
    ...(evaluation ? [l10n.t('trial')] : []),
    ...(type === undefined ? [] : [type.toLowerCase().replaceAll('_', ' ')]),
  ].join(', ');
}
