import { app, apps } from './resolve-apps.ts';
import { updateAppDetails } from './resolve-app-details.ts';
import { forgeAuditLogs } from './resolve-audit-logs.ts';
import { catalogue } from './resolve-catalogue.ts';
import { appContributors, forgeContributors } from './resolve-contributors.ts';
import {
  appDeployment,
  buildsByApp,
  createAppDeployment,
  createAppDeploymentUrl,
  createHostedResourceUploadUrl,
} from './resolve-deployments.ts';
import { appInstallationsByApp } from './resolve-installations.ts';
import { appPreDeploymentCheck, createAppManifestUploadUrl } from './resolve-manifest-check.ts';
import { appLogsWithMetaData, developerLogAccess } from './resolve-logs.ts';
import { marketplaceAppByCloudAppId, marketplaceData } from './resolve-marketplace.ts';
import { createAppEnvironment, deleteAppEnvironment } from './resolve-environment-changes.ts';
import { installApp, upgradeApp } from './resolve-installing.ts';
import {
  createWebTriggerUrl,
  deleteWebTriggerUrl,
  extensionContext,
  webTriggerUrlsByAppContext,
} from './resolve-web-triggers.ts';
import { appVersionRollout, cancelAppVersionRollout, createAppVersionRollout } from './resolve-bulk-upgrades.ts';
import {
  cancelRollingRelease,
  createRollingRelease,
  rollingRelease,
  rollingReleaseEligibility,
  rollingReleases,
} from './resolve-rolling-releases.ts';
import { appInstallationTask, appInstallationTasks, deleteApp, uninstallApp } from './resolve-removal.ts';
import { deleteAppEnvironmentVariable, setAppEnvironmentVariable } from './resolve-variables.ts';
import { userView } from './resolve-spelling.ts';
import { devConsole, tenantContexts } from './resolve-tenants.ts';
import type { Viewer } from './resolve-viewer.ts';

/**
 * The root fields. GraphQL calls them with the arguments and the viewer; the objects that they return have further
 * fields, as values or functions.
 */
export const root = {
  me: (_: object, { person, email }: Viewer) => ({ user: userView(person, email) }),
  apps,
  app,
  appContributors,
  ...catalogue,
  appInstallationTask,
  appLogsWithMetaData,
  developerLogAccess,
  tenantContexts,
  marketplaceAppByCloudAppId,
  ecosystem: {
    appInstallationsByApp,
    appInstallationTasks,
    appVersionRollout,
    devConsole,
    forgeAuditLogs,
    forgeContributors,
    marketplaceData,
    createAppEnvironment,
    deleteAppEnvironment,
    rollingRelease,
    rollingReleaseEligibility,
    rollingReleases,
    createAppVersionRollout,
    cancelAppVersionRollout,
    createRollingRelease,
    cancelRollingRelease,
  },
  deleteApp,
  uninstallApp,
  installApp,
  upgradeApp,
  extensionContext,
  webTriggerUrlsByAppContext,
  createWebTriggerUrl,
  deleteWebTriggerUrl,
  updateAppDetails,
  setAppEnvironmentVariable,
  deleteAppEnvironmentVariable,
  appDeployment,
  buildsByApp,
  createAppDeployment,
  createAppDeploymentUrl,
  createHostedResourceUploadUrl,
  createAppManifestUploadUrl,
  appPreDeploymentCheck,
};
