import type { GraphQLResolveInfo } from 'graphql';
import type { App, Environment, Manifest, Version } from '../world/world-types.ts';
import { scopeOf } from '../world/world-scopes.ts';
import { scopeView } from './resolve-catalogue.ts';
import { refusal } from './resolve-errors.ts';
import { isTechnical } from './resolve-contexts.ts';
import { pageOf, type PageArguments } from './resolve-paging.ts';
import { millis } from './resolve-spelling.ts';
import { isUpgradeable, mostUpgrades } from './upgrade-rules.ts';
import { requireOptIn, type Viewer } from './resolve-viewer.ts';

export interface VersionArguments extends PageArguments {
  readonly majorVersion?: number | null;
  readonly versionIds?: readonly string[] | null;
  readonly interval?: { readonly start: string; readonly end: string } | null;
}

const pageSize = 20;
const majorOf = ({ version }: Version): number => Number(version.split('.')[0]);

/** The versions of an environment, newest first, 20 per page. */
export function versionsView(app: App, environment: Environment, args: VersionArguments): object {
  const { majorVersion, versionIds, interval } = args;
  const chosen = environment.versions.filter(
    (version) =>
      (majorVersion === null || majorVersion === undefined || majorOf(version) === majorVersion) &&
      (!versionIds || versionIds.includes(version.id)) &&
      (!interval || (version.createdAt >= Date.parse(interval.start) && version.createdAt <= Date.parse(interval.end))),
  );
  return pageOf(chosen, args, pageSize, (version) => versionView(app, environment, version));
}

/** A version of an environment. */
export function versionView(app: App, environment: Environment, version: Version): object {
  const { manifest } = version;
  const products = manifest.requiredProducts
    ?.filter((product) => product !== 'bitbucket')
    .map((product) => product.toUpperCase());
  return {
    id: version.id,
    version: version.version,
    isLatest: version.id === environment.versions[0]?.id,
    createdAt: millis(version.createdAt),
    updatedAt: millis(version.updatedAt),
    permissions: () => [permissionsView(manifest)],
    requiredProducts: products ?? null,
    primaryProduct: products?.[0] ?? null,
    installationTarget: 'site',
    requiresLicense: manifest.licensed ?? false,
    storage: { hosted: manifest.hosted ?? null, remotes: manifest.remotes ?? null },
    migrationKeys: manifest.migrationKeys ?? null,
    extensions: () => extensionsView(`${app.uuid}/${environment.id}`, version),
    installations: (args: PageArguments, viewer: Viewer) =>
      pageOf(
        app
          .details()
          .installations.filter((installation) => installation.version.id === version.id && !isTechnical(installation)),
        args,
        100,
        (installation) => viewer.showInstallation(app, installation),
      ),
    trustSignal: ({ key }: { key: string }, viewer: Viewer, info: GraphQLResolveInfo) => {
      requireOptIn(info, viewer, ['AppEnvironmentVersionTrustSignal']);
      return trustSignalView(key, app, manifest);
    },
    upgradeableByRolloutFromVersion: ({ sourceVersionId }: { sourceVersionId: string }) => {
      const source = environment.versions.find(({ id }) => id === sourceVersionId);
      const upgradeableByRollout = source !== undefined && isUpgradeable(environment, source, version);
      return { sourceVersionId, upgradeLimit: upgradeableByRollout ? mostUpgrades : null, upgradeableByRollout };
    },
  };
}

function permissionsView(manifest: Manifest): object {
  return {
    scopes: manifest.scopes.map((key) => scopeView(scopeOf(key))),
    egress: manifest.egress ?? [],
    securityPolicies: manifest.securityPolicies ?? [],
    supportsConfigurableEgress: manifest.configurableEgress ?? false,
  };
}

function extensionsView(path: string, version: Version): object {
  return {
    nodes: (version.manifest.modules ?? []).map((module) => ({
      id: `ari:cloud:ecosystem::extension/${path}/static/${module.key}`,
      key: module.key,
      extensionTypeKey: module.type,
      extensionData: { type: module.type, ...module.data },
    })),
  };
}

/** The number of web triggers whose answers the app's code makes up: these can send data out. */
export function dynamicTriggers({ modules = [] }: Manifest): number {
  return modules.filter(
    ({ type, data }) =>
      type === 'core:webtrigger' && (data?.response as { type?: unknown } | undefined)?.type !== 'static',
  ).length;
}

/** Whether the version qualifies as Runs on Atlassian: no rule may be true. */
function trustSignalView(key: string, app: App, manifest: Manifest): object {
  if (key !== 'RUNS_ON_ATLASSIAN') throw refusal(`Unknown trust signal ${key}.`, 'TRUST_SIGNAL_NOT_FOUND', 404);
  const rules = [
    { name: 'HAS_REMOTES', value: (manifest.remotes ?? []).length > 0 },
    { name: 'HAS_CONNECT_MODULES', value: app.kind === 'connect' || manifest.migrationKeys !== undefined },
    { name: 'HAS_DEFINED_EGRESS', value: (manifest.egress ?? []).some(({ category }) => category !== 'ANALYTICS') },
    { name: 'HAS_EXPOSED_CREDENTIALS', value: app.kind === 'oauth' },
    { name: 'HAS_NON_DARE_COMPLIANT_SQL_MODULE', value: false },
    {
      name: 'HAS_EGRESS_WEBTRIGGER_MODULE',
      value: dynamicTriggers(manifest) > 0,
    },
    { name: 'HAS_PERSONAL_API_TOKEN_USAGE', value: false },
  ];
  return { key, result: rules.every(({ value }) => !value), rules };
}
