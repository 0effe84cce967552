import type { Contributor } from '../../core/contributor.ts';
import type { AppDetails } from './app-details.ts';

/** What search and menus know of an app once its details are loaded: the list doesn't have it. */
export interface LoadedFacts {
  /** The name of its developer space. */
  readonly developerSpace?: string;
  /** Scopes of the newest version in each environment. */
  readonly scopes: readonly string[];
  /** Host names of the sites that it is installed on. */
  readonly sites: readonly string[];
  readonly contributors?: readonly Contributor[];
}

/** Gathers what is loaded of an app's details by now. */
export function loadedFacts({ profile, environments, installations, contributors }: AppDetails): LoadedFacts {
  const developerSpace = profile.state?.value?.developerSpace?.name;
  const versions = environments.state?.value?.flatMap(({ latest }) => latest ?? []) ?? [];
  const people = contributors.state?.value;
  return {
    ...(people && { contributors: people }),
    ...(developerSpace !== undefined && { developerSpace }),
    scopes: [...new Set(versions.flatMap(({ scopes }) => scopes.map(({ key }) => key)))],
    sites: [...new Set(installations.state?.value?.rows.map(({ site }) => site))],
  };
}
