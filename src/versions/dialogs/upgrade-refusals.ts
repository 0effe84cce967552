import { l10n } from 'vscode';
import type { ForgeError } from '../../core/errors.ts';
import { plain } from '../../vscode/text.ts';

/**
 * Why Atlassian refused a bulk upgrade or a rolling release, and the way out, by the error types that the Forge CLI
 * knows; undefined for others, and for a token that lacks a scope.
 */
export function upgradeRefusal({ details }: ForgeError, environment: string): string | undefined {
  if (details.lacksScope === true) return undefined;
  switch (details.errorType) {
    case 'APP_ROLLOUT_RUNNING':
      return l10n.t(
        'Installations in {0} are being upgraded already. Wait until that has ended, or cancel it.',
        plain(environment),
      );
    case 'TOO_MANY_APP_ROLLOUTS_RUNNING_FOR_ACCOUNT':
      return l10n.t(
        'Your account is running a bulk upgrade elsewhere, and Atlassian allows one at a time. Wait until it has ended.',
      );
    case 'APP_ROLLOUTS_UNAVAILABLE':
      return l10n.t('Atlassian is running as many bulk upgrades as it can. Try again in 30 minutes.');
    case 'PermissionDeniedError':
    case 'PERMISSION_DENIED':
      return l10n.t(
        'You need the Admin or Deployer role in {0}. An admin of the app can give it to you.',
        plain(environment),
      );
    case 'APP_NOT_FOUND':
      return l10n.t('Atlassian no longer knows one of the versions. Refresh the Environments tab, and choose again.');
    case 'APP_ROLLOUT_NOT_RUNNING':
      return l10n.t('It has already ended. What was upgraded stays upgraded.');
    case 'DECOUPLED_STATE_NOT_ENABLED':
      return l10n.t(
        'The app doesn’t manage its permissions itself. Set “permissions.enforcement” to “app-managed” in its manifest, and deploy it first.',
      );
    default:
      return undefined;
  }
}

/** Why an installation can’t get a version by a rolling release; an unknown rule keeps the gateway’s spelling. */
export function rollingRuleText(rule: string): string {
  const texts: Readonly<Record<string, () => string>> = {
    DIFFERENT_ENVIRONMENT: () => l10n.t('another environment'),
    VERSION_DECREASES: () => l10n.t('a newer version already'),
    EGRESS_TO_WEB_TRIGGER: () => l10n.t('the first dynamic web trigger'),
    STORAGE_CHANGE: () => l10n.t('the first use of storage'),
    LICENSE_CHANGE: () => l10n.t('another licensing'),
    MIGRATION_KEY_CHANGE: () => l10n.t('another Connect key'),
    EGRESS_USER_DATA_TO_REMOTE: () => l10n.t('end-user data to a remote'),
    MISSING_APP_MANAGED_PERMISSIONS: () => l10n.t('permissions that the app doesn’t manage'),
    ADDED_STORAGE_SCOPE: () => l10n.t('a new scope for storage'),
  };
  const name = rule.replace(/_ROLLING_RELEASE$/, '');
  return (Object.hasOwn(texts, name) ? texts[name]?.() : undefined) ?? rule;
}
