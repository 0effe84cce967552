import type { Change, Look } from '../../changes/model/change.ts';
import type { Environment } from '../../core/environment.ts';
import { ForgeError } from '../../core/errors.ts';
import { cancelRollingRelease } from '../../gateway/operations/cancel-rolling-release.ts';
import { startRollingRelease } from '../../gateway/operations/start-rolling-release.ts';
import type { UpgradedApp } from './bulk-upgrade.ts';
import type { FoundReleases, RollingAccess } from './rolling-access.ts';

/** A rolling release as a person confirmed it. */
export interface PlannedRelease {
  readonly app: UpgradedApp;
  readonly environment: Pick<Environment, 'id' | 'key' | 'kind'>;
  /** The newest version, which the gateway releases. */
  readonly target: { readonly id: string; readonly version: string };
  /** After how many installations it stops; absent for all. */
  readonly limit: number | undefined;
}

/** What differs from what was confirmed. */
export type ReleaseDifference = 'otherVersion' | 'nobodyEligible';

/** Starting a rolling release: checked right before it is sent, and found in the list afterwards. */
export function rollingReleaseChange(
  plan: PlannedRelease,
  access: RollingAccess,
): Change<FoundReleases, ReleaseDifference> {
  const { app, environment, target, limit } = plan;
  let before: FoundReleases | undefined;
  let begun: string | undefined;
  const list = (signal?: AbortSignal) => access.list(app.data, app.id, environment.id, signal);
  return {
    ...subjectOf(app, environment.key, target.version),
    action: 'startRollingRelease',
    check: {
      load: async (signal) => (before = await list(signal)),
      differences: ({ eligibility }) => [
        ...(eligibility !== undefined && eligibility.targetVersionId !== target.id ? ['otherVersion' as const] : []),
        ...(eligibility?.eligible === 0 ? ['nobodyEligible' as const] : []),
      ],
    },
    async send(signal) {
      const release = { appId: app.id, form: before?.form ?? 'uuid', environmentId: environment.id, limit };
      const reply = await startRollingRelease(app.data.client, release, signal);
      begun = reply.id;
      return reply;
    },
    async look(): Promise<Look> {
      const known = new Set(before?.releases.map(({ id }) => id));
      const fresh = (await list()).releases.filter(({ id }) => !known.has(id));
      if (fresh.some(({ id, startedById }) => id === begun || startedById === app.data.account.id)) return 'done';
      // One that a deployment began names nobody either.
      if (fresh.some(({ startedById }) => startedById === undefined))
        throw new ForgeError('forbidden', 'the gateway doesn’t say who started the rolling release');
      return 'notDone';
    },
  };
}

/** A rolling release that is to be cancelled. */
export interface RunningRelease {
  readonly app: UpgradedApp;
  readonly environment: Pick<Environment, 'id' | 'key'>;
  readonly id: string;
  readonly version: string;
}

/** The statuses of a rolling release that has not ended. */
export const openStatuses: ReadonlySet<string> = new Set(['QUEUED', 'RUNNING']);

/** Cancelling a rolling release, unless it has ended: the difference is its status. */
export function cancelReleaseChange(
  { app, environment, id, version }: RunningRelease,
  access: RollingAccess,
): Change<string | undefined, string> {
  const status = async (signal?: AbortSignal) =>
    (await access.list(app.data, app.id, environment.id, signal)).releases.find((one) => one.id === id)?.status;
  return {
    ...subjectOf(app, environment.key, version),
    action: 'cancelRollingRelease',
    check: {
      load: status,
      differences: (now) => (now === undefined || now === 'CANCELLED' || openStatuses.has(now) ? [] : [now]),
      isDone: (now) => now === 'CANCELLED',
    },
    send: (signal) => cancelRollingRelease(app.data.client, id, signal),
    look: async () => ((await status()) === 'CANCELLED' ? 'done' : 'notDone'),
  };
}

function subjectOf(app: UpgradedApp, environment: string, version: string) {
  return { account: app.data.account, app: { id: app.id, name: app.name }, environment, subject: version };
}
