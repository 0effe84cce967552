import type { Environment, Version } from '../../core/environment.ts';
import type { Scope } from '../../core/permission.ts';
import type { Manifest, ManifestGap } from './manifest-contents.ts';
import { variablesIn } from './manifest-variables.ts';
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
 * `willChange`: the version has it, with other details. `mayChange`: what happens depends on a variable whose value is
 * not known, or the manifest can't be read there. `unknown`: nothing was deployed there.
 */
export type DeployedCell =
  'present' | 'missing' | 'willBeAdded' | 'willBeRemoved' | 'willChange' | 'mayChange' | 'unknown';

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
  const isUncertain = (part: ManifestGap['part']) => manifest?.gaps.some((gap) => gap.part === part) ?? false;
  return {
    hasManifest: manifest !== undefined,
    environments: environments.map(comparedEnvironment),
    scopes: scopeGroups(manifest, versions),
    egress: grouped(
      sectionRows({
        declared: manifest?.egress,
        deployed: versions.map((version) => version?.egress),
        id: egressId,
        label: ({ address }) => address,
        isSame: isSameEgress,
        isUncertain: isUncertain('egress'),
      }),
      ({ kind }) => kind,
    ),
    contentPolicies: grouped(
      sectionRows({
        declared: manifest?.contentPolicies,
        deployed: versions.map((version) => version?.contentPolicies),
        id: policyId,
        label: ({ policy }) => policy,
        isSame: () => true,
        isUncertain: isUncertain('contentPolicies'),
      }),
      ({ kind }) => kind,
    ),
    remotes: grouped(
      sectionRows({
        declared: manifest?.remotes,
        deployed: versions.map((version) => version?.remotes),
        id: ({ key }) => key,
        label: ({ key }) => key,
        isSame: isSameRemote,
        isUncertain: isUncertain('remotes'),
      }),
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

/** One kind of permission in the manifest and the versions. */
interface ComparedSection<T> {
  readonly declared: readonly (T & Declared)[] | undefined;
  /** A list for each environment; undefined where nothing was deployed. */
  readonly deployed: readonly (readonly T[] | undefined)[];
  readonly id: (item: T) => string;
  readonly label: (item: T) => string;
  readonly isSame: (a: T, b: T) => boolean;
  /** Whether the manifest may declare more than is known. */
  readonly isUncertain: boolean;
}

/** The rows of one kind of permission. */
function sectionRows<T>(section: ComparedSection<T>): ItemRow<T>[] {
  const { declared, deployed, id, label } = section;
  const inManifest = declared && byId(declared, id);
  const inVersions = deployed.map((items) => items && byId(items, id));
  const all = byId([...(declared ?? []), ...deployed.flatMap((items) => items ?? [])], id);
  return [...all].map(([key, item]) => {
    const own = inManifest?.get(key);
    const cells = inVersions.map((version): DeployedCell => {
      if (version === undefined) return 'unknown';
      const there = version.get(key);
      if (inManifest === undefined) return there === undefined ? 'missing' : 'present';
      return deployedCell(section, own, there);
    });
    return { item, row: { id: key, label: label(item), manifest: manifestCell(inManifest !== undefined, own), cells } };
  });
}

function deployedCell<T>(
  { label, isSame, isUncertain }: ComparedSection<T>,
  own: T | undefined,
  there: T | undefined,
): DeployedCell {
  if (own === undefined && there === undefined) return 'missing';
  if (own === undefined) return isUncertain ? 'mayChange' : 'willBeRemoved';
  if (there === undefined) return variablesIn(label(own)).length > 0 ? 'mayChange' : 'willBeAdded';
  return isSame(there, own) ? 'present' : 'willChange';
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
  const rows = sectionRows<{ readonly key: string }>({
    declared: manifest?.scopes,
    deployed: versions.map((version) => version?.scopes),
    id: key,
    label: key,
    isSame: () => true,
    isUncertain: manifest?.gaps.some(({ part }) => part === 'scopes') ?? false,
  });
  const scopes = rows.map(({ item, row }): ScopeRow => {
    const scope = facts.get(item.key);
    return scope === undefined ? row : { ...row, scope };
  });
  return [...Map.groupBy(scopes, ({ scope }) => scope?.api ?? '')]
    .sort(([a], [b]) => Number(a === '') - Number(b === '') || a.localeCompare(b))
    .map(([name, members]) => ({ name, rows: members.sort((a, b) => a.id.localeCompare(b.id)) }));
}
