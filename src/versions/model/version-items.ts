import type { ModuleFacts, VersionFacts } from '../../core/version-facts.ts';
import { egressId, policyId } from '../../manifest/model/permission-changes.ts';

/** What two versions can differ in, in the order in which it is shown. */
export const versionAreas = [
  'scopes',
  'egress',
  'policies',
  'modules',
  'functions',
  'remotes',
  'storage',
  'licence',
  'atlassianApps',
  'connectKeys',
] as const;
export type VersionArea = (typeof versionAreas)[number];

/** One thing of an area: a scope, an address, a module. Texts are as a manifest spells them, not translated. */
export interface VersionItem {
  /** Identifies it in its area: `read:jira-work`, `fetch.backend api.example.com`, `jira:issuePanel my-panel`. */
  readonly name: string;
  /** What may differ though the name is the same, such as `handler: index.run`; sorted. */
  readonly details: readonly string[];
}

/**
 * The items of each area of a version, sorted by name, each name once: the gateway's own order differs from one reply to
 * the next. Areas that the gateway did not report are undefined, which is not the same as empty.
 */
export function itemsOf(facts: VersionFacts): Readonly<Record<VersionArea, readonly VersionItem[] | undefined>> {
  const { version, modules, connectKeys } = facts;
  return {
    scopes: sorted(version.scopes.map(({ key }) => item(key))),
    egress: egressItems(facts),
    policies: sorted(version.contentPolicies.map((policy) => item(policyId(policy)))),
    modules: modules && sorted(modules.filter(({ type }) => !isListedApart(type)).map(moduleItem)),
    functions: modules && sorted(modules.filter(({ type }) => type === functionType).map(functionItem)),
    remotes: remoteItems(facts),
    storage: storageItems(facts),
    licence: version.requiresLicense ? [item('licensing', ['enabled: true'])] : [],
    atlassianApps: sorted(version.atlassianApps.map((name) => item(name.toLowerCase()))),
    connectKeys: sorted(connectKeys.map(([app, key]) => item(app, [`key: ${key}`]))),
  };
}

const functionType = 'core:function';
const isListedApart = (type: string) => type === functionType || type === 'core:remote';

const item = (name: string, details: readonly string[] = []): VersionItem => ({ name, details: details.toSorted() });

function sorted(items: readonly VersionItem[]): readonly VersionItem[] {
  const byName = new Map(items.map((one) => [one.name, one]));
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A remote's own address is among the egress too; as the Forge CLI does, it is listed with the remotes alone. */
function egressItems({ version }: VersionFacts): readonly VersionItem[] {
  const ofRemotes = new Set(version.remotes.map(({ baseUrl }) => baseUrl));
  const addresses = version.egress
    .filter(({ kind, address }) => kind !== 'fetch.backend' || !ofRemotes.has(address))
    .map((egress) =>
      item(egressId(egress), [
        ...(egress.category === undefined ? [] : [`category: ${egress.category}`]),
        // True is the default, so a version that says nothing does not differ from one that says so.
        ...(egress.inScopeEUD === false ? ['inScopeEUD: false'] : []),
      ]),
    );
  return sorted(version.configurableEgress ? [...addresses, item('configurable', ['enabled: true'])] : addresses);
}

function moduleItem({ key, type, settings }: ModuleFacts): VersionItem {
  return item(
    `${type.replace(/^core:/, '')} ${key}`,
    settings.map(([path, value]) => `${path}: ${value}`),
  );
}

function functionItem({ key, settings }: ModuleFacts): VersionItem {
  return item(
    key,
    settings.map(([path, value]) => `${path === 'runtime.identifier' ? 'runtime' : path}: ${value}`),
  );
}

function remoteItems({ version }: VersionFacts): readonly VersionItem[] {
  return sorted(
    version.remotes.map(({ key, baseUrl, operations, classifications, locations }) =>
      item(key, [
        ...(baseUrl === undefined ? [] : [`baseUrl: ${baseUrl}`]),
        ...listDetail('operations', operations),
        ...listDetail('classifications', classifications),
        ...listDetail('locations', locations),
      ]),
    ),
  );
}

function storageItems({ version: { hostedStorage } }: VersionFacts): readonly VersionItem[] {
  if (hostedStorage === undefined) return [];
  const { classifications, locations } = hostedStorage;
  return [item('hosted', [...listDetail('classifications', classifications), ...listDetail('locations', locations)])];
}

function listDetail(name: string, values: readonly string[] = []): string[] {
  return values.length === 0 ? [] : [`${name}: ${values.toSorted().join(', ')}`];
}
