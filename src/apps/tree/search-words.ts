import { l10n } from 'vscode';
import { appKindName, atlassianAppName } from '../../vscode/domain-names.ts';
import type { AccountData } from '../model/account-data.ts';
import type { Finding, FoundBy, SearchContext } from '../model/search.ts';

const words: SearchContext['words'] = { type: appKindName, atlassianApp: atlassianAppName };

/** What the search finds an account's apps by, in the editor's language. */
export function searchContext({ loaded }: AccountData): SearchContext {
  return { words, loaded };
}

const labels: Record<FoundBy, (text: string) => string> = {
  name: (text) => text,
  marketplaceKey: (text) => l10n.t('Marketplace key {0}', text),
  id: (text) => l10n.t('App ID {0}', text),
  owner: (text) => l10n.t('Owner {0}', text),
  type: (text) => l10n.t('Type {0}', text),
  atlassianApp: (text) => l10n.t('Runs in {0}', text),
  developerSpace: (text) => l10n.t('Developer space {0}', text),
  scope: (text) => l10n.t('Scope {0}', text),
  site: (text) => l10n.t('Installed on {0}', text),
  description: (text) => l10n.t('“{0}”', text),
};

/** What an app was found by, for its row: such as "Scope read:jira-work". */
export function findingText({ by, text }: Finding): string {
  return labels[by](text);
}
