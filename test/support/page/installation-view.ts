import type { InstallationView } from '../../../src/app-panel/protocol.ts';

/** An installation with what a test is about, and ordinary values for the rest. */
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
