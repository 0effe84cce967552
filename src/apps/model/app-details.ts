import type { AppClient } from '../../core/app-client.ts';
import type { AuditEvent } from '../../core/audit-event.ts';
import type { Contributor, ContributorEvent } from '../../core/contributor.ts';
import type { LoadedBuilds, LoadedDeployments } from '../../core/deployment.ts';
import type { Environment } from '../../core/environment.ts';
import { ForgeError } from '../../core/errors.ts';
import type { AppAri } from '../../core/ids.ts';
import type { LoadedInstallations } from '../../core/installation.ts';
import type { AppProfile } from '../../core/app-profile.ts';
import type { EnvironmentVariables } from '../../core/variable.ts';
import type { GatewayClient } from '../../gateway/client.ts';
import { fetchAppClients } from '../../gateway/operations/fetch-app-clients.ts';
import { fetchAuditEvents } from '../../gateway/operations/fetch-audit-events.ts';
import { fetchContributorsWithActivity } from '../../gateway/operations/fetch-contributor-activity.ts';
import { fetchContributorHistory } from '../../gateway/operations/fetch-contributor-history.ts';
import { fetchEnvironments } from '../../gateway/operations/fetch-environment-list.ts';
import { fetchHostNames } from '../../gateway/operations/fetch-host-names.ts';
import { fetchVariables } from '../../gateway/operations/fetch-variables.ts';
import { fetchVersionPage, type VersionPage } from '../../gateway/operations/fetch-version-history.ts';
import type { Page } from '../../gateway/paging.ts';
import { loadBuilds, loadDeployments } from './load-deployments.ts';
import { loadInstallations } from './load-installations.ts';
import { loadProfile } from './load-profile.ts';
import { createResource, type Resource } from './resource.ts';

/** The details of one app. Each part loads when it is first needed. */
export interface AppDetails {
  /** The name of the developer space follows with a second request. */
  readonly profile: Resource<AppProfile>;
  readonly environments: Resource<readonly Environment[]>;
  /** Of all environments. Their values are kept in memory alone. */
  readonly variables: Resource<readonly EnvironmentVariables[]>;
  /** Of the last 30 days, to all environments. */
  readonly deployments: Resource<LoadedDeployments>;
  readonly builds: Resource<LoadedBuilds>;
  /** Grows page by page during the first load; sorted by site name once it is complete. */
  readonly installations: Resource<LoadedInstallations>;
  readonly contributors: Resource<readonly Contributor[]>;
  /** The OAuth clients of its environments, which Connect apps and integrations are known by. */
  readonly clients: Resource<readonly AppClient[]>;
  /**
   * A page of the versions of a loaded environment, newest first. Throws `notFound` for an environment that isn't
   * loaded, else as `fetchVersionPage` does.
   */
  versions(environmentId: string, after?: string, signal?: AbortSignal): Promise<VersionPage>;
  /**
   * A page of the history of contributors, newest first, limited to `actions` unless that is empty. Throws as
   * `fetchContributorHistory` does.
   */
  contributorHistory(actions: readonly string[], after?: string, signal?: AbortSignal): Promise<Page<ContributorEvent>>;
  /** The audit events between two instants, both included. Throws as `fetchAuditEvents` does. */
  auditEvents(start: Date, end: Date, signal?: AbortSignal): Promise<readonly AuditEvent[]>;
  /** The parts that are resources. */
  readonly parts: readonly Resource<unknown>[];
  /** Host names by cloud id, without sites that the gateway has no name for. Throws as `fetchHostNames` does. */
  siteNames(ids: readonly string[], signal?: AbortSignal): Promise<ReadonlyMap<string, string>>;
  /** Fetches the parts again that have been needed so far. Never throws. */
  refresh(): Promise<void>;
  dispose(): void;
}

/** Creates details with nothing loaded. `developerSpaceId` returns the id of the app's space if the list has it. */
export function createAppDetails(
  client: GatewayClient,
  id: AppAri,
  developerSpaceId: () => string | undefined = () => undefined,
): AppDetails {
  const lifetime = new AbortController();
  const resources = {
    profile: createResource<AppProfile>((signal, soFar) => loadProfile(client, id, developerSpaceId(), signal, soFar)),
    environments: createResource<readonly Environment[]>((signal) => fetchEnvironments(client, id, signal)),
    variables: createResource<readonly EnvironmentVariables[]>((signal) => fetchVariables(client, id, signal)),
    deployments: createResource<LoadedDeployments>((signal, soFar) => loadDeployments(client, id, signal, soFar)),
    builds: createResource<LoadedBuilds>((signal, soFar) => loadBuilds(client, id, signal, soFar)),
    installations: createResource<LoadedInstallations>((signal, soFar) => loadInstallations(client, id, signal, soFar)),
    contributors: createResource<readonly Contributor[]>((signal) => fetchContributorsWithActivity(client, id, signal)),
    clients: createResource<readonly AppClient[]>((signal) => fetchAppClients(client, id, signal)),
  };
  const parts: readonly Resource<unknown>[] = Object.values(resources);
  const within = (signal: AbortSignal | undefined) =>
    signal ? AbortSignal.any([signal, lifetime.signal]) : lifetime.signal;
  return {
    ...resources,
    parts,
    async versions(environmentId, after, signal) {
      const environment = resources.environments.state?.value?.find((candidate) => candidate.id === environmentId);
      if (environment === undefined) throw new ForgeError('notFound', 'this app has no such environment');
      return fetchVersionPage(client, id, environment.key, after, within(signal));
    },
    contributorHistory: (actions, after, signal) => fetchContributorHistory(client, id, actions, after, within(signal)),
    auditEvents: (start, end, signal) => fetchAuditEvents(client, id, start, end, within(signal)),
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
