import type { AuditEvent } from '../../core/audit-event.ts';
import type { Contributor, ContributorEvent } from '../../core/contributor.ts';
import type { Environment } from '../../core/environment.ts';
import { ForgeError } from '../../core/errors.ts';
import type { AppAri } from '../../core/ids.ts';
import type { KnownInstallations } from '../../core/installation.ts';
import type { AppProfile } from '../../core/app-profile.ts';
import type { GatewayClient } from '../../gateway/client.ts';
import { fetchAuditEvents } from '../../gateway/operations/fetch-audit-events.ts';
import { fetchContributorsWithActivity } from '../../gateway/operations/fetch-contributor-activity.ts';
import { fetchContributorHistory } from '../../gateway/operations/fetch-contributor-history.ts';
import { fetchEnvironments } from '../../gateway/operations/fetch-environment-list.ts';
import { fetchHostNames } from '../../gateway/operations/fetch-host-names.ts';
import { fetchVersionPage, type VersionPage } from '../../gateway/operations/fetch-version-history.ts';
import type { Page } from '../../gateway/paging.ts';
import { type AuditLog, type AuditLogOptions, createAuditLog } from '../../audit-logs/model/audit-log.ts';
import { loadInstallations } from './load-installations.ts';
import { loadProfile } from './load-profile.ts';
import { createResource, type Resource } from './resource.ts';

/** What lies under one app; each part loads when it is first looked at. */
export interface AppDetails {
  /** First without the name of its developer space, which comes with a second request. */
  readonly profile: Resource<AppProfile>;
  readonly environments: Resource<readonly Environment[]>;
  /** Grows page by page while it loads for the first time; by site name once it is complete. */
  readonly installations: Resource<KnownInstallations>;
  readonly contributors: Resource<readonly Contributor[]>;
  /**
   * A page of the versions of a known environment, newest first. Throws `notFound` where it is not known, else as
   * `fetchVersionPage` does.
   */
  versions(environmentId: string, after?: string, signal?: AbortSignal): Promise<VersionPage>;
  /**
   * A page of what happened to the contributors, newest first; only the given actions, all where none is given. Throws
   * as `fetchContributorHistory` does.
   */
  contributorHistory(actions: readonly string[], after?: string, signal?: AbortSignal): Promise<Page<ContributorEvent>>;
  /** The audit events between two instants, both included. Throws as `fetchAuditEvents` does. */
  auditEvents(start: Date, end: Date, signal?: AbortSignal): Promise<readonly AuditEvent[]>;
  /** The parts that load by themselves. */
  readonly parts: readonly Resource<unknown>[];
  /** An audit log of the app, which whoever asked for it disposes. */
  auditLog(findArchive: AuditLogOptions['findArchive'], now: () => Date): AuditLog;
  /**
   * Names of sites by their cloud ids; one that the gateway does not tell is absent. Throws as `fetchHostNames` does.
   */
  siteNames(ids: readonly string[], signal?: AbortSignal): Promise<ReadonlyMap<string, string>>;
  /** Fetches anew what has been looked at. Never throws. */
  refresh(): Promise<void>;
  dispose(): void;
}

/**
 * The details of one app, none of them loaded yet; `developerSpaceId` is asked for what is already known of the app's
 * space.
 */
export function createAppDetails(
  client: GatewayClient,
  id: AppAri,
  developerSpaceId: () => string | undefined = () => undefined,
): AppDetails {
  const lifetime = new AbortController();
  const profile = createResource<AppProfile>((signal, soFar) =>
    loadProfile(client, id, developerSpaceId(), signal, soFar),
  );
  const environments = createResource<readonly Environment[]>((signal) => fetchEnvironments(client, id, signal));
  const installations = createResource<KnownInstallations>((signal, soFar) =>
    loadInstallations(client, id, signal, soFar),
  );
  const contributors = createResource<readonly Contributor[]>((signal) =>
    fetchContributorsWithActivity(client, id, signal),
  );
  const parts: readonly Resource<unknown>[] = [profile, environments, installations, contributors];
  const within = (signal: AbortSignal | undefined) =>
    signal ? AbortSignal.any([signal, lifetime.signal]) : lifetime.signal;
  return {
    profile,
    environments,
    installations,
    contributors,
    parts,
    async versions(environmentId, after, signal) {
      const environment = environments.state?.value?.find((candidate) => candidate.id === environmentId);
      if (environment === undefined) throw new ForgeError('notFound', 'this app has no such environment');
      return fetchVersionPage(client, id, environment.key, after, within(signal));
    },
    contributorHistory: (actions, after, signal) => fetchContributorHistory(client, id, actions, after, within(signal)),
    auditEvents: (start, end, signal) => fetchAuditEvents(client, id, start, end, within(signal)),
    auditLog: (findArchive, now) =>
      createAuditLog({
        load: (start, end, signal) => fetchAuditEvents(client, id, start, end, within(signal)),
        findArchive,
        now,
      }),
    siteNames: (ids, signal) =>
      fetchHostNames(
        client,
        ids.map((cloudId) => ({ owner: '', cloudId })),
        within(signal),
      ),
    async refresh() {
      await Promise.all(parts.filter(({ state }) => state !== undefined).map((resource) => resource.refresh()));
    },
    dispose() {
      lifetime.abort();
      for (const resource of parts) resource.dispose();
    },
  };
}
