import type { Environment, Installation, Manifest, Version } from '../world/world-types.ts';
import { isTechnical } from './resolve-contexts.ts';

/** The most installations that one bulk upgrade reaches. */
export const mostUpgrades = 1800;

/**
 * Whether installations can go from one version to another without an admin's consent: to a newer one of the same
 * environment that wants nothing more and is licensed as before.
 */
export function isUpgradeable(environment: Environment, source: Version, target: Version): boolean {
  return isNewer(environment, source, target) && blockers(source.manifest, target.manifest).length === 0;
}

/** Versions are listed newest first. */
function isNewer({ versions }: Environment, source: Version, target: Version): boolean {
  const place = versions.indexOf(target);
  return place >= 0 && place < versions.indexOf(source);
}

/** Names of the rules that keep an installation from a version, in the spelling of the errors of installing. */
export function rollingBlockers(source: Version, target: Version): readonly string[] {
  const { manifest: before } = source;
  const { manifest: after } = target;
  return [
    ...(before.hosted === undefined && after.hosted !== undefined ? ['STORAGE_CHANGE_ROLLING_RELEASE'] : []),
    ...((before.licensed ?? false) === (after.licensed ?? false) ? [] : ['LICENSE_CHANGE_ROLLING_RELEASE']),
    ...(before.migrationKeys?.jira === after.migrationKeys?.jira ? [] : ['MIGRATION_KEY_CHANGE_ROLLING_RELEASE']),
  ];
}

function blockers(before: Manifest, after: Manifest): readonly string[] {
  const egress = (manifest: Manifest) =>
    (manifest.egress ?? []).flatMap(({ type, addresses }) => addresses.map((address) => `${type} ${address}`));
  const policies = (manifest: Manifest) =>
    (manifest.securityPolicies ?? []).flatMap(({ type, policies: list }) => list.map((policy) => `${type} ${policy}`));
  return [
    ...after.scopes.filter((scope) => !before.scopes.includes(scope)),
    ...egress(after).filter((address) => !egress(before).includes(address)),
    ...policies(after).filter((policy) => !policies(before).includes(policy)),
    ...((before.licensed ?? false) === (after.licensed ?? false) ? [] : ['licence']),
  ];
}

/** The customers' installations of an environment on one version. */
export function installationsOn(
  installations: readonly Installation[],
  environment: Environment,
  version: Version,
): readonly Installation[] {
  return installations.filter(
    (one) => one.environment.id === environment.id && one.version.id === version.id && !isTechnical(one),
  );
}
