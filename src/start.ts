import type { ExtensionContext } from 'vscode';
import { registerAccounts } from './accounts/register-accounts.ts';
import type { AppActions } from './app-actions.ts';
import { registerAppPanel } from './app-panel/register-app-panel.ts';
import { registerApps } from './apps/register-apps.ts';
import { registerAuditLogs } from './audit-logs/register-audit-logs.ts';
import { registerChanges } from './changes/register-changes.ts';
import { registerConnection } from './connection/register-connection.ts';
import { registerDeployments } from './deployments/register-deployments.ts';
import { registerEnvironments } from './environments/register-environments.ts';
import { registerForgeCli } from './forge-cli/register-forge-cli.ts';
import { registerInstallations } from './installations/register-installations.ts';
import { registerLogs } from './logs/register-logs.ts';
import { registerManifest } from './manifest/register-manifest.ts';
import { registerRefreshing } from './refreshing/register-refreshing.ts';
import { registerRemoval } from './removal/register-removal.ts';
import { registerVersions } from './versions/register-versions.ts';
import { createShared } from './shared.ts';
import { registerVariables } from './variables/register-variables.ts';
import type { Prompts } from './vscode/prompts.ts';
import { registerWebTriggers } from './web-triggers/register-web-triggers.ts';

/** Registers all features and connects them. Returns what tests inspect; waits for nothing. */
export function start(context: ExtensionContext, prompts: Prompts) {
  const shared = createShared(context, prompts, () => actions);
  const accounts = registerAccounts(shared);
  const connection = registerConnection(shared);
  const manifest = registerManifest(shared);
  const auditLogs = registerAuditLogs(shared, accounts.ready);
  const changes = registerChanges(shared);
  const removal = registerRemoval(shared);
  const environments = registerEnvironments(shared);
  registerWebTriggers(shared);
  const installations = registerInstallations(shared);
  const forgeCli = registerForgeCli(shared, manifest.manifests, manifest.choose, environments.defaults);
  const logs = registerLogs(shared, accounts.ready, {
    rateLimit: connection.rateLimit,
    tunnelsOf: forgeCli.tunnelsOf,
    ...manifest.inWorkspace,
  });
  const apps = registerApps(shared, {
    pins: manifest.pins,
    environmentNotes: forgeCli.environmentNotes,
    waiting: connection.rateLimit,
    badge: auditLogs.cadence.badge,
  });
  const deployments = registerDeployments(shared, manifest.manifests);
  const variables = registerVariables(shared);
  registerRefreshing(shared);
  const versions = registerVersions(shared);
  const appPanel = registerAppPanel(shared, accounts.ready, {
    auditLogs: auditLogs.panelPart,
    manifest: manifest.panelPart,
    connection: connection.panelPart,
    logs: logs.panelPart,
    deployments: deployments.panelPart,
    environments: environments.panelPart,
    versions: versions.panelPart,
    variables: variables.panelPart,
  });
  const actions: AppActions = {
    ...accounts.actions,
    ...connection.actions,
    ...manifest.actions,
    ...auditLogs.actions,
    ...logs.actions,
    ...changes.actions,
    ...forgeCli.actions,
    ...removal.actions,
    ...installations.actions,
    ...variables.actions,
    ...apps.actions,
    ...appPanel.actions,
  };
  const { data } = shared;
  const { tree, view } = apps;
  const { appScans, scopes } = manifest;
  return {
    data,
    tree,
    view,
    appScans,
    scopes,
    forgeCli,
    rateLimit: connection.rateLimit,
    archives: auditLogs.archives,
    cadence: auditLogs.cadence,
    logs,
    deployments,
    environments,
    versions,
    variables,
    panels: appPanel.panels,
    actions,
    dispose: () => shared.dispose(),
  };
}

export type Running = ReturnType<typeof start>;
