import { versionNumberAt } from './app-builder.ts';
import { day, type DaysAgo } from './world-clock.ts';
import type { DataEvent, DataEventKind, Environment, Product, Site } from './world-types.ts';
import { seededRandom, uuidOf } from './seeded-random.ts';

/** A site that has, or had, an app with hosted storage, and what happened to its data. Numbers are days ago. */
export interface SiteHistory {
  readonly site: Site;
  readonly product: Product;
  readonly environment: string;
  readonly installed: number;
  readonly uninstalled?: number;
  /**
   * Its product's data was moved to a location before. That events spell it so is an inference from the product's
   * status.
   */
  readonly isPinned?: boolean;
  readonly migrations?: readonly {
    readonly scheduled: number;
    readonly to: string;
    readonly failed?: boolean;
    readonly unfinished?: boolean;
  }[];
}

/**
 * When all apps with hosted storage were backfilled: as the documentation says, or, where events of that day are erased
 * by now, so long ago that those of the sample apps are not.
 * Source: https://developer.atlassian.com/platform/forge/manage-your-apps/
 */
function backfillAt(ago: DaysAgo): number {
  const documented = Date.UTC(2024, 2, 28, 9, 30);
  return documented >= keptSince(ago(0)) ? documented : ago(640);
}

const nowhere = 'N/A';

/** How long events are kept after the site uninstalled the app, in milliseconds. */
export const keptAfterUninstall = 30 * day;

/** The time since which events are kept at `now`: two years. Epoch milliseconds. */
export function keptSince(now: number): number {
  const since = new Date(now);
  since.setUTCFullYear(since.getUTCFullYear() - 2);
  return since.getTime();
}

/** All events of an app with hosted storage, oldest first. */
export function dataEventsOf(
  uuid: string,
  siteHistories: readonly SiteHistory[],
  environments: readonly Environment[],
  ago: DaysAgo,
): readonly DataEvent[] {
  return siteHistories
    .flatMap((history) => eventsOfSite(uuid, history, environments, ago))
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

function eventsOfSite(
  uuid: string,
  history: SiteHistory,
  environments: readonly Environment[],
  ago: DaysAgo,
): DataEvent[] {
  const environment = environments.find(({ key }) => key === history.environment);
  if (!environment) throw new Error(`${uuid} has no environment ${history.environment}`);
  const random = seededRandom(`${uuid} on ${history.site.hostName}`);
  const events: DataEvent[] = [];
  const add = (kind: DataEventKind, at: number, location: string, target: string, migrationStart?: number): void => {
    const installed = environment.versions.find(({ createdAt }) => createdAt <= at) ?? environment.versions.at(-1);
    events.push({
      id: uuidOf(`${uuid} ${history.site.hostName} ${kind} ${history.product} ${events.length} ${history.installed}`),
      kind,
      cloudId: history.site.cloudId,
      product: history.product,
      environment,
      installedVersion: installed ? versionNumberAt(installed, at) : '1.1.0',
      at,
      location,
      target,
      migrationStart,
    });
  };

  const backfill = backfillAt(ago);
  let location = history.isPinned === true ? 'PINNED' : 'GLOBAL';
  const installedAt = ago(history.installed);
  add('APP_INSTALLED', installedAt, location, nowhere);
  const uninstalledAt = history.uninstalled === undefined ? undefined : ago(history.uninstalled);
  if (installedAt < backfill && backfill < (uninstalledAt ?? Infinity) && backfill < ago(0)) {
    const start = backfill + Math.floor(random() * 3600) * 1000;
    add('FORGE_BACKFILL_STARTED', start, location, location, start);
    add('FORGE_BACKFILL_COMPLETED', start + 600_000 + Math.floor(random() * 3000) * 1000, location, location, start);
  }
  for (const { scheduled, to, failed, unfinished } of history.migrations ?? []) {
    const scheduledAt = ago(scheduled);
    const start = scheduledAt + Math.floor((20 + random() * 28) * 3600) * 1000;
    add('MIGRATION_SCHEDULED', scheduledAt, location, to, start);
    if (unfinished) continue;
    add('MIGRATION_STARTED', start, location, to, start);
    const end = start + Math.floor((1 + random() * 7) * 3600) * 1000;
    add(failed ? 'MIGRATION_FAILED' : 'MIGRATION_COMPLETED', end, location, to, start);
    if (!failed) location = to;
  }
  if (uninstalledAt !== undefined) add('APP_UNINSTALLED', uninstalledAt, location, nowhere);
  return events;
}
