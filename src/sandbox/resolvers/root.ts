import { app, apps } from './apps.ts';
import { forgeAuditLogs } from './auditLogs.ts';
import { catalogue } from './catalogue.ts';
import { appContributors, forgeContributors } from './contributors.ts';
import { appInstallationsByApp } from './installations.ts';
import { marketplaceAppByCloudAppId, marketplaceData } from './marketplace.ts';
import { appInstallationTask, appInstallationTasks, deleteApp, uninstallApp } from './removal.ts';
import { userView } from './spelling.ts';
import { devConsole, tenantContexts } from './tenants.ts';
import type { Viewer } from './viewer.ts';

/**
 * Root of all operations: GraphQL calls these with the arguments and the viewer; objects they return carry their own
 * fields.
 */
export const root = {
  me: (_: object, { person, email }: Viewer) => ({ user: userView(person, email) }),
  apps,
  app,
  appContributors,
  ...catalogue,
  appInstallationTask,
  tenantContexts,
  marketplaceAppByCloudAppId,
  ecosystem: {
    appInstallationsByApp,
    appInstallationTasks,
    devConsole,
    forgeAuditLogs,
    forgeContributors,
    marketplaceData,
  },
  deleteApp,
  uninstallApp,
};
