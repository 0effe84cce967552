import type { InstallationView } from '../../../src/installations/installations-protocol.ts';

/** Returns an installation with the given fields, and ordinary values for the rest. */
export function installation(known: Partial<InstallationView>): InstallationView {
  return {
    id: known.id ?? `installation-${known.site ?? 'x'}`,
    site: 'acme.atlassian.net',
    atlassianApps: ['Jira'],
    status: 'upToDate',
    statusName: 'up to date',
    installedAt: 0,
    ...known,
  };
}
