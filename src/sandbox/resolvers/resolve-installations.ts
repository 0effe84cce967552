import type { App, Installation, License } from '../world/world-types.ts';
import { isOn, isTechnical } from './resolve-contexts.ts';
import { environmentView } from './resolve-environments.ts';
import { pageOf, type PageArguments } from './resolve-paging.ts';
import { appView } from './resolve-apps.ts';
import { iso, isoOrNull, userView } from './resolve-spelling.ts';
import { versionView } from './resolve-versions.ts';
import { memberOf, uuidInAri, type Viewer } from './resolve-viewer.ts';

const pageSize = 100;

interface Filter {
  readonly apps: { readonly ids: readonly string[] };
  readonly appEnvironments?: { readonly types: readonly string[] } | null;
  readonly appInstallations?: {
    readonly contexts?: readonly string[] | null;
    readonly ids?: readonly string[] | null;
  } | null;
  readonly includeSystemApps?: boolean | null;
}

/** The installations of the given apps, 100 per page; null if the viewer can't see one of the apps. */
export function appInstallationsByApp(
  { filter, ...args }: PageArguments & { filter: Filter },
  viewer: Viewer,
): object | null {
  const members = filter.apps.ids.map((id) => memberOf(viewer, uuidInAri(id)));
  const { contexts, ids } = filter.appInstallations ?? {};
  const rows: { app: App; installation: Installation }[] = [];
  for (const member of members) {
    if (!member) return null;
    for (const installation of member.app.details().installations) rows.push({ app: member.app, installation });
  }
  const chosen = rows.filter(
    ({ installation }) =>
      (!isTechnical(installation) || filter.includeSystemApps === true || viewer.world.technicalRows === 'plain') &&
      (!filter.appEnvironments || filter.appEnvironments.types.includes(installation.environment.type)) &&
      (!contexts || contexts.some((context) => isOn(installation, context))) &&
      (!ids || ids.includes(installation.id)),
  );
  return pageOf(chosen, args, pageSize, ({ app, installation }) => installationView(app, installation));
}

/** An installation; `version` and `appEnvironmentVersion` have the granted permissions, `computeVersion` the code. */
export function installationView(app: App, installation: Installation): object {
  const { environment, version, computeVersion, license } = installation;
  return {
    id: installation.id,
    installationContext: installation.context,
    secondaryInstallationContexts: installation.secondaryContexts.length > 0 ? installation.secondaryContexts : null,
    createdAt: iso(installation.createdAt),
    createdBy: installation.createdBy ? userView(installation.createdBy) : null,
    app: () => appView(app),
    appEnvironment: () => environmentView(app, environment),
    appEnvironmentVersion: () => versionView(app, environment, version),
    computeVersion: () => versionView(app, environment, computeVersion),
    version: { isLatest: version.id === environment.versions[0]?.id },
    license: license ? { ...licenseView(license), modes: ['USER_ACCESS'] } : null,
    appLicense: license ? licenseView(license) : null,
    licenseId: license ? license.supportEntitlementNumber : null,
    config: Object.entries(installation.config).map(([key, value]) => ({ key, value })),
    isRecoverable: false,
    provisionedExternally: false,
    remoteInstallationRegion: null,
  };
}

const capabilitySets = { advanced: 'capabilityAdvanced', standard: 'capabilityStandard' } as const;

function licenseView(license: License): object {
  return {
    active: license.active,
    billingPeriod: license.billingPeriod ?? null,
    capabilitySet: license.edition ? capabilitySets[license.edition] : null,
    ccpEntitlementId: null,
    ccpEntitlementSlug: null,
    isEvaluation: license.evaluation,
    subscriptionEndDate: isoOrNull(license.subscriptionEnd),
    supportEntitlementNumber: license.supportEntitlementNumber,
    trialEndDate: isoOrNull(license.trialEnd),
    type: license.type,
  };
}
