import { day } from '../world/world-clock.ts';
import { keptAfterUninstall, keptSince } from '../world/data-events.ts';
import type { App, ContributorEvent, DataEvent } from '../world/world-types.ts';
import { queryError } from './resolve-errors.ts';
import { pageOf } from './resolve-paging.ts';
import { iso, isoOrNull, userView } from './resolve-spelling.ts';
import { hasRole, memberOf, type Member, type Viewer } from './resolve-viewer.ts';

interface Range {
  readonly startTime?: string | null;
  readonly endTime?: string | null;
}

/** The audit logs of an app by its plain UUID; null if the viewer isn't a contributor. */
export function forgeAuditLogs({ appId }: { appId: string }, viewer: Viewer): object | null {
  const member = memberOf(viewer, appId);
  if (!member) return null;
  return {
    appId,
    daResAuditLogs: ({ input }: { input: Range }) => dataEvents(member, input, viewer.world.clock.now()),
    auditLogs: ({ input }: { input: HistoryInput }) => contributorHistory(member, input),
    contributors: () => historyPeople(member),
  };
}

const adminsOnly = (): object => queryError('Only admins of the app can see its audit logs.', 'PERMISSION_DENIED', 403);

/**
 * The events of an app's hosted storage in a range (default: everything that is kept), oldest first, in one list.
 * Rules (admins, hosted storage, two years, 30 days after uninstall):
 * https://developer.atlassian.com/platform/forge/manage-your-apps/
 */
function dataEvents(member: Member, { startTime, endTime }: Range, now: number): object {
  if (!hasRole(member, 'ADMIN')) return adminsOnly();
  const { environments, dataEvents: events } = member.app.details();
  if (!environments.some(({ versions }) => versions.some(({ manifest }) => manifest.hosted))) {
    return queryError(
      'Audit logs are available only for apps that use Forge hosted storage.',
      'HOSTED_STORAGE_NOT_FOUND',
      400,
    );
  }
  const since = keptSince(now);
  const start = startTime ? Date.parse(startTime) : since;
  const end = endTime ? Date.parse(endTime) : now;
  if (Number.isNaN(start) || Number.isNaN(end))
    return queryError('The time range is not valid.', 'INVALID_DATE_RANGE', 400);
  if (start > end) return queryError('The start of the time range is after its end.', 'INVALID_DATE_RANGE', 400);
  if (start < since - day) return queryError('Audit logs are available for two years only.', 'INVALID_DATE_RANGE', 400);
  const erased = erasedEvents(events, now);
  const kept = events.filter((event) => event.at >= Math.max(start, since) && event.at <= end && !erased(event));
  return { __typename: 'ForgeAuditLogsDaResResponse', data: kept.map((event) => dataEventView(member.app, event)) };
}

const siteKeyOf = ({ cloudId, product, environment }: DataEvent): string => `${cloudId} ${product} ${environment.id}`;

/** Returns which events are erased, because the site uninstalled the app more than 30 days ago. */
function erasedEvents(events: readonly DataEvent[], now: number): (event: DataEvent) => boolean {
  const endedAt = new Map<string, number>();
  for (const event of events)
    if (event.kind === 'APP_UNINSTALLED' && event.at < now - keptAfterUninstall)
      endedAt.set(siteKeyOf(event), event.at);
  return (event) => event.at <= (endedAt.get(siteKeyOf(event)) ?? -Infinity);
}

function dataEventView(app: App, event: DataEvent): object {
  return {
    appId: app.uuid,
    appName: app.name,
    appInstalledVersion: event.installedVersion,
    cloudId: event.cloudId,
    createdAt: iso(event.at),
    destinationLocation: event.target,
    environment: event.environment.type,
    environmentId: event.environment.id,
    eventId: event.id,
    migrationStartTime: isoOrNull(event.migrationStart),
    product: event.product,
    sourceLocation: event.location,
    status: event.kind,
  };
}

interface HistoryInput extends Range {
  readonly actions?: readonly string[] | null;
  readonly contributorIds?: readonly string[] | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

const historyPageSize = 50;

/** The history of contributors, newest first; for admins only. */
function contributorHistory(
  member: Member,
  { startTime, endTime, actions, contributorIds, ...args }: HistoryInput,
): object {
  if (!hasRole(member, 'ADMIN')) return adminsOnly();
  const start = startTime ? Date.parse(startTime) : -Infinity;
  const end = endTime ? Date.parse(endTime) : Infinity;
  if (Number.isNaN(start) || Number.isNaN(end) || start > end)
    return queryError('The time range is not valid.', 'INVALID_DATE_RANGE', 400);
  const chosen = [...member.app.details().contributorHistory]
    .sort((a, b) => b.at - a.at)
    .filter(
      ({ action, contributor, at }) =>
        at >= start &&
        at <= end &&
        (!actions?.length || actions.includes(action)) &&
        (!contributorIds?.length || contributorIds.includes(contributor.accountId)),
    );
  return { __typename: 'ForgeAuditLogsConnection', ...pageOf(chosen, args, historyPageSize, historyView) };
}

const historyView = ({ action, actor, contributor, role, at }: ContributorEvent): object => ({
  action,
  actorId: actor.accountId,
  actorName: actor.name,
  contributor: userView(contributor),
  role: role ?? null,
  timestamp: iso(at),
});

/** Everybody in the history of contributors, for its filter; for admins only. */
function historyPeople(member: Member): object {
  if (!hasRole(member, 'ADMIN')) return adminsOnly();
  const people = new Map(
    member.app.details().contributorHistory.map(({ contributor }) => [contributor.accountId, contributor]),
  );
  return {
    __typename: 'ForgeAuditLogsAppContributorsData',
    appContributors: [...people.values()].map((contributor) => ({ contributor: userView(contributor) })),
  };
}
