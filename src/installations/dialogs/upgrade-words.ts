import { l10n } from 'vscode';
import type { AppRef } from '../../apps/model/app-ref.ts';
import type { ChangeWords } from '../../changes/dialogs/outcome-text.ts';
import { count, plain, textLanguage } from '../../vscode/text.ts';
import type { InstallDifference, UpgradePlace } from '../model/installing.ts';
import { differenceText } from './consent-review.ts';
import { installRefusal } from './refusal-words.ts';

/** What is said about upgrading an installation. */
export function upgradeWords(
  app: Pick<AppRef, 'name'>,
  { installation, environment }: Pick<UpgradePlace, 'installation' | 'environment'>,
): ChangeWords<InstallDifference> {
  const [name, site, key] = [plain(app.name), plain(installation.site), plain(environment.key)];
  return {
    doing: l10n.t('Upgrading {0} from {1} on {2}', name, key, site),
    done: l10n.t('{0} from {1} was upgraded on {2}.', name, key, site),
    alreadyDone: l10n.t('{0} from {1} has the newest version on {2} already.', name, key, site),
    notDone: l10n.t('{0} from {1} wasn’t upgraded on {2}.', name, key, site),
    unsure: l10n.t('Couldn’t find out whether {0} from {1} was upgraded on {2}.', name, key, site),
    differences: (differences: readonly InstallDifference[]) => differences.map(differenceText).join(' '),
    refusal: installRefusal,
  };
}

/** What became of the sites that were upgraded one after another. */
export interface UpgradedSites {
  /** The sites that have the newest version. */
  readonly done: readonly string[];
  /** What is said of each site where that failed. */
  readonly problems: readonly string[];
  /** The sites that nothing was sent to, because the upgrade was cancelled or the account is signed out. */
  readonly left: readonly string[];
}

/** Names all sites, in whole sentences. */
export function sitesText(app: Pick<AppRef, 'name'>, { done, problems, left }: UpgradedSites): string {
  const name = plain(app.name);
  if (problems.length + left.length === 0)
    return done.length === 1
      ? l10n.t('{0} was upgraded on 1 site.', name)
      : l10n.t('{0} was upgraded on {1} sites.', name, count(done.length));
  return [
    ...(done.length === 0 ? [] : [l10n.t('{0} was upgraded on {1}.', name, listed(done))]),
    ...problems,
    ...(left.length === 0
      ? []
      : [
          l10n.t(
            '{0} wasn’t upgraded on {1}: nothing was sent there. Upgrade your sites again to go on.',
            name,
            listed(left),
          ),
        ]),
  ].join(' ');
}

function listed(sites: readonly string[]): string {
  return new Intl.ListFormat(textLanguage(), { type: 'conjunction' }).format(sites.map(plain));
}
