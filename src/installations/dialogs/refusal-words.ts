import { l10n } from 'vscode';
import type { ForgeError } from '../../core/errors.ts';

/**
 * Why the gateway doesn't install or upgrade an app, and the way out, by the error types that the Forge CLI knows;
 * undefined for others.
 */
export function installRefusal({ details: { errorType } }: ForgeError): string | undefined {
  switch (errorType) {
    case 'PERMISSION_DENIED':
      return l10n.t('You have to be an admin of the site to install apps there. Ask one of its admins to install it.');
    case 'APP_ALREADY_INSTALLED':
      return l10n.t('It is installed there already. To get a newer version, upgrade that installation.');
    case 'INSTALLATION_LIMIT_REACHED':
      return l10n.t('The site has as many apps as it can have. Uninstall apps there that nobody uses, and try again.');
    case 'INSTALLATION_ALREADY_UPGRADED':
      return l10n.t('It has the newest version already. Refresh the installations to see it.');
    case 'DECOUPLED_STATE_NOT_ENABLED':
      return l10n.t('Its code can’t be upgraded without its permissions. Upgrade both.');
    default:
      return errorType === undefined ? undefined : codeRefusal(errorType);
  }
}

/** Why code alone can't be upgraded. */
function codeRefusal(errorType: string): string | undefined {
  switch (errorType) {
    case 'DIFFERENT_ENVIRONMENT_ROLLING_RELEASE':
      return l10n.t('The version belongs to another environment. Deploy to this one, and upgrade again.');
    case 'VERSION_DECREASES_ROLLING_RELEASE':
      return l10n.t('The code would be older than the permissions that the site approved. Upgrade to a newer version.');
    case 'EGRESS_TO_WEB_TRIGGER_ROLLING_RELEASE':
      return l10n.t('The new version adds a web trigger that sends data out. Upgrade code and permissions together.');
    case 'STORAGE_CHANGE_ROLLING_RELEASE':
      return l10n.t('The new version stores data elsewhere or of another kind. Upgrade code and permissions together.');
    case 'LICENSE_CHANGE_ROLLING_RELEASE':
      return l10n.t('The new version changes whether a licence is needed. Upgrade code and permissions together.');
    case 'MIGRATION_KEY_CHANGE_ROLLING_RELEASE':
      return l10n.t('The new version replaces another Connect app. Upgrade code and permissions together.');
    case 'EGRESS_USER_DATA_TO_REMOTE_ROLLING_RELEASE':
      return l10n.t('The new version sends people’s data to a remote. Upgrade code and permissions together.');
    case 'MISSING_APP_MANAGED_PERMISSIONS_ROLLING_RELEASE':
      return l10n.t(
        'The new version needs permissions that the site hasn’t approved, and the manifest doesn’t leave them to the app. Upgrade code and permissions together.',
      );
    case 'ADDED_STORAGE_SCOPE_ROLLING_RELEASE':
      return l10n.t('The new version adds the scope storage:app. Upgrade code and permissions together.');
    default:
      return errorType.endsWith('_ROLLING_RELEASE')
        ? l10n.t('The new version changes more than code. Upgrade code and permissions together.')
        : undefined;
  }
}

/** Refusals that upgrading the permissions, too, does nothing about. */
const notAboutPermissions: readonly string[] = [
  'DIFFERENT_ENVIRONMENT_ROLLING_RELEASE',
  'VERSION_DECREASES_ROLLING_RELEASE',
];

/** Whether code alone was refused that can be upgraded together with the permissions. */
export function needsPermissions({ details: { errorType = '' } }: ForgeError): boolean {
  if (errorType === 'DECOUPLED_STATE_NOT_ENABLED') return true;
  return errorType.endsWith('_ROLLING_RELEASE') && !notAboutPermissions.includes(errorType);
}
