import { versionNumberAt } from './build.ts';
import { day, type DaysAgo } from './world-clock.ts';
import type { DataEvent, DataEventKind, Environment, Product, Site } from './model.ts';
import { drawsOf, uuidOf } from './seed.ts';

/** The time one site had an app with hosted storage, and what happened to its data. Days ago throughout. */
export interface Stay {
  readonly site: Site;
  readonly product: Product;
  readonly environment: string;
  readonly installed: number;
  readonly uninstalled?: number;
  readonly migrations?: readonly {
    readonly scheduled: number;
    readonly to: string;
    readonly failed?: boolean;
    readonly unfinished?: boolean;
  }[];
}

/**
 * The day on which every app with hosted storage was backfilled:
 * https://developer.atlassian.com/platform/forge/manage-your-apps/
 */
const backfill = Date.UTC(2024, 2, 28, 9, 30);
const nowhere = 'N/A';

/** How long events are kept after the site uninstalled the app, and altogether. */
export const keptAfterUninstall = 30 * day;

/** The start of the time for which events are kept at `now`: two years back. */
export function keptSince(now: number): number {
  const since = new Date(now);
  since.setUTCFullYear(since.getUTCFullYear() - 2);
  return since.getTime();
}

/** All events of an app with hosted storage, oldest first, told from its stays on sites. */
export function dataEventsOf(
  uuid: string,
  stays: readonly Stay[],
  environments: readonly Environment[],
  ago: DaysAgo,
): readonly DataEvent[] {
  return stays
    .flatMap((stay) => eventsOfStay(uuid, stay, environments, ago))
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

function eventsOfStay(uuid: string, stay: Stay, environments: readonly Environment[], ago: DaysAgo): DataEvent[] {
  const environment = environments.find(({ key }) => key === stay.environment);
  if (!environment) throw new Error(`${uuid} has no environment ${stay.environment}`);
  const draw = drawsOf(`${uuid} on ${stay.site.hostName}`);
  const events: DataEvent[] = [];
  const happened = (
    kind: DataEventKind,
    at: number,
    location: string,
    target: string,
    migrationStart?: number,
  ): void => {
    const installed = environment.versions.find(({ createdAt }) => createdAt <= at) ?? environment.versions.at(-1);
    events.push({
      id: uuidOf(`${uuid} ${stay.site.hostName} ${kind} ${stay.product} ${events.length} ${stay.installed}`),
      kind,
      cloudId: stay.site.cloudId,
      product: stay.product,
      environment,
      installedVersion: installed ? versionNumberAt(installed, at) : '1.1.0',
      at,
      location,
      target,
      migrationStart,
    });
  };

  let location = 'GLOBAL';
  const installedAt = ago(stay.installed);
  happened('APP_INSTALLED', installedAt, location, nowhere);
  const uninstalledAt = stay.uninstalled === undefined ? undefined : ago(stay.uninstalled);
  if (installedAt < backfill && backfill < (uninstalledAt ?? Infinity) && backfill < ago(0)) {
    const start = backfill + Math.floor(draw() * 3600) * 1000;
    happened('FORGE_BACKFILL_STARTED', start, location, location, start);
    happened('FORGE_BACKFILL_COMPLETED', start + 600_000 + Math.floor(draw() * 3000) * 1000, location, location, start);
  }
  for (const { scheduled, to, failed, unfinished } of stay.migrations ?? []) {
    const scheduledAt = ago(scheduled);
    const start = scheduledAt + Math.floor((20 + draw() * 28) * 3600) * 1000;
    happened('MIGRATION_SCHEDULED', scheduledAt, location, to, start);
    if (unfinished) continue;
    happened('MIGRATION_STARTED', start, location, to, start);
    const end = start + Math.floor((1 + draw() * 7) * 3600) * 1000;
    happened(failed ? 'MIGRATION_FAILED' : 'MIGRATION_COMPLETED', end, location, to, start);
    if (!failed) location = to;
  }
  if (uninstalledAt !== undefined) happened('APP_UNINSTALLED', uninstalledAt, location, nowhere);
  return events;
}
