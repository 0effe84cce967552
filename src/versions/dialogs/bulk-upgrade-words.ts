import { l10n } from 'vscode';
import type { ChangeWords } from '../../changes/dialogs/outcome-text.ts';
import type { BulkUpgrade } from '../../core/version-usage.ts';
import { count, plain } from '../../vscode/text.ts';
import type { PlannedUpgrade, RunningUpgrade, UpgradeDifference } from '../model/bulk-upgrade.ts';
import { upgradeRefusal } from './upgrade-refusals.ts';

/** "1 installation", "1,800 installations". */
export function installationCount(number: number): string {
  return number === 1 ? l10n.t('1 installation') : l10n.t('{0} installations', count(number));
}

/** What is said about starting a bulk upgrade of that many installations. */
export function bulkUpgradeWords(plan: PlannedUpgrade, installations: number): ChangeWords<UpgradeDifference> {
  const { app, environment, source, target, limit } = plan;
  const [name, key, from, to] = [app.name, environment.key, source.version, target.version].map(plain);
  const place = { name: name ?? '', key: key ?? '', from: from ?? '', to: to ?? '' };
  const left = Math.max(0, installations - limit);
  return {
    doing: l10n.t('Starting to upgrade {name} in {key} from {from} to {to}', place),
    done:
      left === 0
        ? l10n.t('{name} is being upgraded in {key} from {from} to {to}.', place)
        : l10n.t('{name} is being upgraded in {key} from {from} to {to}. {left} are left for another bulk upgrade.', {
            ...place,
            left: installationCount(left),
          }),
    notDone: l10n.t('Couldn’t start to upgrade {name} in {key} from {from} to {to}.', place),
    unsure: l10n.t('Couldn’t find out whether {name} is being upgraded in {key} from {from} to {to}.', place),
    differences: ([difference]) =>
      difference === 'noInstallations'
        ? l10n.t('No installation has {from} any more.', place)
        : l10n.t('{from} can’t be upgraded to {to} in bulk any more.', place),
    refusal: (error) => upgradeRefusal(error, environment.key),
  };
}

/** What is said about cancelling a bulk upgrade. */
export function cancelUpgradeWords({ app, environment, versions }: RunningUpgrade): ChangeWords<BulkUpgrade['status']> {
  const place = { name: plain(app.name), key: plain(environment), versions: plain(versions) };
  return {
    doing: l10n.t('Cancelling the bulk upgrade of {name} in {key}', place),
    done: l10n.t(
      'The bulk upgrade of {name} in {key} ({versions}) was cancelled. What was upgraded stays upgraded.',
      place,
    ),
    notDone: l10n.t('Couldn’t cancel the bulk upgrade of {name} in {key} ({versions}).', place),
    unsure: l10n.t('Couldn’t find out whether the bulk upgrade of {name} in {key} ({versions}) was cancelled.', place),
    differences: () => l10n.t('It has already ended.'),
    refusal: (error) => upgradeRefusal(error, environment),
  };
}
