import { cloudOf } from '../../core/clouds.ts';
import type { Version } from '../../core/environment.ts';

/** Where the modules of a version run: on sites, in workspaces of Bitbucket, or both. */
export type PlaceKind = 'site' | 'workspace';

/** The kinds of places that a version can be installed in; sites where its modules don't say. */
export function placeKindsOf({ modules = [], atlassianApps }: Pick<Version, 'modules' | 'atlassianApps'>): PlaceKind[] {
  const isInBitbucket = modules.some(({ type }) => type.startsWith('bitbucket:'));
  if (!isInBitbucket) return ['site'];
  // Modules of Forge itself, such as functions, run wherever the app is.
  const isOnSites = atlassianApps.length > 0 || modules.some(({ type }) => !/^(?:core|bitbucket):/.test(type));
  return isOnSites ? ['site', 'workspace'] : ['workspace'];
}

/**
 * The kinds of places that are offered to an account: no workspaces in Government Cloud, as Bitbucket's API, which knows
 * their IDs, is outside of it.
 */
export function placeKindsFor(version: Parameters<typeof placeKindsOf>[0], account: { readonly gateway: string }) {
  const isOutside = cloudOf(account).name === 'government';
  return placeKindsOf(version).filter((kind) => !isOutside || kind === 'site');
}

/**
 * The name of the workspace that a person means: `my-team`, or the address of a page there, such as
 * `https://bitbucket.org/my-team/my-repository`. Undefined for what can't be one.
 */
export function workspaceNameOf(typed: string): string | undefined {
  const text = typed.trim();
  const [, name] = /^(?:(?:https?:\/\/)?bitbucket\.org\/)?([\w-]{1,100})(?:\/.*)?$/i.exec(text) ?? [];
  return name;
}
