import type { Contributor, Environment, Installation } from '../core/details.ts';
import type { AppAri } from '../core/ids.ts';
import type { GatewayClient } from '../gateway/client.ts';
import { fetchContributors } from '../gateway/operations/ContributorList.ts';
import { fetchEnvironments } from '../gateway/operations/EnvironmentList.ts';
import { fetchInstallations } from '../gateway/operations/InstallationList.ts';
import { createResource, type Resource } from './resource.ts';

/** What lies under one app; each part loads when it is first looked at. */
export interface AppDetails {
  readonly environments: Resource<readonly Environment[]>;
  readonly installations: Resource<readonly Installation[]>;
  readonly contributors: Resource<readonly Contributor[]>;
  /** Fetches anew what has been looked at. Never throws. */
  refresh(): Promise<void>;
  dispose(): void;
}

/** The details of one app, none of them loaded yet. */
export function createAppDetails(client: GatewayClient, id: AppAri): AppDetails {
  const environments = createResource((signal) => fetchEnvironments(client, id, signal));
  const installations = createResource((signal) => fetchInstallations(client, id, signal));
  const contributors = createResource((signal) => fetchContributors(client, id, signal));
  const all = [environments, installations, contributors];
  return {
    environments,
    installations,
    contributors,
    async refresh() {
      await Promise.all(all.filter(({ state }) => state !== undefined).map((resource) => resource.refresh()));
    },
    dispose() {
      for (const resource of all) resource.dispose();
    },
  };
}
