import type { Environment, Version } from '../../core/environment.ts';
import type { Scope } from '../../core/permission.ts';
import type { Manifest } from './manifest-contents.ts';
import { byId, egressId, isSameEgress, isSameRemote, policyId } from './permission-changes.ts';
import type { Range } from '../../core/text-position.ts';

/** A row in the manifest. `unknown`: there is no manifest. */
export interface ManifestCell {
  readonly state: 'present' | 'missing' | 'unknown';
  /** Only where it is present. */
  readonly range?: Range;
  /** Only of scopes that are present. */
  readonly allowImpersonation?: boolean;
}

/**
 * A row in the latest version of an environment, and what the next deployment of the manifest does to it.
 * `willChange`: the version has it, with other details. `unknown`: nothing was deployed there.
 */
export type DeployedCell = 'present' | 'missing' | 'willBeAdded' | 'willBeRemoved' | 'willChange' | 'unknown';

export interface ComparedEnvironment {
  readonly id: string;
  readonly key: string;
  readonly kind: Environment['kind'];
  /** The latest version; absent where nothing was deployed. */
  readonly version?: string;
}

/** One permission across the manifest and the environments. */
export interface ComparisonRow {
  /** Unique within its section. */
  readonly id: string;
  /** Scope key, address, policy or key of the remote. */
  readonly label: string;
  readonly manifest: ManifestCell;
  /** In the order of `Comparison.environments`. */
  readonly cells: readonly DeployedCell[];
}

/** A scope; `scope` is absent where no deployed version has it. */
export interface ScopeRow extends ComparisonRow {
  readonly scope?: Scope;
}

/** Rows of one API, egress kind or policy kind. */
export interface RowGroup<Row extends ComparisonRow = ComparisonRow> {
  /** Empty for scopes whose API is not known, and for remotes. */
  readonly name: string;
  readonly rows: readonly Row[];
}

/** A manifest against the latest version in each environment. */
export interface Comparison {
  readonly hasManifest: boolean;
  readonly environments: readonly ComparedEnvironment[];
  readonly scopes: readonly RowGroup<ScopeRow>[];
  readonly egress: readonly RowGroup[];
  readonly contentPolicies: readonly RowGroup[];
  readonly remotes: readonly RowGroup[];
}

/**
 * Compares a manifest, where there is one, with the latest version in each environment. Scopes are sorted by API and
 * key; everything else is grouped by kind, in the order of the manifest and then of the environments.
 */
export function compareManifest(manifest: Manifest | undefined, environments: readonly Environment[]): Comparison {
  const versions = environments.map(({ latest }) => latest);
  return {
    hasManifest: manifest !== undefined,
    environments: environments.map(comparedEnvironment),
    scopes: scopeGroups(manifest, versions),
    egress: grouped(
      sectionRows(
        manifest?.egress,
        versions.map((version) => version?.egress),
        egressId,
        ({ address }) => address,
        isSameEgress,
      ),
      ({ kind }) => kind,
    ),
    contentPolicies: grouped(
      sectionRows(
        manifest?.contentPolicies,
        versions.map((version) => version?.contentPolicies),
        policyId,
        ({ policy }) => policy,
        () => true,
      ),
      ({ kind }) => kind,
    ),
    remotes: grouped(
      sectionRows(
        manifest?.remotes,
        versions.map((version) => version?.remotes),
        ({ key }) => key,
        ({ key }) => key,
        isSameRemote,
      ),
      () => '',
    ),
  };
}

/** An environment as a column of a comparison. */
export function comparedEnvironment({ id, key, kind, latest }: Environment): ComparedEnvironment {
  return { id, key, kind, ...(latest && { version: latest.version }) };
}

/** An entry of a manifest; only scopes have `allowImpersonation`. */
interface Declared {
  readonly range: Range;
  readonly allowImpersonation?: boolean;
}

interface ItemRow<T> {
  readonly item: T;
  readonly row: ComparisonRow;
}

/** The rows of one kind of permission; `deployed` has a list for each environment where something was deployed. */
function sectionRows<T>(
  declared: readonly (T & Declared)[] | undefined,
  deployed: readonly (readonly T[] | undefined)[],
  id: (item: T) => string,
  label: (item: T) => string,
  isSame: (a: T, b: T) => boolean,
): ItemRow<T>[] {
  const inManifest = declared && byId(declared, id);
  const inVersions = deployed.map((items) => items && byId(items, id));
  const all = byId([...(declared ?? []), ...deployed.flatMap((items) => items ?? [])], id);
  return [...all].map(([key, item]) => {
    const own = inManifest?.get(key);
    const cells = inVersions.map((version): DeployedCell => {
      if (version === undefined) return 'unknown';
      const there = version.get(key);
      if (inManifest === undefined) return there === undefined ? 'missing' : 'present';
      if (own === undefined) return there === undefined ? 'missing' : 'willBeRemoved';
      if (there === undefined) return 'willBeAdded';
      return isSame(there, own) ? 'present' : 'willChange';
    });
    return { item, row: { id: key, label: label(item), manifest: manifestCell(inManifest !== undefined, own), cells } };
  });
}

function manifestCell(hasManifest: boolean, own: Declared | undefined): ManifestCell {
  if (!hasManifest) return { state: 'unknown' };
  if (own === undefined) return { state: 'missing' };
  return {
    state: 'present',
    range: own.range,
    ...(own.allowImpersonation !== undefined && { allowImpersonation: own.allowImpersonation }),
  };
}

function grouped<T>(found: readonly ItemRow<T>[], name: (item: T) => string): RowGroup[] {
  return [...Map.groupBy(found, ({ item }) => name(item))].map(([group, members]) => ({
    name: group,
    rows: members.map(({ row }) => row),
  }));
}

/** Scopes by API; the API is known only from deployed versions. Those without one come last, without a name. */
function scopeGroups(manifest: Manifest | undefined, versions: readonly (Version | undefined)[]): RowGroup<ScopeRow>[] {
  const facts = new Map(versions.flatMap((version) => version?.scopes ?? []).map((scope) => [scope.key, scope]));
  const key = (scope: { readonly key: string }) => scope.key;
  const rows = sectionRows<{ readonly key: string }>(
    manifest?.scopes,
    versions.map((version) => version?.scopes),
    key,
    key,
    () => true,
  );
  const scopes = rows.map(({ item, row }): ScopeRow => {
    const scope = facts.get(item.key);
    return scope === undefined ? row : { ...row, scope };
  });
  return [...Map.groupBy(scopes, ({ scope }) => scope?.api ?? '')]
    .sort(([a], [b]) => Number(a === '') - Number(b === '') || a.localeCompare(b))
    .map(([name, members]) => ({ name, rows: members.sort((a, b) => a.id.localeCompare(b.id)) }));
}
