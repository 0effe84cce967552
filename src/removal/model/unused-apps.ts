import type { App } from '../../core/app.ts';
import { type ForgeError, toForgeError } from '../../core/errors.ts';
import { forEachInPool } from '../../core/pool.ts';
import type { GatewayClient } from '../../gateway/client.ts';
import { fetchOwner } from '../../gateway/operations/fetch-app-owner.ts';
import { fetchAppUsage, type AppUsage } from '../../gateway/operations/fetch-app-usage.ts';

/** Why an app looks unused. */
export type UnusedReason =
  | { readonly kind: 'neverDeployed' }
  | { readonly kind: 'notInstalled' }
  | { readonly kind: 'notUpdated'; readonly months: number };

export interface UnusedApp {
  readonly app: App;
  readonly usage: AppUsage;
  readonly reasons: readonly UnusedReason[];
}

export interface UnusedApps {
  /** Least recently updated first. */
  readonly candidates: readonly UnusedApp[];
  /** Apps that could not be checked. */
  readonly unchecked: readonly { readonly app: App; readonly error: ForgeError }[];
}

export interface UnusedAppsSearch {
  readonly client: GatewayClient;
  /** Only apps that this account owns are candidates. */
  readonly accountId: string;
  readonly apps: readonly App[];
  /** An app counts as unused after this many months without an update. */
  readonly months: number;
  readonly now: Date;
  readonly signal: AbortSignal;
  /** Called with the number of apps that are done. */
  readonly onProgress: (done: number) => void;
}

/** How many apps are checked at the same time. */
const concurrency = 4;

/** Why an app looks unused at `now`; `months` is the number of whole months without an update that counts. */
export function unusedReasons(
  { updatedAt }: App,
  { deployed, installations }: AppUsage,
  months: number,
  now: Date,
): readonly UnusedReason[] {
  const since =
    (now.getUTCFullYear() - updatedAt.getUTCFullYear()) * 12 +
    now.getUTCMonth() -
    updatedAt.getUTCMonth() -
    (now.getUTCDate() < updatedAt.getUTCDate() ? 1 : 0);
  return [
    ...(deployed ? [] : [{ kind: 'neverDeployed' as const }]),
    ...(installations > 0 ? [] : [{ kind: 'notInstalled' as const }]),
    ...(since >= months ? [{ kind: 'notUpdated' as const, months: since }] : []),
  ];
}

/**
 * Finds the Forge apps among `apps` that the account owns and that look unused. Throws `cancelled` and `signedOut`; an
 * app that can't be checked for another reason is `unchecked`.
 */
export async function findUnused(search: UnusedAppsSearch): Promise<UnusedApps> {
  const { client, accountId, apps, months, now, signal, onProgress } = search;
  const candidates: UnusedApp[] = [];
  const unchecked: { app: App; error: ForgeError }[] = [];
  const queue = apps.filter(({ type }) => type === 'forge' || type === 'unknown');
  let done = apps.length - queue.length;

  async function check(app: App): Promise<void> {
    try {
      const [owner, usage] = await Promise.all([
        fetchOwner(client, app.id, signal),
        fetchAppUsage(client, app.id, signal),
      ]);
      const reasons = unusedReasons(app, usage, months, now);
      if (owner?.accountId === accountId && reasons.length > 0) candidates.push({ app, usage, reasons });
    } catch (thrown) {
      const error = toForgeError(thrown);
      if (error.kind === 'cancelled' || error.kind === 'signedOut') throw error;
      // Accounts that may not see an app's contributors don't own it.
      if (error.kind !== 'forbidden') unchecked.push({ app, error });
    }
    onProgress(++done);
  }
  await forEachInPool(queue, concurrency, check);
  candidates.sort((a, b) => a.app.updatedAt.getTime() - b.app.updatedAt.getTime());
  return { candidates, unchecked };
}
