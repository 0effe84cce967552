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

/** How many installations have a version, as a sentence; undefined if not reported. */
export function haveThisVersion(installations: number | undefined): string {
  if (installations === undefined) return l10n.t('Atlassian doesn’t say how many installations have this version.');
  return installations === 1
    ? l10n.t('1 installation has this version.')
    : l10n.t('{0} installations have this version.', count(installations));
}

/** What is said about starting a bulk upgrade of that many installations; undefined if not reported. */
export function bulkUpgradeWords(
  plan: PlannedUpgrade,
  installations: number | undefined,
): ChangeWords<UpgradeDifference> {
  const { app, environment, source, target, limit } = plan;
  const [name, key, from, to] = [app.name, environment.key, source.version, target.version].map(plain);
  const place = { name: name ?? '', key: key ?? '', from: from ?? '', to: to ?? '' };
  const left = Math.max(0, (installations ?? 0) - limit);
  const begun = l10n.t('{name} is being upgraded in {key} from {from} to {to}.', place);
  return {
    doing: l10n.t('Starting to upgrade {name} in {key} from {from} to {to}', place),
    done: left === 0 ? begun : `${begun} ${leftText(left)}`,
    notDone: l10n.t('Couldn’t start to upgrade {name} in {key} from {from} to {to}.', place),
    unsure: l10n.t('Couldn’t find out whether {name} is being upgraded in {key} from {from} to {to}.', place),
    differences: ([difference]) =>
      difference === 'noInstallations'
        ? l10n.t('No installation has {from} any more.', place)
        : l10n.t('{from} can’t be upgraded to {to} in bulk any more.', place),
    refusal: (error) => upgradeRefusal(error, environment.key),
  };
}

function leftText(left: number): string {
  return left === 1
    ? l10n.t('1 installation is left for another bulk upgrade.')
    : l10n.t('{0} installations are left for another bulk upgrade.', count(left));
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
