import type { AccountData } from '../../apps/model/account-data.ts';
import type { AppRef } from '../../apps/model/app-ref.ts';
import type { Change, Look } from '../../changes/model/change.ts';
import type { Environment } from '../../core/environment.ts';
import { ForgeError } from '../../core/errors.ts';
import type { BulkUpgrade, UpgradeTarget } from '../../core/version-usage.ts';
import { cancelBulkUpgrade } from '../../gateway/operations/cancel-bulk-upgrade.ts';
import { fetchBulkUpgrade } from '../../gateway/operations/fetch-bulk-upgrade.ts';
import { fetchUpgradeTargets } from '../../gateway/operations/fetch-upgrade-targets.ts';
import { fetchVersionUsage } from '../../gateway/operations/fetch-version-usage.ts';
import { startBulkUpgrade, type StartedBulkUpgrade } from '../../gateway/operations/start-bulk-upgrade.ts';

/** The most installations that one bulk upgrade reaches, by Atlassian’s documentation. */
export const mostUpgrades = 1800;

/** The app whose installations are upgraded, with what reaches the gateway. */
export interface UpgradedApp extends Pick<AppRef, 'id' | 'name'> {
  readonly data: Pick<AccountData, 'account' | 'client'>;
}

/** A bulk upgrade as a person confirmed it. */
export interface PlannedUpgrade {
  readonly app: UpgradedApp;
  readonly environment: Pick<Environment, 'id' | 'key' | 'kind'>;
  readonly source: { readonly id: string; readonly version: string };
  readonly target: Pick<UpgradeTarget, 'id' | 'version'>;
  /** How many installations are upgraded at most. */
  readonly limit: number;
}

/** What the gateway says right before a bulk upgrade begins. */
export interface UpgradeFacts {
  readonly isEligible: boolean;
  readonly installations: number | undefined;
  /** Ids of the bulk upgrades that there are; undefined if not reported. */
  readonly known: readonly string[] | undefined;
}

/** What differs from what was confirmed. */
export type UpgradeDifference = 'notEligible' | 'noInstallations';

/**
 * Upgrading the installations of one version to another: checked right before it is sent, and found among the
 * environment’s bulk upgrades afterwards.
 */
export function bulkUpgradeChange(plan: PlannedUpgrade): Change<UpgradeFacts, UpgradeDifference, StartedBulkUpgrade> {
  const { app, environment, source, target, limit } = plan;
  const { client, account } = app.data;
  let before: readonly string[] | undefined;
  return {
    account,
    app: { id: app.id, name: app.name },
    action: 'bulkUpgrade',
    environment: environment.key,
    subject: `${source.version} → ${target.version}`,
    check: {
      async load(signal) {
        const facts = await upgradeFacts(plan, signal);
        before = facts.known;
        return facts;
      },
      differences: ({ isEligible, installations }) => [
        ...(isEligible ? [] : ['notEligible' as const]),
        ...(installations === 0 ? ['noInstallations' as const] : []),
      ],
    },
    send: (signal) =>
      startBulkUpgrade(client, { sourceVersionId: source.id, targetVersionId: target.id, limit }, signal),
    async look(): Promise<Look> {
      const { bulkUpgrades } = await fetchVersionUsage(client, app.id, environment.key);
      if (bulkUpgrades === undefined || before === undefined)
        throw new ForgeError('badReply', 'the gateway doesn’t list bulk upgrades');
      const known = before;
      const isOurs = (one: BulkUpgrade) =>
        !known.includes(one.id) && one.sourceVersionId === source.id && one.targetVersionId === target.id;
      return bulkUpgrades.some((one) => isOurs(one) && one.startedBy === account.id) ? 'done' : 'notDone';
    },
  };
}

async function upgradeFacts(
  { app, environment, source, target }: PlannedUpgrade,
  signal: AbortSignal,
): Promise<UpgradeFacts> {
  const { client } = app.data;
  const place = { environment: environment.key, sourceVersionId: source.id };
  const [{ installations, targets }, { bulkUpgrades }] = await Promise.all([
    fetchUpgradeTargets(client, app.id, place, signal),
    fetchVersionUsage(client, app.id, environment.key, signal),
  ]);
  return {
    isEligible: targets.some(({ id }) => id === target.id),
    installations,
    known: bulkUpgrades?.map(({ id }) => id),
  };
}

/** A bulk upgrade that is to be cancelled. */
export interface RunningUpgrade {
  readonly app: UpgradedApp;
  readonly environment: string;
  readonly id: string;
  /** Such as `3.5.0 → 4.3.0`. */
  readonly versions: string;
}

/** Cancelling a bulk upgrade, unless it has ended: the difference is how. */
export function cancelUpgradeChange(running: RunningUpgrade): Change<BulkUpgrade, BulkUpgrade['status']> {
  const { app, environment, id, versions } = running;
  const { client, account } = app.data;
  return {
    account,
    app: { id: app.id, name: app.name },
    action: 'cancelBulkUpgrade',
    environment,
    subject: versions,
    check: {
      load: (signal) => fetchBulkUpgrade(client, id, signal),
      differences: ({ status }) => (status === 'complete' ? [status] : []),
      isDone: ({ status }) => status === 'cancelled',
    },
    send: (signal) => cancelBulkUpgrade(client, id, signal),
    look: async () => ((await fetchBulkUpgrade(client, id)).status === 'cancelled' ? 'done' : 'notDone'),
  };
}
