import { l10n } from 'vscode';
import type { AppRef } from '../../apps/model/app-ref.ts';
import type { ChangeServices } from '../../changes/dialogs/change-services.ts';
import { runChange } from '../../changes/dialogs/run-change.ts';
import { requireTrust } from '../../changes/dialogs/require-trust.ts';
import { compareVersions, type Environment, majorOf } from '../../core/environment.ts';
import type { UpgradeTarget, UsedVersion, VersionUsage } from '../../core/version-usage.ts';
import { fetchUpgradeTargets } from '../../gateway/operations/fetch-upgrade-targets.ts';
import { fetchVersionFacts } from '../../gateway/operations/fetch-version-facts.ts';
import { fetchVersionUsage } from '../../gateway/operations/fetch-version-usage.ts';
import type { Prompts } from '../../vscode/prompts.ts';
import { plain, relativeTime } from '../../vscode/text.ts';
import { bulkUpgradeChange, mostUpgrades, type PlannedUpgrade } from '../model/bulk-upgrade.ts';
import { type VersionDifference, versionDifference } from '../model/version-difference.ts';
import { askUpgradeLimit } from './ask-limit.ts';
import { bulkUpgradeWords, installationCount } from './bulk-upgrade-words.ts';
import { bulkUpgradeReview } from './bulk-upgrade-review.ts';

/** What a bulk upgrade needs besides what every change does. */
export interface UpgradeServices extends ChangeServices {
  /** Shows the versions of an app with the progress of upgrades. */
  readonly showVersions: (app: AppRef) => Promise<void>;
  /** Called when something was upgraded, or may have been. */
  readonly changed: (app: AppRef, environment: string) => unknown;
}

/**
 * Upgrades installations of a version in bulk: asks for what is not given, tells what will change, and starts once the
 * environment's name is typed, in every environment: nothing takes an installation back to the version before. Throws
 * the gateway's errors of what is asked beforehand.
 */
export async function upgradeInBulk(
  app: AppRef,
  environment: Environment,
  sourceId: string | undefined,
  services: UpgradeServices,
): Promise<void> {
  if (!(await requireTrust(services.prompts))) return;
  const chosen = await choosePlan(app, environment, sourceId, services.prompts);
  if (chosen === undefined) return;
  const { plan, installations } = chosen;
  const difference = await differenceOf(plan, services.prompts);
  await runChange(
    {
      change: bulkUpgradeChange(plan),
      words: bulkUpgradeWords(plan, installations),
      confirmation: {
        review: bulkUpgradeReview(plan, installations, difference),
        typed: {
          title: l10n.t('Upgrade in Bulk'),
          warning: l10n.t('Installations can’t be taken back to the version before.'),
          environment: environment.key,
        },
      },
      settled: () => services.changed(app, environment.key),
      next: ({ status }) =>
        status === 'done' ? [{ label: l10n.t('Show Progress'), run: () => services.showVersions(app) }] : [],
    },
    services,
  );
}

interface ChosenPlan {
  readonly plan: PlannedUpgrade;
  /** How many installations the source has; undefined if not reported. */
  readonly installations: number | undefined;
}

async function choosePlan(
  app: AppRef,
  environment: Environment,
  sourceId: string | undefined,
  prompts: Prompts,
): Promise<ChosenPlan | undefined> {
  const { client } = app.data;
  const usage = await prompts.progress(l10n.t('Looking up the versions in {0}', plain(environment.key)), (_, signal) =>
    fetchVersionUsage(client, app.id, environment.key, signal),
  );
  const source = await chooseSource(app, environment, usage, sourceId, prompts);
  if (source === undefined) return undefined;
  const place = { environment: environment.key, sourceVersionId: source.version.id };
  const { installations = source.installations, targets } = await prompts.progress(
    l10n.t('Asking Atlassian where {0} can be upgraded to', plain(source.version.version)),
    (_, signal) => fetchUpgradeTargets(client, app.id, place, signal),
  );
  const target = await chooseTarget(app, source, targets, prompts);
  if (target === undefined) return undefined;
  const limit = await askUpgradeLimit(Math.min(target.limit ?? mostUpgrades, mostUpgrades), installations, prompts);
  if (limit === undefined) return undefined;
  const { id, version } = source.version;
  return { plan: { app, environment, source: { id, version }, target, limit }, installations };
}

/** The version whose installations are upgraded; says so if there is nothing to upgrade. */
async function chooseSource(
  app: AppRef,
  environment: Environment,
  { versions, bulkUpgrades }: VersionUsage,
  sourceId: string | undefined,
  prompts: Prompts,
): Promise<UsedVersion | undefined> {
  const [name, key] = [plain(app.name), plain(environment.key)];
  if (bulkUpgrades?.some(({ status }) => status === 'running') === true) {
    const text = l10n.t(
      '{0} is already being upgraded in {1}. Wait until that has ended, or cancel it in the Environments tab.',
      name,
      key,
    );
    await prompts.message(text, [], { severity: 'info' });
    return undefined;
  }
  const newestFirst = versions.toSorted((a, b) => compareVersions(b.version.version, a.version.version));
  const older = newestFirst.slice(1).filter(({ installations }) => installations !== 0);
  const given = older.find(({ version }) => version.id === sourceId);
  if (given) return given;
  if (older.length === 0) {
    const text = l10n.t('All installations of {0} in {1} have the newest version.', name, key);
    await prompts.message(text, [], { severity: 'info' });
    return undefined;
  }
  const items = older.map((used, index) => ({
    label: plain(used.version.version),
    description: used.installations === undefined ? '' : installationCount(used.installations),
    value: index,
  }));
  const title = l10n.t('Upgrade {0} in {1}', name, key);
  const chosen = await prompts.pick(items, { title, placeholder: l10n.t('The version to upgrade from') });
  return chosen === undefined ? undefined : older[chosen];
}

async function chooseTarget(
  app: AppRef,
  { version }: UsedVersion,
  targets: readonly UpgradeTarget[],
  prompts: Prompts,
): Promise<UpgradeTarget | undefined> {
  const [name, from] = [plain(app.name), plain(version.version)];
  if (targets.length === 0) {
    const text = l10n.t(
      'Installations of {0} with {1} can’t be upgraded in bulk: each newer version needs the approval of the sites’ admins, or is licensed differently.',
      name,
      from,
    );
    await prompts.message(text, [], { severity: 'info' });
    return undefined;
  }
  const items = targets.map(({ version: to, deployedAt }, index) => ({
    label: plain(to),
    description: l10n.t('deployed {0}', relativeTime(deployedAt)),
    value: index,
  }));
  const title = l10n.t('Upgrade {0} from {1}', name, from);
  const chosen = await prompts.pick(items, { title, placeholder: l10n.t('The version to upgrade to') });
  return chosen === undefined ? undefined : targets[chosen];
}

/** What the installations get; undefined if the gateway doesn't know what is in one of the versions. */
async function differenceOf(
  { app, environment, source, target }: PlannedUpgrade,
  prompts: Prompts,
): Promise<VersionDifference | undefined> {
  const title = l10n.t('Comparing {0} and {1}', plain(source.version), plain(target.version));
  return prompts.progress(title, async (_, signal) => {
    const [before, after] = await Promise.all(
      [source, target].map(({ version }) =>
        fetchVersionFacts(app.data.client, app.id, { environment: environment.key, major: majorOf(version) }, signal),
      ),
    );
    return before && after && versionDifference(before, after);
  });
}
