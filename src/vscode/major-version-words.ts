import { l10n } from 'vscode';
import type { MajorRule } from '../manifest/model/major-version.ts';

/** Why a deployment makes a major version, as an item of a list within a sentence. */
export function ruleName(rule: MajorRule): string {
  const names: Record<MajorRule, string> = {
    scopesAdded: l10n.t('scopes added'),
    scopesRemoved: l10n.t('scopes removed'),
    egressAdded: l10n.t('egress added'),
    egressCategoryChanged: l10n.t('category of egress changed'),
    endUserDataEgress: l10n.t('egress of end-user data'),
    contentPoliciesAdded: l10n.t('content security exceptions added'),
    remotesAdded: l10n.t('remotes added'),
    remotesChanged: l10n.t('remotes changed'),
    remotesRemoved: l10n.t('remotes removed'),
    consentModulesAdded: l10n.t('modules that need consent added'),
    licensingEnabled: l10n.t('licensing turned on'),
  };
  return names[rule];
}
