import { l10n } from 'vscode';
import type { Contributor } from '../../core/contributor.ts';
import type { ForgeError } from '../../core/errors.ts';
import type { BulkUpgrade, RollingRelease, VersionUsage } from '../../core/version-usage.ts';
import { ruleName } from '../../vscode/major-version-words.ts';
import { named } from '../../vscode/domain-names.ts';
import { reason } from '../../vscode/notify.ts';
import { rollingRuleText } from '../dialogs/upgrade-refusals.ts';
import type { FoundReleases } from '../model/rolling-access.ts';
import { openStatuses } from '../model/rolling-release.ts';
import { type VersionShare, versionShares } from '../model/version-shares.ts';
import type { ReleaseRow, RollingView, UpgradeRow, VersionBar, VersionUse } from '../versions-protocol.ts';

/** What is known besides the usage itself. */
export interface UseCircumstances {
  readonly accountId: string;
  /** Undefined until they are loaded. */
  readonly contributors: readonly Contributor[] | undefined;
  /** Undefined until they are loaded. */
  readonly rolling: FoundReleases | ForgeError | undefined;
}

/** The versions in use of an environment as the page shows them. */
export function versionUseView(usage: VersionUsage, known: UseCircumstances): VersionUse {
  const shares = versionShares(usage.versions);
  const newest = shares[0]?.version.version ?? '';
  const versionNames = new Map(usage.versions.map(({ version }) => [version.id, version.version]));
  const obstacle = obstacleOf(known);
  return {
    bars: shares.map((share) => barView(share, newest)),
    ...(usage.bulkUpgrades && {
      upgrades: usage.bulkUpgrades.map((one) => upgradeView(one, versionNames, known.contributors)),
    }),
    ...(obstacle !== undefined && { obstacle }),
    rolling: rollingView(known.rolling),
  };
}

function barView(
  { version, installations, isNewest, isBackported, approvals }: VersionShare,
  newest: string,
): VersionBar {
  const reasons = approvals.map(({ rule }) => ruleName(rule)).join(', ');
  return {
    id: version.id,
    version: version.version,
    isNewest,
    isBackported,
    deployedAt: version.deployedAt.getTime(),
    canUpgrade: !isNewest && approvals.length === 0 && installations !== 0,
    ...(installations !== undefined && { installations }),
    ...(!isNewest && {
      reason:
        reasons === ''
          ? l10n.t('Nothing to approve for {0}: can be upgraded in bulk', newest)
          : l10n.t('Admins must approve {0}: {1}', newest, reasons),
    }),
  };
}

function upgradeView(
  upgrade: BulkUpgrade,
  versionNames: ReadonlyMap<string, string>,
  contributors: readonly Contributor[] | undefined,
): UpgradeRow {
  const { id, status, sourceVersionId, targetVersionId, createdAt, completedAt, completed, failed, pending } = upgrade;
  const starter = contributors?.find(({ accountId }) => accountId === upgrade.startedBy)?.name;
  const names: Record<BulkUpgrade['status'], string> = {
    running: l10n.t('Running'),
    complete: l10n.t('Complete'),
    cancelled: l10n.t('Cancelled'),
    other: l10n.t('Unknown'),
  };
  return {
    id,
    isRunning: status === 'running',
    status: names[status],
    from: versionNames.get(sourceVersionId) ?? sourceVersionId,
    to: versionNames.get(targetVersionId) ?? targetVersionId,
    startedAt: createdAt.getTime(),
    ...(completedAt && { endedAt: completedAt.getTime() }),
    ...(starter !== undefined && { startedBy: starter }),
    completed,
    failed,
    pending,
  };
}

/** By the Forge CLI, admins and deployers upgrade in bulk; nothing is said until the roles are known. */
function obstacleOf({ accountId, contributors }: UseCircumstances): string | undefined {
  const me = contributors?.find((contributor) => contributor.accountId === accountId);
  if (me === undefined || me.isOwner || me.roles.length === 0) return undefined;
  return me.roles.some((role) => role === 'ADMIN' || role === 'DEPLOYER')
    ? undefined
    : l10n.t('You need the Admin or Deployer role to upgrade installations. An admin of the app can give it to you.');
}

function rollingView(rolling: UseCircumstances['rolling']): RollingView {
  if (rolling === undefined) return { status: 'unused' };
  if (rolling instanceof Error) {
    const isRefused = ['forbidden', 'refused', 'notFound'].includes(rolling.kind);
    return isRefused ? { status: 'refused', reason: reason(rolling) } : { status: 'failed', reason: reason(rolling) };
  }
  const { releases, eligibility } = rolling;
  if (releases.length === 0 && eligibility?.sources.some(({ isEligible }) => isEligible) !== true)
    return { status: 'unused' };
  return {
    status: 'ready',
    releases: releases.map(releaseView),
    ...(eligibility && { next: { version: eligibility.targetVersion, eligible: eligibility.eligible } }),
    left: (eligibility?.sources ?? [])
      .filter(({ isEligible, installations }) => !isEligible && installations > 0)
      .map(({ version, installations, rules }) => ({
        version,
        installations,
        reasons: rules.map(rollingRuleText).join(', '),
      })),
  };
}

function releaseView(release: RollingRelease): ReleaseRow {
  const { id, status, version, total, succeeded, failed, startedAt, completedAt, startedBy } = release;
  return {
    id,
    isRunning: openStatuses.has(status),
    status: named(status, {
      QUEUED: l10n.t('Queued'),
      RUNNING: l10n.t('Running'),
      COMPLETED: l10n.t('Complete'),
      FAILED: l10n.t('Failed'),
      CANCELLED: l10n.t('Cancelled'),
      TERMINATED: l10n.t('Stopped by Atlassian'),
      TIMED_OUT: l10n.t('Timed out'),
    }),
    version,
    startedAt: startedAt.getTime(),
    ...(completedAt && { endedAt: completedAt.getTime() }),
    ...(startedBy !== undefined && { startedBy }),
    total,
    succeeded,
    failed,
  };
}
