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

export interface Candidate {
  readonly app: App;
  readonly usage: AppUsage;
  readonly reasons: readonly UnusedReason[];
}

export interface UnusedApps {
  /** The apps that look unused, the longest untouched first. */
  readonly candidates: readonly Candidate[];
  /** Apps that could not be looked at: nothing is said of them. */
  readonly unchecked: readonly { readonly app: App; readonly error: ForgeError }[];
}

/** Apps that are looked at side by side. */
const atOnce = 4;

/** Why an app looks unused at a moment; `months` without an update count from `months` on. */
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
 * The Forge apps among those given that the account owns and that look unused. Throws `cancelled` and `signedOut`; an
 * app that can't be looked at for another reason is `unchecked`.
 */
export async function findUnused(
  client: GatewayClient,
  accountId: string,
  apps: readonly App[],
  months: number,
  now: Date,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<UnusedApps> {
  const candidates: Candidate[] = [];
  const unchecked: { app: App; error: ForgeError }[] = [];
  const queue = apps.filter(({ type }) => type === 'forge' || type === 'unknown');
  let done = apps.length - queue.length;

  async function look(app: App): Promise<void> {
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
      // Who is not told the contributors of an app does not own it.
      if (error.kind !== 'forbidden') unchecked.push({ app, error });
    }
    onProgress(++done);
  }
  await forEachInPool(queue, atOnce, look);
  candidates.sort((a, b) => a.app.updatedAt.getTime() - b.app.updatedAt.getTime());
  return { candidates, unchecked };
}
