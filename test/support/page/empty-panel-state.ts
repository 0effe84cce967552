import type { Header, PanelState } from '../../../src/app-panel/protocol.ts';
import { noLogs } from './logs-before-start.ts';
import { noAuditLogs } from './no-audit-logs.ts';

const loading = { status: 'loading' } as const;

/** Returns a panel's state before anything was fetched. */
export function emptyPanelState(header: Header): PanelState {
  return {
    header,
    profile: loading,
    environments: loading,
    variables: loading,
    deployments: loading,
    builds: loading,
    installations: loading,
    contributors: loading,
    clients: loading,
    versionUses: {},
    permissions: loading,
    logs: noLogs,
    auditLogs: noAuditLogs,
    siteNames: {},
    titles: [],
    defaultEnvironment: 'development',
    gone: null,
    rateLimit: null,
  };
}
